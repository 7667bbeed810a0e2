import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

import type { Download, Page } from "@playwright/test";

import { expect, test } from "../stage";

test("orders and customers leave as CSV and XLSX, whole and readable", async ({ arrive }) => {
  const { page } = await arrive("dispatcher1", { width: 1440 });
  await page.goto("/office/orders?day=all");
  const wanted = await figure(page);
  const rows = csvRows(await readFile(await pathOf(await saved(page, "CSV")), "utf8"));
  expect(rows[0]?.slice(0, 3)).toEqual(["訂單", "客戶", "電話"]);
  expect(rows).toHaveLength(wanted + 1);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);

  const book = await saved(page, "XLSX");
  expect(book.suggestedFilename()).toMatch(/\.xlsx$/);
  const parts = unzipped(await readFile(await pathOf(book)));
  const [sheet] = [...parts].filter(([name]) => /worksheets\/sheet1\.xml$/.test(name));
  expect(sheet?.[1].match(/<row /g)).toHaveLength(wanted + 1);
  const words = [...parts.values()].join("");
  for (const name of rows.slice(1, 20).map((row) => row[1] ?? "")) expect(words).toContain(name);

  await page.goto("/office/customers");
  const people = await figure(page);
  const customers = csvRows(await readFile(await pathOf(await saved(page, "CSV")), "utf8"));
  expect(customers).toHaveLength(people + 1);
  // A telephone number keeps its first nought.
  expect(customers.slice(1).every((row) => /^'?0|^$|^'?\+/.test(row[1] ?? ""))).toBe(true);
});

/** How many the screen says there are. */
async function figure(page: Page): Promise<number> {
  const total = page.getByText(/^[\d,]+ [張位]/).first();
  await expect(total).toBeVisible();
  const [, digits = ""] = /([\d,]+) [張位]/.exec(await total.innerText()) ?? [];
  return Number(digits.replaceAll(",", ""));
}

async function saved(page: Page, name: string): Promise<Download> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return file;
}

function pathOf(file: Download): Promise<string> {
  return file.path();
}

/** A file of RFC 4180, with its mark in front. */
function csvRows(text: string): string[][] {
  expect(text.startsWith("\uFEFF")).toBe(true);
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g;
  for (const [, quoted, plain = "", end] of text.slice(1).matchAll(cell)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

/** The parts of a workbook by name, as its directory has them. */
function unzipped(file: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const end = file.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
    const [name, extra, note] = [28, 30, 32].map((place) => file.readUInt16LE(at + place));
    const local = file.readUInt32LE(at + 42);
    const body = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(body, body + size);
    const title = file.subarray(at + 46, at + 46 + (name ?? 0)).toString();
    parts.set(title, (method === 0 ? bytes : inflateRawSync(bytes)).toString());
    at += 46 + (name ?? 0) + (extra ?? 0) + (note ?? 0);
  }
  return parts;
}
