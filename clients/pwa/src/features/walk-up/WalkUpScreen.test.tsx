import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Bar, openBar, show } from "../../../test/station-screen";
import WalkUpScreen from "./WalkUpScreen";

let bar: Bar;

beforeEach(async () => {
  sessionStorage.clear();
  localStorage.clear();
  bar = await openBar();
});

afterEach(cleanup);

const tile = (name: RegExp) => screen.findByRole("radio", { name });

test("three taps place an order: drink, milk, send", async () => {
  const user = await show(bar, WalkUpScreen);
  await user.click(await tile(/^拿鐵/));
  await user.click(await tile(/^燕麥奶/));
  await user.click(screen.getByRole("button", { name: "送出" }));

  await waitFor(async () => expect(await bar.drinks()).toHaveLength(1));
  const [order] = await bar.drinks();
  expect(order).toMatchObject({
    station: bar.station,
    item: bar.latte,
    drink: "拿鐵",
    milk: bar.oat,
    size: "M",
    shots: 2,
    state: "pending",
  });
  expect(order?.name).toBeUndefined();
  // The counter is clear for the next guest.
  await waitFor(() => expect(screen.getByRole("button", { name: "先選飲品" })).toBeTruthy());
});

test("without a number the order goes all the same, and says to call the name", async () => {
  const user = await show(bar, WalkUpScreen);
  expect(await screen.findByText(/號碼用完了/)).toBeTruthy();
  await user.click(await tile(/^濃縮/));
  await user.click(screen.getByRole("button", { name: "送出" }));
  await waitFor(async () => expect(await bar.drinks()).toHaveLength(1));
  expect((await bar.drinks())[0]?.number).toBeUndefined();
  expect(await screen.findByText(/沒有號碼/)).toBeTruthy();
});

test("black coffee needs no milk, a latte asks for it", async () => {
  const user = await show(bar, WalkUpScreen);
  await user.click(await tile(/^拿鐵/));
  expect(screen.getByRole("button", { name: "先選奶類" })).toHaveProperty("disabled", true);
  await user.click(await tile(/^濃縮/));
  expect(screen.getByRole("button", { name: "送出" })).toHaveProperty("disabled", false);
});

test("taken back, the order is cancelled and lies on the counter again", async () => {
  const user = await show(bar, WalkUpScreen);
  await user.click(await tile(/^拿鐵/));
  await user.click(await tile(/^燕麥奶/));
  await user.type(screen.getByRole("textbox", { name: "取餐名" }), "佳瑜");
  await user.click(screen.getByRole("button", { name: "送出" }));
  await user.click(await screen.findByRole("button", { name: /復原/ }));

  await waitFor(async () => expect((await bar.drinks())[0]?.state).toBe("cancelled"));
  await waitFor(() =>
    expect(screen.getByRole("textbox", { name: "取餐名" })).toHaveProperty("value", "佳瑜"),
  );
});

test("what is sold out stays in its place, says so, and cannot be chosen", async () => {
  const act = bar.replica.act();
  act.edit("station", await bar.read("station", bar.station), {
    sold_out: (await import("@/replica/core/changes")).members({ add: [bar.latte] }),
  });
  await bar.replica.commit(bar.me, act);
  await bar.make("station", { name: "C 吧台" });
  await show(bar, WalkUpScreen);
  const latte = await tile(/^拿鐵/);
  expect(latte).toHaveProperty("disabled", true);
  expect(screen.getByText("這裡售完，C 吧台還有")).toBeTruthy();
});
