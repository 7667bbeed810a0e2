import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";

test("a photo that waits for its upload is counted after a reload, too, and holds the receipt back", async ({
  arrive,
}) => {
  const { context, page } = await arrive("barista1");
  await expectAllReceived(page);
  await page.goto("/sync");
  await page.getByRole("button", { name: "請伺服器簽收" }).click();
  await expect(page.getByText("以前全部已收到")).toBeVisible();

  await page.goto("/status");
  await page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no reason is given"));
      });
    const database = await answered(indexedDB.open("fieldpost"));
    const photo = {
      id: "AZphoto_______________",
      data: new Blob([new Uint8Array(50_000)], { type: "image/jpeg" }),
      entity: "delivery",
      record: "AZdelivery____________",
      addedAt: Date.now(),
      open: 1,
    };
    await answered(database.transaction("blobs", "readwrite").objectStore("blobs").add(photo));
    database.close();
  });
  await context.setOffline(true);
  await page.goto("/sync");
  await expect(page.getByText("照片 1 張等著上傳")).toBeVisible();
  await expect(page.getByText("還有 1 筆沒有收到")).toBeVisible();
  await expect(page.getByText("以前全部已收到")).toHaveCount(0);
});
