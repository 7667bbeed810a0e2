import { callOut } from "../../src/app/station/callout";
import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, order, stationOf } from "../station";

test("what the server refuses waits for the person, who sends it again or gives it up", async ({
  arrive,
  office,
}) => {
  const { context, page, person } = await arrive("barista1");
  const station = stationOf(page);
  const { baristas = [] } = await office.one("station", station);

  await fetchNumbers(page);
  await context.setOffline(true);
  const meant = await order(page, { drink: "美式咖啡", milk: null });
  const slip = await order(page, { drink: "義式濃縮", milk: null });
  // Meanwhile the office sends this barista elsewhere: orders can no longer be placed here.
  await office.edit("station", station, { baristas: { remove: [person] } });
  await context.setOffline(false);

  await page.goto("/sync");
  const refused = page.locator('[data-testid="outbox-line"][data-word="needs-you"]');
  await expect(refused).toHaveCount(2);
  await expect(page.getByTestId("pill")).toContainText("需要您處理 2");
  const cardOf = (drink: string) => page.locator("[data-of=needs-you]").filter({ hasText: drink });
  await expect(cardOf("美式咖啡")).toContainText("沒有收下");

  await cardOf("義式濃縮").getByRole("button", { name: "捨棄" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "捨棄" }).click();
  await expect(refused).toHaveCount(1);

  await office.edit("station", station, { baristas });
  await cardOf("美式咖啡").getByRole("textbox", { name: "改成" }).last().fill("陳小姐");
  await cardOf("美式咖啡").getByRole("button", { name: /再送/ }).click();
  await expectAllReceived(page);
  await expect(refused).toHaveCount(0);
  const calls = (await office.all("drink_order", { station })).map((one) =>
    callOut(one.number ?? 0),
  );
  expect(calls.filter((call) => call === slip)).toEqual([]);
  const drinks = await office.all("drink_order", { station, drink: "美式咖啡" });
  expect(drinks.filter(({ number }) => callOut(number ?? 0) === meant)).toHaveLength(1);
});
