import { expectWaiting } from "../pill";
import { expect, test } from "../stage";
import { fetchNumbers, goTo, order } from "../station";

test("the sync centre opens beside the work on a wide screen, with the receipt and the way to install", async ({
  arrive,
}) => {
  const { context, page } = await arrive("barista1", {
    prepare: (opened) =>
      opened.addInitScript(() => {
        window.addEventListener("load", () => {
          const offer = new Event("beforeinstallprompt", { cancelable: true });
          const prompt = () => {
            document.documentElement.dataset["asked"] = String(offer.defaultPrevented);
            return Promise.resolve();
          };
          window.dispatchEvent(Object.assign(offer, { prompt }));
        });
      }),
  });
  await fetchNumbers(page);
  await context.setOffline(true);
  const call = await order(page, { drink: "美式咖啡", milk: null });
  await goTo(page, "出杯佇列");
  await expectWaiting(page, 1);
  await page.getByTestId("pill").click();
  const panel = page.getByRole("dialog", { name: "同步中心" });
  await expect(panel.getByText(call).first()).toBeVisible();
  await expect(panel.getByText("還有 1 筆沒有收到")).toBeVisible();
  await context.setOffline(false);
  await panel.getByRole("button", { name: "請伺服器簽收" }).click();
  await expect(panel.getByText("以前全部已收到")).toBeVisible();

  await panel.getByRole("button", { name: "安裝" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-asked", "true");
  await expect(panel.getByRole("button", { name: "安裝" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page.getByTestId("pill")).toBeFocused();
});
