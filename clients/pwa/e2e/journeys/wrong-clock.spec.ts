import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { goTo, order, stationOf, tap, ticket } from "../station";

const YEAR_MS = 365 * 24 * 3600 * 1000;

test("a tablet whose clock is a year ahead neither wins by it nor shows wrong ages", async ({
  arrive,
  office,
}) => {
  const ahead = await arrive("barista1", {
    prepare: (context) =>
      context.addInitScript((shift) => {
        const Real = Date;
        globalThis.Date = class extends Real {
          constructor(...given: ConstructorParameters<DateConstructor> | []) {
            if (given.length === 0) super(Real.now() + shift);
            else super(...given);
          }
          static override now(): number {
            return Real.now() + shift;
          }
        } as DateConstructor;
      }, YEAR_MS),
  });
  const right = await arrive("barista7");
  const station = stationOf(ahead.page);
  const thisYear = new Date().getFullYear();
  expect(await ahead.page.evaluate(() => new Date().getFullYear())).toBe(thisYear + 1);

  await goTo(right.page, "現場點單");
  const call = await order(right.page, { drink: "美式咖啡", milk: null });
  await expect(ticket(ahead.page, call, "to-make")).toContainText("剛到");

  // Both change the same while apart; the later one is the one whose clock is right.
  await office.edit("station", station, { paused: true });
  const resume = { name: "恢復接單" };
  for (const { page } of [ahead, right]) {
    await expect(page.getByText("暫停接單中")).toBeVisible();
  }
  await ahead.context.setOffline(true);
  await goTo(ahead.page, "出杯佇列");
  await ahead.page.getByRole("button", resume).click();
  await expectWaiting(ahead.page, 1);
  await tap(ahead.page, call, "to-make");
  await goTo(right.page, "出杯佇列");
  await right.page.getByRole("button", resume).click();
  await expectAllReceived(right.page);
  await goTo(right.page, "庫存");
  await right.page.getByRole("button", { name: "暫停接單" }).click();
  await expectAllReceived(right.page);
  await ahead.context.setOffline(false);
  await expectWaiting(ahead.page, 0);

  for (const { page } of [ahead, right]) {
    await goTo(page, "出杯佇列");
    await expect(page.getByText("暫停接單中")).toBeVisible();
    await expect(ticket(page, call, "making")).toBeVisible();
    await expect(ticket(page, call, "making")).not.toContainText("逾時");
  }
  expect((await office.one("station", station)).paused).toBe(true);
  const started = (await office.all("drink_order", { station })).flatMap((o) => o.started_at ?? []);
  expect(Math.max(...started)).toBeLessThan(Date.now() + YEAR_MS / 2);
});
