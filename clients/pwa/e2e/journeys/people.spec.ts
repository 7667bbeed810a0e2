import { callOut } from "../../src/app/station/callout";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, order, ordered, tap } from "../station";
import { comeIn, tabletOfA, typePin } from "../tablet";

const PIN = "2580";

test("two people share a tablet by PIN without contact, and each write has its author", async ({
  visit,
  office,
}) => {
  const { context, page, station } = await tabletOfA(visit, office);
  await comeIn(page, "barista7");
  await comeIn(page, "barista1");
  await page.goto("/people");
  await page.getByRole("button", { name: "設定 PIN" }).click();
  await typePin(page, PIN, "輸入新的 PIN，4 到 8 碼");
  await typePin(page, PIN, "再輸入一次");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.goto(`/station/${station}/queue`);
  await fetchNumbers(page);
  await context.setOffline(true);
  const call = await order(page, { drink: "美式咖啡", milk: null });
  await page.goto("/people");
  const [first, second] = await Promise.all(
    ["barista1", "barista7"].map(async (user) => {
      const person = await office.personOf(user);
      return { id: person, name: (await office.one("person", person)).name };
    }),
  );
  if (first === undefined || second === undefined) throw new Error("nobody is there");
  await page.getByRole("button", { name: second.name }).click();
  await expect(page.getByRole("heading", { name: "待製作" })).toBeVisible();
  await tap(page, call, "to-make");

  await page.goto("/people");
  await page.getByRole("button", { name: first.name }).click();
  await typePin(page, "1111", "切換");
  await expect(page.getByText("PIN 不對，還可以試")).toBeVisible();
  await typePin(page, PIN, "切換");
  await expect(page.getByRole("heading", { name: "待製作" })).toBeVisible();
  await tap(page, call, "making");
  await expectWaiting(page, 3);
  await context.setOffline(false);
  await expectAllReceived(page);

  const [made] = await ordered(office, station, call);
  expect(made).toMatchObject({ state: "completed", barista: second.id });
  const { data } = await office.history("drink_order", made?.id ?? "");
  expect(data.map(({ actor }) => actor).sort()).toEqual([first.id, first.id, second.id].sort());
});

test("signing out with writes waiting says so, and they go out all the same", async ({
  arrive,
  office,
}) => {
  const { context, page } = await arrive("barista1");
  await fetchNumbers(page);
  await context.setOffline(true);
  const call = await order(page, { drink: "美式咖啡", milk: null });
  await page.getByRole("button", { name: /個人與裝置$/ }).click();
  await page.getByRole("menuitem", { name: "登出" }).click();
  const leaving = page.getByRole("dialog", { name: "登出" });
  await expect(leaving).toContainText("還有 1 筆沒有處理完");
  await expect(leaving.getByRole("button", { name: "登出並移除這台裝置的資料" })).toBeDisabled();
  await leaving.getByRole("button", { name: "登出", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await context.setOffline(false);
  await expect
    .poll(async () => {
      const orders = await office.all("drink_order");
      return orders.filter(({ number }) => callOut(number ?? 0) === call).length;
    })
    .toBe(1);
});
