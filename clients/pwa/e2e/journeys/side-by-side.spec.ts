import { expectAllReceived, expectPill, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, goTo, order, ordered, stationOf, tap, ticket } from "../station";

test("two windows, the network cut in one: everything right and nothing twice @smoke", async ({
  arrive,
  office,
}) => {
  const bar = await arrive("barista1");
  const desk = await arrive("dispatcher1");
  const station = stationOf(bar.page);

  await fetchNumbers(bar.page);
  await bar.context.setOffline(true);
  const call = await order(bar.page, { drink: "拿鐵", milk: "燕麥奶" });
  await goTo(bar.page, "出杯佇列");
  await tap(bar.page, call, "to-make");
  await tap(bar.page, call, "making");
  await expectPill(bar.page, "no-contact");
  await expectWaiting(bar.page, 3);

  await desk.page.goto("/office/customers");
  await desk.page.getByRole("button", { name: "新客戶" }).click();
  await desk.page.getByRole("textbox", { name: "姓名" }).fill("王測試");
  await desk.page.getByRole("button", { name: "存檔" }).click();
  await expect(desk.page.getByRole("heading", { name: "王測試" })).toBeVisible();
  await expectAllReceived(desk.page);
  await office.edit("station", station, { paused: true });

  await bar.context.setOffline(false);
  await expectAllReceived(bar.page);
  await expect(bar.page.getByText("暫停接單中")).toBeVisible();
  await expect(ticket(bar.page, call, "ready")).toHaveCount(1);
  expect(await ordered(office, station, call)).toMatchObject([
    { state: "completed", barista: bar.person },
  ]);
  expect(await office.all("customer", { name: "王測試" })).toHaveLength(1);
});
