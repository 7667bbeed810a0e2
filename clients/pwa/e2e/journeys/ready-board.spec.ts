import { expect, test } from "../stage";
import { stationOf } from "../station";

const MANY = 36;

test("the guests' board turns its pages where more is ready than fits", async ({
  arrive,
  office,
}) => {
  const { page } = await arrive("barista1");
  const station = stationOf(page);
  const at = Date.now();
  const orders = Array.from({ length: MANY }, (_, place) => ({
    station,
    drink: "拿鐵",
    name: `客人${place}`,
  }));
  const ids = await office.createAll("drink_order", orders);
  for (const id of ids) {
    await office.edit("drink_order", id, { state: "in_progress" });
    await office.edit("drink_order", id, { state: "completed", completed_at: at });
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(`/board/${station}`);
  const ready = page.getByRole("region", { name: "可取餐" });
  await expect(ready.getByRole("listitem")).not.toHaveCount(0);
  await expect.poll(() => ready.getByRole("listitem").count()).toBeGreaterThanOrEqual(MANY);
  await page.mouse.move(5, 5);
  const list = ready.getByRole("list");
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const calls = await list.evaluate((element) => {
          const frame = element.getBoundingClientRect();
          return [...element.children].flatMap((child) => {
            const { top, bottom } = child.getBoundingClientRect();
            return top >= frame.top - 1 && bottom <= frame.bottom + 1 ? [child.textContent] : [];
          });
        });
        for (const call of calls) seen.add(call);
        return seen.size;
      },
      { timeout: 90_000, intervals: [1_000] },
    )
    .toBeGreaterThanOrEqual(MANY);
  await expect
    .poll(() => list.evaluate((element) => element.scrollTop), { timeout: 30_000 })
    .toBe(0);
});
