import { Middlebox } from "../middlebox";
import { expectAllReceived, expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, goTo, order, ordered, stationOf, ticket } from "../station";

const INDEX = /(\{[^{}]*?)("?url"?:"index\.html"[^{}]*\}|[^{}]*"?url"?:"index\.html"\})/;

test("an update waits to be accepted, and keeps what waits to be sent @smoke", async ({
  arrive,
  office,
  server,
}) => {
  const box = await Middlebox.before(server.url);
  try {
    const { page } = await arrive("barista1", { through: box.url });
    const station = stationOf(page);
    const root = page.locator("html");

    await fetchNumbers(page);
    await page.route("**/api/v1/sync**", (route) => route.abort());
    box.blocksSockets = true;
    await server.kill();
    await server.start();
    const call = await order(page, { drink: "美式咖啡", milk: null });
    await expectWaiting(page, 1);

    // The next version of the app: another page, and so another list of what is kept.
    box.change("/index.html", (body) => body.replace("<html", '<html data-newer="after"'));
    box.change("/sw.js", (body) => {
      expect(body).toMatch(INDEX);
      return body.replace(INDEX, (entry) =>
        entry.replace(/("?revision"?:")[0-9a-f]+"/, '$1f00dfeedf00dfeedf00dfeedf00dfeed"'),
      );
    });
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(page.getByText("有新版本")).toBeVisible();
    await expect(root).not.toHaveAttribute("data-newer");
    await page.getByRole("button", { name: "現在更新" }).click();
    await expect(root).toHaveAttribute("data-newer", "after");

    await expectWaiting(page, 1);
    await goTo(page, "出杯佇列");
    await expect(ticket(page, call, "to-make")).toBeVisible();
    box.blocksSockets = false;
    await page.unroute("**/api/v1/sync**");
    await expectAllReceived(page);
    expect(await ordered(office, station, call)).toHaveLength(1);
  } finally {
    await box.close();
  }
});
