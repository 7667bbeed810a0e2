import { callOut } from "../../src/app/station/callout";
import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, order, stationOf } from "../station";

test("a duplicated tab never gives the same number to another guest", async ({
  arrive,
  office,
}) => {
  const { context, page } = await arrive("barista1");
  const station = stationOf(page);
  await fetchNumbers(page);
  // As "duplicate tab" does: the session's storage comes along.
  const copy = await page.evaluate(() => Object.entries<string>(sessionStorage));
  await context.addInitScript((kept) => {
    if (sessionStorage.length > 0) return;
    for (const [key, value] of kept) sessionStorage.setItem(key, value);
  }, copy);
  const other = await context.newPage();
  await other.goto(page.url());
  await fetchNumbers(other);
  const calls = [
    await order(page, { drink: "美式咖啡", milk: null }),
    await order(other, { drink: "美式咖啡", milk: null }),
    await order(page, { drink: "美式咖啡", milk: null }),
    await order(other, { drink: "美式咖啡", milk: null }),
  ];
  expect(new Set(calls).size).toBe(4);
  await expectAllReceived(page);
  const orders = await office.all("drink_order", { station });
  const numbers = orders.map(({ number }) => callOut(number ?? 0));
  for (const call of calls) expect(numbers.filter((one) => one === call)).toHaveLength(1);
});
