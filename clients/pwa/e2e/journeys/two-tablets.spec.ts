import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { chooseFor, ordered, orderFromBoard, stationOf, stockOf, tap, ticket } from "../station";

test("two tablets make the same cup, one of them in the dark: both are told @smoke", async ({
  arrive,
  office,
}) => {
  const here = await arrive("barista1");
  const there = await arrive("barista7");
  const station = stationOf(here.page);
  expect(stationOf(there.page)).toBe(station);
  const names = await namesOf(office, [here.person, there.person]);
  const milk = () => stockOf(office, station, "燕麥奶");
  const before = await milk();

  const call = await orderFromBoard(here.page, { drink: "拿鐵", milk: "燕麥奶" });
  await expect(ticket(there.page, call, "to-make")).toBeVisible();
  await there.context.setOffline(true);
  for (const { page } of [here, there]) {
    await tap(page, call, "to-make");
    await tap(page, call, "making");
  }
  await expectAllReceived(here.page);
  await expectWaiting(there.page, 2);
  await there.context.setOffline(false);

  for (const { page } of [here, there]) {
    const card = ticket(page, call, "ready");
    await expect(card).toContainText("兩邊都在做");
    for (const name of names) await expect(card).toContainText(name);
    await expectWaiting(page, 0);
  }
  const [latte] = await office.all("item", { name: "拿鐵" });
  // It was poured twice.
  expect(await milk()).toBe(before - 2 * (latte?.milk_ml ?? 0));

  await chooseFor(there.page, call, "選哪一邊算數");
  const question = there.page.getByRole("dialog", { name: `${call}：哪一邊算數？` });
  const mine = question.getByRole("button", { name: `${names[0] ?? ""}，` });
  // One field after the other; with the last one the question is closed.
  await expect(async () => {
    await mine.first().click({ timeout: 1_000 });
    await expect(question).toBeHidden({ timeout: 500 });
  }).toPass();
  for (const { page } of [here, there]) {
    await expect(ticket(page, call, "ready")).not.toContainText("兩邊都在做");
  }
  const settled = await ordered(office, station, call);
  expect(settled).toMatchObject([{ state: "completed", barista: here.person }]);
  expect(settled[0]?._.c).toBeUndefined();
});

async function namesOf(
  office: { readonly one: (entity: "person", id: string) => Promise<{ readonly name: string }> },
  people: readonly string[],
): Promise<readonly string[]> {
  return Promise.all(people.map(async (id) => (await office.one("person", id)).name));
}
