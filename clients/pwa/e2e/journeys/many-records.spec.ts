import { BulkDevice } from "../bulk-device";
import { expectAllReceived } from "../pill";
import { expect, signIn, test } from "../stage";

const CUSTOMERS = 25_000;
const ORDERS = 25_000;
const SURNAMES = "陳林黃張李吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周";

test("50,000 records: everything opens, is found and scrolls, without the network too", async ({
  visit,
  office,
  server,
}) => {
  test.setTimeout(600_000);
  const [cylinder] = await office.all("item", { kind: "cylinder" });
  if (cylinder === undefined) throw new Error("nothing to deliver");
  const bulk = await BulkDevice.of(office.person, office, server.url);
  const ids: string[] = [];
  await bulk.write(CUSTOMERS, (act, at) => {
    const id = act.create("customer", {
      name: at === 777 ? "王一二三" : `${SURNAMES[at % SURNAMES.length] ?? ""}顧客${at}`,
      phone: `09${String(10_000_000 + at * 7).slice(0, 8)}`,
      address: `台北市大安區和平東路二段 ${at} 號`,
    });
    ids.push(id);
  });
  await bulk.write(ORDERS, (act, at) => {
    act.create("delivery_order", {
      customer: ids[at] ?? "",
      lines: [{ item: cylinder.id, quantity: 1, price: 700 }],
      placed_at: Date.now() - at * 60_000,
    });
  });

  const { context, page } = await visit();
  await signIn(page, "dispatcher1");

  await page.goto("/office/customers");
  const table = page.getByRole("grid", { name: "客戶" });
  await expect(table).toHaveAttribute("aria-rowcount", /^2[5-9]\d{3}$/);
  const search = page.getByRole("searchbox");
  await search.fill("王一二");
  await expect(table.getByRole("row").filter({ hasText: "王一二三" })).toBeVisible();
  const whole = (await office.one("customer", ids[4_321] ?? "")).phone ?? "";
  await search.fill(whole.slice(-6));
  await expect(table.getByRole("row").filter({ hasText: whole })).toBeVisible();

  await page.goto("/office/orders");
  const orders = page.getByRole("grid", { name: "訂單" });
  await expect(orders.getByRole("row").nth(5)).toBeVisible();
  const before = await orders.getByRole("row").nth(5).innerText();
  await orders.focus();
  await orders.evaluate((element) => element.scrollBy({ top: 20_000 }));
  await expect.poll(() => orders.getByRole("row").nth(5).innerText()).not.toBe(before);

  await context.setOffline(true);
  await page.reload();
  await expect(orders.getByRole("row").nth(5)).toBeVisible();
  await context.setOffline(false);
  await expectAllReceived(page);
});
