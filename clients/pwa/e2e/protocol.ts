import type { Page } from "@playwright/test";

/** From now on the server answers as one of another protocol. */
export async function speaks(page: Page, protocol: number): Promise<void> {
  await page.route("**/api/v1/sync**", (route) =>
    route.fulfill({
      status: 426,
      contentType: "application/problem+json",
      json: { type: "about:blank", title: "x", status: 426, code: "sync/protocol" },
    }),
  );
  await page.route("**/meta", async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...told, protocol } });
  });
  await page.routeWebSocket("**/api/v1/live", (socket) => socket.close());
}
