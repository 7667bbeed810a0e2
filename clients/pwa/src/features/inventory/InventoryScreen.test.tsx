import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { changeLanguage } from "@/i18n/i18n";

import { type Desk, openDesk, show } from "../../../test/office-screen";
import InventoryScreen from "./InventoryScreen";

const PATH = "/office/stock";
let desk: Desk;
let oats: string;
let lids: string;

beforeEach(async () => {
  desk = await openDesk("organiser");
  const [a, b] = [
    await desk.make("station", { name: "A 吧台" }),
    await desk.make("station", { name: "B 吧台" }),
  ];
  const oat = { name: "燕麥奶", supply: "milk", unit: "ml", pack: 1000, threshold: 1000 } as const;
  oats = await desk.make("inventory_item", { ...oat, station: a, stock: 2799 });
  await desk.make("inventory_item", { ...oat, station: b, stock: 300 });
  lids = await desk.make("inventory_item", { station: a, name: "杯蓋", supply: "lid", stock: 128 });
});

afterEach(cleanup);

test("what stands where, side by side; only what runs short if wanted", async () => {
  const { user, search } = await show(desk, InventoryScreen, PATH);
  const row = await screen.findByRole("row", { name: /燕麥奶/ });
  expect(row.textContent).toContain("2.8 公升");
  expect(row.textContent).toContain("偏低");
  await user.click(screen.getByRole("radio", { name: "只看不足" }));
  await waitFor(() => expect(screen.queryByRole("row", { name: /杯蓋/ })).toBeNull());
  expect(search().get("short")).toBe("1");
});

test("in English what stands there has its English name, beans and cups as well as milk", async () => {
  const station = (await desk.all("station"))[0]?.id ?? "";
  for (const [name, name_en, kind] of [
    ["豆漿", "Soy milk", "milk"],
    ["中杯", "Medium cups", "supply"],
  ] as const) {
    const item = await desk.make("item", { name, name_en, kind });
    await desk.make("inventory_item", { station, item, name, stock: 128 });
  }
  await changeLanguage("en");
  const { user } = await show(desk, InventoryScreen, PATH);
  expect(await screen.findByRole("row", { name: /Soy milk/ })).toBeTruthy();
  expect(screen.getByRole("row", { name: /Medium cups/ }).textContent).toContain("128 pcs");
  await user.click(screen.getByRole("button", { name: "Stock-take" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByRole("textbox", { name: "Medium cups" })).toBeTruthy();
  expect(dialog.textContent).not.toMatch(/中杯|豆漿|個/);
});

test("a stock-take shows figures as they stand and counts only what was touched, in one act", async () => {
  const { user } = await show(desk, InventoryScreen, PATH);
  await user.click(await screen.findByRole("button", { name: "盤點" }));
  const dialog = await screen.findByRole("dialog");
  const figure = within(dialog).getByRole("textbox", { name: "燕麥奶" });
  expect(figure).toHaveProperty("value", "2,799");
  await user.clear(figure);
  await user.type(figure, "2650");
  await user.tab();
  await user.click(within(dialog).getByRole("button", { name: "存 1 項" }));
  await waitFor(async () => expect((await desk.read("inventory_item", oats)).stock).toBe(2650));
  expect((await desk.read("inventory_item", lids)).stock).toBe(128);
});
