import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Bar, openBar, show } from "../../../test/station-screen";
import QueueScreen from "./QueueScreen";

let bar: Bar;

beforeEach(async () => {
  bar = await openBar();
});

afterEach(cleanup);

const ordered = (given: object = {}) =>
  bar.make("drink_order", {
    station: bar.station,
    number: 47,
    item: bar.latte,
    drink: "拿鐵",
    milk: bar.oat,
    size: "L",
    shots: 2,
    name: "佳瑜",
    placed_at: Date.now(),
    ...given,
  });

/** The card of a number, once it stands in a column. */
const card = (number: number, column: string) =>
  waitFor(() => {
    const found = screen
      .getAllByTestId("ticket")
      .find((one) => one.dataset["number"] === String(number) && one.dataset["column"] === column);
    if (found === undefined) throw new Error(`no card ${String(number)} in ${column}`);
    return found;
  });

const target = (element: HTMLElement) => within(element).getAllByRole("button")[0] ?? element;

test("two taps make a cup: claimed and started, then done with its milk and beans off the shelf", async () => {
  const id = await ordered();
  const user = await show(bar, QueueScreen);

  await user.click(target(await card(47, "to-make")));
  const making = await card(47, "making");
  await waitFor(async () =>
    expect(await bar.read("drink_order", id)).toMatchObject({
      state: "in_progress",
      barista: bar.me,
    }),
  );

  await user.click(target(making));
  await card(47, "ready");
  const done = await bar.read("drink_order", id);
  expect(done.state).toBe("completed");
  expect(done.completed_at).toBeGreaterThanOrEqual(done.started_at ?? Infinity);
  expect((await bar.read("inventory_item", bar.milkShelf)).stock).toBe(5000 - 260);
  expect((await bar.read("inventory_item", bar.beanShelf)).stock).toBe(1000 - 18);
});

test("undo takes the whole act back: the column and the shelves", async () => {
  const id = await ordered({ state: "pending" });
  const user = await show(bar, QueueScreen);
  await user.click(target(await card(47, "to-make")));
  await user.click(target(await card(47, "making")));
  await card(47, "ready");

  await user.click(await screen.findByRole("button", { name: /復原/ }));
  await card(47, "making");
  await waitFor(async () =>
    expect((await bar.read("inventory_item", bar.milkShelf)).stock).toBe(5000),
  );
  expect(await bar.read("drink_order", id)).toMatchObject({ state: "in_progress" });
  expect((await bar.read("drink_order", id)).completed_at).toBeUndefined();
});

test("a ready cup is handed out with one more tap, and its card says whom to call", async () => {
  await ordered();
  const user = await show(bar, QueueScreen);
  await user.click(target(await card(47, "to-make")));
  await user.click(target(await card(47, "making")));
  const ready = await card(47, "ready");
  expect(ready.textContent).toContain("A47");
  expect(ready.textContent).toContain("佳瑜");

  await user.click(target(ready));
  await waitFor(() => expect(screen.queryByTestId("ticket")).toBeNull());
});

test("cups with one drink and milk are started together", async () => {
  const ids = [await ordered({ number: 46 }), await ordered({ number: 47 })];
  const user = await show(bar, QueueScreen);
  expect(await screen.findByText("A46、A47", { exact: false })).toBeTruthy();

  await user.click(screen.getByRole("button", { name: "開始做 2 杯" }));
  await card(46, "making");
  await card(47, "making");
  const outbox = bar.replica.outbox(1);
  const stop = outbox.subscribe(() => undefined);
  await waitFor(() => expect(outbox.current()?.[0]?.ops.map(([, id]) => id)).toEqual(ids));
  stop();
});

test("keys do what fingers do: go to a card, start it, open its menu", async () => {
  await ordered();
  const user = await show(bar, QueueScreen);
  await card(47, "to-make");
  await user.keyboard("j{Enter}");
  await card(47, "making");

  await user.keyboard("jm");
  await user.click(await screen.findByRole("menuitem", { name: "放回待製作" }));
  await card(47, "to-make");
});

test("recalling a cup gives its milk back, remaking it does not", async () => {
  await ordered();
  const user = await show(bar, QueueScreen);
  const stock = async () => (await bar.read("inventory_item", bar.milkShelf)).stock;
  const fromMenu = async (name: RegExp) => {
    await user.click(within(await card(47, "ready")).getByRole("button", { name: /更多/ }));
    await user.click(await screen.findByRole("menuitem", { name }));
  };
  await user.click(target(await card(47, "to-make")));
  await user.click(target(await card(47, "making")));

  await fromMenu(/退回製作中/);
  await user.click(target(await card(47, "making")));
  await card(47, "ready");
  expect(await stock()).toBe(5000 - 260);

  await fromMenu(/重做一杯/);
  await user.click(target(await card(47, "making")));
  await card(47, "ready");
  expect(await stock()).toBe(5000 - 520);
});

/** Starts the cup, whose bar then offers to take that back, and moves it to another station. */
async function startAndMove(to: string): Promise<string> {
  const id = await ordered();
  const user = await show(bar, QueueScreen);
  await user.click(target(await card(47, "to-make")));
  const started = await card(47, "making");
  expect(await screen.findByRole("button", { name: /復原/ })).toBeTruthy();
  await user.click(within(started).getByRole("button", { name: /更多/ }));
  await user.click(await screen.findByRole("menuitem", { name: "轉到其他吧台" }));
  const where = await screen.findByRole("dialog", { name: "轉到哪個吧台？" });
  await user.click(within(where).getByRole("button", { name: to }));
  await waitFor(() => expect(screen.queryByTestId("ticket")).toBeNull());
  await screen.findByText(`A47 轉到${to}`);
  return id;
}

test("a cup that leaves one's sight has no way back, nor has what was done to it before", async () => {
  const elsewhere = await bar.make("station", { name: "B 吧台", baristas: [] });
  const id = await startAndMove("B 吧台");
  expect(screen.getByText("要轉回來，請B 吧台那邊轉。")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /復原/ })).toBeNull();
  expect(bar.toasts.undoLast()).toBe(false);
  expect(await bar.read("drink_order", id)).toMatchObject({
    state: "in_progress",
    station: elsewhere,
  });
});

test("a cup that goes to another station of one's own is taken back by one tap", async () => {
  await bar.make("station", { name: "B 吧台", baristas: [bar.me] });
  const id = await startAndMove("B 吧台");
  expect(screen.queryByText(/要轉回來/)).toBeNull();
  bar.toasts.undoLast();
  await card(47, "making");
  expect(await bar.read("drink_order", id)).toMatchObject({ station: bar.station });
});

test("a note that is half written is there again; what is not wanted is forgotten", async () => {
  const id = await ordered();
  const openNote = async (user: UserEvent) => {
    await user.click(within(await card(47, "to-make")).getByRole("button", { name: /更多/ }));
    await user.click(await screen.findByRole("menuitem", { name: "加備註" }));
    return screen.findByRole("textbox", { name: "給做這杯的人" });
  };
  let user = await show(bar, QueueScreen);
  await user.type(await openNote(user), "燕麥奶換成無糖的");
  await waitFor(async () =>
    expect(await bar.replica.draft(`note/${id}`)).toContain("燕麥奶換成無糖的"),
  );
  // The page is gone, nobody has left the question.
  cleanup();
  user = await show(bar, QueueScreen);
  expect(await openNote(user)).toHaveProperty("value", "燕麥奶換成無糖的");
  expect((await bar.read("drink_order", id)).note).toBeUndefined();

  await user.click(screen.getByRole("button", { name: "不改" }));
  await waitFor(async () => expect(await bar.replica.draft(`note/${id}`)).toBeNull());
  expect(await openNote(user)).toHaveProperty("value", "");
});

test("an empty board says what will appear and how", async () => {
  await show(bar, QueueScreen);
  expect(await screen.findByText("目前沒有要做的飲品")).toBeTruthy();
  expect(screen.getByText("還沒有做好的飲品")).toBeTruthy();
});

test("a paused station says so and can be opened again from the board", async () => {
  const station = await bar.read("station", bar.station);
  const act = bar.replica.act();
  act.edit("station", station, { paused: true });
  await bar.replica.commit(bar.me, act);
  const user = await show(bar, QueueScreen);
  await user.click(await screen.findByRole("button", { name: "恢復接單" }));
  await waitFor(async () => expect((await bar.read("station", bar.station)).paused).toBe(false));
});
