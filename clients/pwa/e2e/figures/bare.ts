import type { Page } from "@playwright/test";

/** How long a bare put of so many bytes takes in this page, durably, in ms: IndexedDB itself. */
export function barePuts(page: Page, count: number, bytes: number): Promise<number[]> {
  return page.evaluate(
    async ([times, size]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error("no reason"));
        });
      const opening = indexedDB.open("bare", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
      const database = await done(opening);
      const text = "x".repeat(size);
      const took: number[] = [];
      for (let at = 0; at < times; at += 1) {
        const began = performance.now();
        const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
        transaction.objectStore("rows").put({ at, text }, at);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
        took.push(performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      database.close();
      await done(indexedDB.deleteDatabase("bare"));
      return took;
    },
    [count, bytes] as const,
  );
}
