import { chromium } from "../chromium";
import { expect, test } from "../stage";

const NAME = "fieldpost.test";

test.use({
  launchOptions: {
    executablePath: chromium.path,
    args: [...chromium.args, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
  },
});

test("a page that is no secure context says so and what to do, and keeps nothing", async ({
  server,
  visit,
}) => {
  const { port } = new URL(server.url);
  const { page } = await visit({ through: `http://${NAME}:${port}` });
  await page.goto("/");
  const told = page.getByRole("alert");
  await expect(told).toContainText("不能安全地保存資料");
  await expect(told).toContainText("請改用 https");
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});
