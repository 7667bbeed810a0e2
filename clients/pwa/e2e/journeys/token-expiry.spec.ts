import { callOut } from "../../src/app/station/callout";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, goTo, order, ticket } from "../station";
import { comeIn, tabletOfA } from "../tablet";

test("a session that ends without contact locks nobody out and loses nothing @smoke", async ({
  visit,
  office,
}) => {
  const { context, page, station } = await tabletOfA(visit, office);
  await comeIn(page, "barista1");

  await fetchNumbers(page);
  await context.setOffline(true);
  await context.clearCookies();
  await page.reload();
  const before = await order(page, { drink: "美式咖啡", milk: null });
  await expectWaiting(page, 1);

  // Back with contact the device hands in by itself; only reading needs the person.
  await context.setOffline(false);
  await expectWaiting(page, 0);
  await expect(page.getByTestId("pill")).toContainText("請重新登入");
  const after = await order(page, { drink: "義式濃縮", milk: null });
  await expectWaiting(page, 0);
  const there = async () => {
    const orders = await office.all("drink_order", { station });
    return orders.map(({ number }) => callOut(number ?? 0));
  };
  for (const call of [before, after]) await expect.poll(there).toContain(call);

  const unseen = await office.create("drink_order", { station, drink: "拿鐵", name: "之後的客人" });
  await goTo(page, "出杯佇列");
  await expect(ticket(page, after, "to-make")).toBeVisible();
  await expect(page.getByText(unseen.name ?? "")).toHaveCount(0);
  await comeIn(page, "barista1");
  await expect(page.getByText(unseen.name ?? "")).toBeVisible();
  await expectAllReceived(page);
  for (const call of [before, after]) {
    expect((await there()).filter((each) => each === call)).toEqual([call]);
  }
});
