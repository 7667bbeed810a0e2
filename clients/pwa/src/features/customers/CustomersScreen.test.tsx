import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type Desk, openDesk, show } from "../../../test/office-screen";
import CustomersScreen from "./CustomersScreen";
import { placeOf } from "./form";

const PATH = "/office/customers";
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

afterEach(cleanup);

test("a customer is found by 王 and by a part of the phone", async () => {
  await desk.make("customer", { name: "王太太", phone: "0912-345-678" });
  await desk.make("customer", { name: "林先生", phone: "02-2700-1180" });
  const { user } = await show(desk, CustomersScreen, PATH);
  expect(await screen.findByRole("row", { name: /林先生/ })).toBeTruthy();
  const box = screen.getByRole("searchbox");
  await user.type(box, "王");
  await waitFor(() => expect(screen.queryByRole("row", { name: /林先生/ })).toBeNull());
  await user.clear(box);
  await user.type(box, "27001180");
  await waitFor(() => expect(screen.queryByRole("row", { name: /王太太/ })).toBeNull());
  expect(await screen.findByRole("row", { name: /林先生/ })).toBeTruthy();
});

test("while a search is under way nobody is told that it found none", async () => {
  await desk.make("customer", { name: "王太太" });
  const told = vi.fn();
  const watch = new MutationObserver(() => {
    if (document.body.textContent.includes("找不到")) told();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  await show(desk, CustomersScreen, PATH, "?q=王");
  expect(await screen.findByRole("row", { name: /王太太/ })).toBeTruthy();
  watch.disconnect();
  expect(told).not.toHaveBeenCalled();
});

test("an edit writes only what was changed, sets as members", async () => {
  const id = await desk.make("customer", {
    name: "王太太",
    phone: "0912",
    sizes: [20],
    note: "三樓",
  });
  const { user, path } = await show(desk, CustomersScreen, PATH);
  await user.click(await screen.findByRole("row", { name: /王太太/ }));
  await user.click(await screen.findByRole("button", { name: /編輯/ }));
  const note = await screen.findByRole("textbox", { name: "送貨備註" });
  await user.clear(note);
  await user.type(note, "沒電梯");
  await user.click(screen.getByRole("checkbox", { name: "16 kg" }));
  await user.click(screen.getByRole("button", { name: "存檔" }));
  await waitFor(async () => expect((await desk.read("customer", id)).note).toBe("沒電梯"));
  expect((await desk.read("customer", id)).sizes).toEqual([16, 20]);
  const outbox = desk.replica.outbox();
  const stop = outbox.subscribe(() => undefined);
  await waitFor(() =>
    expect(outbox.current()?.[0]?.ops[0]?.[3]).toEqual({ note: "沒電梯", sizes: { add: [16] } }),
  );
  stop();
  await waitFor(() => expect(path()).toBe(`${PATH}/${id}`));
});

test("a counter is added to, or counted", async () => {
  const id = await desk.make("customer", { name: "王太太", cylinders: 3 });
  const { user } = await show(desk, CustomersScreen, PATH);
  await user.click(await screen.findByRole("row", { name: /王太太/ }));
  const [change] = await screen.findAllByRole("button", { name: "調整" });
  if (change === undefined) throw new Error("no button");
  await user.click(change);
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("radio", { name: "點數" }));
  const figure = within(dialog).getByRole("textbox", { name: "實際點到" });
  await user.clear(figure);
  await user.type(figure, "5");
  await user.tab();
  await user.click(within(dialog).getByRole("button", { name: "存成 5" }));
  await waitFor(async () => expect((await desk.read("customer", id)).cylinders).toBe(5));
});

test("coordinates are read as they are pasted from a map", () => {
  expect(placeOf("25.0331, 121.5434")).toEqual({ lat: 25.0331, lon: 121.5434 });
  expect(placeOf("25.0331，121.5434")).toEqual({ lat: 25.0331, lon: 121.5434 });
  expect(placeOf("")).toBeNull();
  expect(placeOf("121.5434, 25.0331")).toBeUndefined();
  expect(placeOf("大安區")).toBeUndefined();
});
