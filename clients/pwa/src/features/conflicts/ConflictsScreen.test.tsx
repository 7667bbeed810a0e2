import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { receive, record, take } from "../../../test/local";
import { type Desk, openDesk, show } from "../../../test/office-screen";
import ConflictsScreen from "./ConflictsScreen";

const PATH = "/office/needs-you";
const WANG = "AZcustomerWang________";
const OFFICE = "AZpersonYiwen_________";
const DRIVER = "AZpersonWu____________";
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  await receive(desk.replica, "person", [
    record(OFFICE, { name: "陳怡雯", role: "dispatcher", active: true }),
    record(DRIVER, { name: "吳文雄", role: "driver", active: true }),
  ]);
});

afterEach(cleanup);

const stamp = (clock: string) => Date.parse(`2026-11-21T${clock}:00+08:00`) * 1024;

const conflict = () =>
  receive(desk.replica, "customer", [
    {
      id: WANG,
      name: "王太太",
      phone: "0912-345-678",
      note: "請帶 40 元零錢",
      cylinders: 1,
      deposit: 0,
      _: {
        v: { office: 7, phone2: 4 },
        c: {
          phone: [
            ["0912-345-678", ["office", 7], stamp("10:05"), OFFICE],
            ["0912-345-687", ["phone2", 4], stamp("09:52"), DRIVER],
          ],
          note: [
            ["請帶 40 元零錢", ["office", 7], stamp("10:05"), OFFICE],
            ["沒電梯，按兩次鈴", ["phone2", 4], stamp("09:52"), DRIVER],
          ],
        },
      },
    },
  ]);

test("nothing needs anybody: it says what would appear here", async () => {
  await show(desk, ConflictsScreen, PATH);
  expect(await screen.findByText("沒有需要您處理的")).toBeTruthy();
});

test("by keyboard: a side for the phone, both notes, one act for the record", async () => {
  await conflict();
  const { user } = await show(desk, ConflictsScreen, PATH);
  const phone = await screen.findByRole("radiogroup", { name: "電話" });
  await waitFor(() => expect(phone.textContent).toContain("吳文雄"));
  expect(phone.textContent).toContain("陳怡雯");
  await user.keyboard("1");
  await user.keyboard("3");
  const both = await screen.findByRole("textbox", { name: "送貨備註，兩個都留" });
  await user.type(both, "，謝謝");
  await user.click(screen.getByRole("button", { name: "存檔，2 欄" }));
  await waitFor(async () => expect((await desk.read("customer", WANG))._.c).toBeUndefined());
  expect(await desk.read("customer", WANG)).toMatchObject({
    phone: "0912-345-687",
    note: "沒電梯，按兩次鈴；請帶 40 元零錢，謝謝",
  });
  const outbox = desk.replica.outbox();
  const stop = outbox.subscribe(() => undefined);
  await waitFor(() => expect(outbox.current()).toHaveLength(1));
  stop();
  expect(await screen.findByText("今天處理好的")).toBeTruthy();
});

test("what is not chosen stays open", async () => {
  await conflict();
  const { user } = await show(desk, ConflictsScreen, PATH);
  await user.click(await screen.findByRole("radio", { name: /0912-345-678/ }));
  await user.click(screen.getByRole("button", { name: "存檔，1 欄" }));
  await waitFor(async () =>
    expect(Object.keys((await desk.read("customer", WANG))._.c ?? {})).toEqual(["note"]),
  );
});

test("a refused write is mended in the sync centre, which is shown just that one", async () => {
  const act = desk.replica.act();
  act.create("customer", { name: "王太太" });
  const { seq, uid } = await desk.replica.commit(desk.me, act);
  const named = { [seq]: ["refused", ["mutation/invalid"]] as const };
  const decide = { type: "Decide", first: seq, last: seq, named, fix: {} } as const;
  await take(desk.replica, [decide], { after: [seq, uid] });
  const { user, path, search } = await show(desk, ConflictsScreen, PATH);
  await user.click(await screen.findByRole("button", { name: "改一改再送" }));
  await waitFor(() => expect(path()).toBe("/sync"));
  expect(search().get("item")).toBe(String(seq));
});
