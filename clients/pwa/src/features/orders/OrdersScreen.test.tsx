import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Desk, openDesk, show } from "../../../test/office-screen";
import OrdersScreen from "./OrdersScreen";

const PATH = "/office/orders";
let desk: Desk;
let wang: string;
let gas: string;

beforeEach(async () => {
  desk = await openDesk();
  wang = await desk.make("customer", { name: "王太太", phone: "0912-345-678", district: "大安區" });
  gas = await desk.make("item", { name: "20 公斤瓦斯桶", kind: "cylinder", price: 780, size: 20 });
});

afterEach(cleanup);

const order = (number: number, more: object = {}) =>
  desk.make("delivery_order", {
    number,
    customer: wang,
    lines: [{ item: gas, quantity: 2, price: 780 }],
    total: 1560,
    placed_at: Date.now(),
    state: "confirmed",
    ...more,
  });

const rowOf = (name: RegExp) => screen.findByRole("row", { name });

test("today's list has what waits for a route, with what it comes to", async () => {
  await order(2048);
  await order(2049, { state: "draft" });
  await show(desk, OrdersScreen, PATH);
  const row = await rowOf(/2048/);
  expect(row.textContent).toContain("王太太");
  expect(row.textContent).toContain("20 kg × 2");
  expect(screen.queryByRole("row", { name: /2049/ })).toBeNull();
  expect(screen.getByText("1 張．NT$1,560")).toBeTruthy();
});

test("a filter is taken away by its chip, and the address says so", async () => {
  await order(2049, { state: "draft" });
  const { user, search } = await show(desk, OrdersScreen, PATH);
  await user.click(await screen.findByRole("button", { name: "移除條件：狀態" }));
  expect(await rowOf(/2049/)).toBeTruthy();
  expect(search().get("state")).toBe("all");
});

test("a search finds 王 by the customer", async () => {
  const lin = await desk.make("customer", { name: "林先生" });
  await order(2048);
  await order(2050, { customer: lin });
  const { user, search } = await show(desk, OrdersScreen, PATH);
  await user.type(await screen.findByRole("searchbox"), "王");
  await waitFor(() => expect(screen.queryByRole("row", { name: /2050/ })).toBeNull());
  expect(await rowOf(/2048/)).toBeTruthy();
  expect(search().get("q")).toBe("王");
});

test.each(["?district=大安區", "?district=大安區&day=all", "?q=王", "?q=王&day=all"])(
  "while the orders of %s are read, nobody is told that there are none",
  async (search) => {
    await order(2048);
    const told = new Set<string>();
    const watch = new MutationObserver(() => {
      const words = document.body.textContent;
      for (const none of ["沒有訂單", "找不到"]) if (words.includes(none)) told.add(none);
    });
    watch.observe(document.body, { childList: true, subtree: true });
    await show(desk, OrdersScreen, PATH, search);
    expect((await rowOf(/2048/)).textContent).toContain("王太太");
    watch.disconnect();
    expect([...told]).toEqual([]);
  },
);

test("an order without customer or items says so at the fields and is not made", async () => {
  const { user } = await show(desk, OrdersScreen, PATH, "?new=1");
  await user.click(await screen.findByRole("button", { name: "成立訂單" }));
  expect(await screen.findByText("請選一位客戶，或新增")).toBeTruthy();
  expect(screen.getByText("至少要有一項")).toBeTruthy();
  expect(await desk.all("delivery_order")).toHaveLength(0);
});

test("an order is made together with a new customer; without numbers it goes unnumbered", async () => {
  const { user, path } = await show(desk, OrdersScreen, PATH, "?new=1");
  await user.type(await screen.findByRole("combobox", { name: "客戶" }), "陳記小吃");
  await user.click(await screen.findByRole("option", { name: /新增客戶/ }));
  await user.type(screen.getByRole("textbox", { name: /電話/ }), "02-2700-1180");
  await user.click(screen.getByRole("button", { name: "加一項" }));
  await user.click(screen.getByRole("button", { name: "09:00–12:00" }));
  await user.click(screen.getByRole("button", { name: "成立訂單" }));
  await waitFor(async () => expect(await desk.all("delivery_order")).toHaveLength(1));
  const [made] = await desk.all("delivery_order");
  const customers = await desk.all("customer");
  const chen = customers.find((one) => one.name === "陳記小吃");
  expect(made).toMatchObject({
    customer: chen?.id,
    total: 780,
    state: "confirmed",
    window: { start: "09:00", end: "12:00" },
  });
  expect(chen?.phone).toBe("02-2700-1180");
  expect(made?.number).toBeUndefined();
  await waitFor(() => expect(path()).toBe(`${PATH}/${made?.id}`));
  expect(await desk.replica.draft("orders/new/")).toBeNull();
});

test("what the declaration refuses is said at its field", async () => {
  const { user } = await show(desk, OrdersScreen, PATH, "?new=1");
  await user.type(await screen.findByRole("combobox", { name: "客戶" }), "陳");
  await user.click(await screen.findByRole("option", { name: /新增客戶/ }));
  await user.type(screen.getByRole("textbox", { name: /電話/ }), "分機十二");
  await user.click(screen.getByRole("button", { name: "加一項" }));
  await user.click(screen.getByRole("button", { name: "成立訂單" }));
  expect(await screen.findByText("格式不正確")).toBeTruthy();
  expect(await desk.all("delivery_order")).toHaveLength(0);
});

test("a draft survives, and says that it did", async () => {
  const first = await show(desk, OrdersScreen, PATH, "?new=1");
  await first.user.type(await screen.findByRole("textbox", { name: "備註" }), "請帶 40 元零錢");
  first.leave();
  await waitFor(async () => expect(await desk.replica.draft("orders/new/")).not.toBeNull());
  const { user } = await show(desk, OrdersScreen, PATH, "?new=1");
  expect(await screen.findByText("這是您上次沒存完的內容")).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "備註" })).toHaveProperty("value", "請帶 40 元零錢");
  await user.click(screen.getByRole("button", { name: "重新開始" }));
  await waitFor(() =>
    expect(screen.getByRole("textbox", { name: "備註" })).toHaveProperty("value", ""),
  );
});

test("what a colleague changes while a form is open, or a draft waits, is not written back", async () => {
  const id = await order(2048, { payment: "cash" });
  const colleague = async (changes: object) => {
    const act = desk.replica.act();
    act.edit("delivery_order", await desk.read("delivery_order", id), changes);
    await desk.replica.commit(desk.me, act);
  };
  const { user, leave } = await show(desk, OrdersScreen, PATH, `/${id}?edit=1`);
  await user.type(await screen.findByRole("textbox", { name: "備註" }), "請按門鈴");
  await colleague({ payment: "transfer" });
  await waitFor(async () => expect(await desk.replica.draft(`orders/${id}`)).toContain("門鈴"));
  leave();
  await colleague({ priority: "high" });
  const again = await show(desk, OrdersScreen, PATH, `/${id}?edit=1`);
  await screen.findByText("這是您上次沒存完的內容");
  await colleague({ window: { start: "09:00", end: "12:00" } });
  await again.user.click(screen.getByRole("button", { name: "存檔" }));
  await waitFor(async () =>
    expect(await desk.read("delivery_order", id)).toMatchObject({
      note: "請按門鈴",
      payment: "transfer",
      priority: "high",
      window: { start: "09:00", end: "12:00" },
    }),
  );
});

test("several orders go to a route, each by an act of its own, and come back by one undo", async () => {
  const day = desk.replica.today();
  const route = await desk.make("route", { name: "大安線", day });
  const ids = [await order(2042), await order(2043)];
  const { user } = await show(desk, OrdersScreen, PATH);
  for (const number of [/2042/, /2043/]) {
    await user.click(within(await rowOf(number)).getByRole("checkbox"));
  }
  await user.click(screen.getByRole("button", { name: "指派到路線" }));
  await user.click(await screen.findByRole("menuitem", { name: "大安線" }));
  await waitFor(async () => expect(await desk.all("stop")).toHaveLength(2));
  const stops = await desk.all("stop");
  expect(stops.map((stop) => stop.route)).toEqual([route, route]);
  expect(new Set(stops.map((stop) => stop.sequence)).size).toBe(2);
  expect((await desk.read("delivery_order", ids[0] ?? "")).state).toBe("assigned");
  await user.click(await screen.findByRole("button", { name: /復原/ }));
  await waitFor(async () => expect(await desk.all("stop")).toHaveLength(0));
  expect((await desk.read("delivery_order", ids[1] ?? "")).state).toBe("confirmed");
});
