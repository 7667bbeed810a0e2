import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { DeviceContext, type Device } from "@/app/device";

import { receive, record, take } from "../../../test/local";
import { openDesk, show, type Desk } from "../../../test/office-screen";
import SyncCentre from "./SyncCentre";

const WANG = "AZcustomerWang________";
const LIN = "AZcustomerLin_________";
const SMALL = "AZitemSmall___________";
const LARGE = "AZitemLarge___________";

const DEVICE = {
  lacks: [],
  figures: () => ({
    requests: 3,
    failed: 0,
    retries: 0,
    sent: 912,
    received: 795,
    median: 12,
    slow: 40,
  }),
} as unknown as Device;

function Centre() {
  return (
    <DeviceContext value={DEVICE}>
      <SyncCentre />
    </DeviceContext>
  );
}

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  await receive(desk.replica, "customer", [
    record(WANG, { name: "王太太", phone: "02-2700-1180", cylinders: 0, deposit: 0 }),
    record(LIN, { name: "林先生", cylinders: 0, deposit: 0 }),
  ]);
});

afterEach(cleanup);

/** Changes phones in one act, and lets the hub refuse it; its place in the outbox. */
async function refused(
  phones: Readonly<Record<string, string>>,
  problem: readonly unknown[],
): Promise<number> {
  const { replica } = desk;
  const act = replica.act();
  for (const [id, phone] of Object.entries(phones)) {
    act.edit("customer", await desk.read("customer", id), { phone });
  }
  const { seq, uid } = await replica.commit(desk.me, act);
  const decide = {
    first: seq,
    last: seq,
    named: { [seq]: ["refused", problem] as const },
    fix: {},
  };
  await take(replica, [{ type: "Decide", ...decide }], { after: [seq, uid] });
  return seq;
}

const open = (search = "") => show(desk, Centre, "/sync", search);

describe("the outbox", () => {
  test("says in words what was done, and that it waits", async () => {
    const act = desk.replica.act();
    act.edit("customer", await desk.read("customer", WANG), { phone: "0912-345-678" });
    await desk.replica.commit(desk.me, act);
    await open();
    expect(await screen.findByText("王太太 改了電話")).toBeTruthy();
    expect(screen.getByText("待送出")).toBeTruthy();
    expect(screen.getByText("照順序送")).toBeTruthy();
  });

  test("says what will be here while there is nothing", async () => {
    await open();
    expect(await screen.findByText("這台裝置還沒有送出過什麼")).toBeTruthy();
  });
});

describe("a refused write", () => {
  test("is shown with the reason and the input; mended, it waits to be sent", async () => {
    await refused({ [WANG]: "0912-345-6789" }, [
      "mutation/invalid",
      { phone: "Expected `str` of length <= 32" },
    ]);
    const { user } = await open();
    expect(await screen.findByText("王太太 改了電話，沒有收下")).toBeTruthy();
    expect(screen.getByText("內容格式不正確")).toBeTruthy();
    const input = screen.getByRole("textbox", { name: "改成" });
    expect((input as HTMLInputElement).value).toBe("0912-345-6789");
    expect(screen.getByText("最多 32 個字")).toBeTruthy();

    await user.clear(input);
    await user.type(input, "0912-345-678");
    await user.click(screen.getByRole("button", { name: "改好，再送" }));
    await waitFor(() => expect(screen.queryByText("王太太 改了電話，沒有收下")).toBeNull());
    expect(await desk.read("customer", WANG)).toMatchObject({ phone: "0912-345-678" });
    expect(await screen.findByText("王太太 改了電話")).toBeTruthy();
  });

  test("is in no receipt: nothing waits, but the device is not safe to hand back", async () => {
    await refused({ [WANG]: "1" }, ["mutation/invalid"]);
    await take(desk.replica, [], { receipt: { n: 1, position: 7, at: Date.now(), seal: "s" } });
    await open();
    expect(await screen.findByText("沒有待送出，1 筆需要您處理")).toBeTruthy();
    expect(screen.queryByText(/全部已收到/)).toBeNull();
  });

  test("tells at the field what cannot be sent, and keeps what was typed", async () => {
    await refused({ [WANG]: "0912-345-6789" }, ["mutation/invalid", { phone: "unknown" }]);
    const { user } = await open();
    const input = await screen.findByRole("textbox", { name: "改成" });
    await user.clear(input);
    await user.type(input, "nobody");
    await user.click(screen.getByRole("button", { name: "改好，再送" }));
    expect(await screen.findByText("格式不正確")).toBeTruthy();
    expect((input as HTMLInputElement).value).toBe("nobody");
  });

  test("that an address points at comes into sight and has the focus, and no other", async () => {
    const first = await refused({ [WANG]: "1" }, ["mutation/invalid"]);
    const second = await refused({ [LIN]: "2" }, ["mutation/invalid"]);
    const shown = vi.spyOn(Element.prototype, "scrollIntoView");
    for (const [seq, what] of [
      [second, "林先生 改了電話，沒有收下"],
      [first, "王太太 改了電話，沒有收下"],
    ] as const) {
      shown.mockClear();
      const { leave } = await open(`?item=${seq}`);
      await screen.findByText(what);
      await waitFor(() => expect(document.activeElement?.textContent).toContain(what));
      expect(document.activeElement?.textContent.match(/沒有收下/g)).toHaveLength(1);
      expect(shown.mock.contexts).toEqual([document.activeElement]);
      leave();
    }
    shown.mockClear();
    await open("?item=99");
    await screen.findByText("林先生 改了電話，沒有收下");
    expect(document.activeElement).toBe(document.body);
    expect(shown).not.toHaveBeenCalled();
  });

  test("can be sent again for some of its records only", async () => {
    await refused({ [WANG]: "1", [LIN]: "2" }, ["mutation/invalid"]);
    const { user } = await open();
    await user.click(await screen.findByRole("checkbox", { name: "王太太" }));
    await user.click(screen.getByRole("button", { name: "再送一次" }));
    await waitFor(async () =>
      expect(await desk.read("customer", LIN)).toMatchObject({ phone: "2" }),
    );
    expect(await desk.read("customer", WANG)).toMatchObject({ phone: "02-2700-1180" });
  });

  test("is not given a field where another value would be refused as well", async () => {
    await refused({ [WANG]: "1" }, ["write/forbidden", { phone: "barista" }]);
    await open();
    expect(await screen.findByText("您不能更改這個欄位")).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  test("is discarded after one question", async () => {
    await refused({ [WANG]: "1" }, ["mutation/invalid"]);
    const { user } = await open();
    await user.click(await screen.findByRole("button", { name: "捨棄" }));
    const question = await screen.findByRole("alertdialog");
    await user.click(within(question).getByRole("button", { name: "捨棄" }));
    await waitFor(() => expect(screen.queryByText(/沒有收下/)).toBeNull());
    expect(await desk.read("customer", WANG)).toMatchObject({ phone: "02-2700-1180" });
  });

  test("offers another record, another time of day and other lines", async () => {
    await receive(desk.replica, "item", [
      record(SMALL, { name: "4 kg 瓦斯", kind: "cylinder", price: 300, size: 4, active: true }),
      record(LARGE, { name: "20 kg 瓦斯", kind: "cylinder", price: 780, size: 20, active: true }),
    ]);
    const act = desk.replica.act();
    const order = act.create("delivery_order", {
      customer: WANG,
      window: { start: "09:00", end: "12:00" },
      lines: [{ item: SMALL, quantity: 2, price: 300 }],
    });
    const { uid } = await desk.replica.commit(desk.me, act);
    const problem = [
      "mutation/invalid",
      { customer: "unknown", "window.start": "unknown", "lines[0].item": "unknown" },
    ];
    const named = { 1: ["refused", problem] as const };
    const after = { after: [1, uid] as const };
    await take(desk.replica, [{ type: "Decide", first: 1, last: 1, named, fix: {} }], after);
    const { user } = await open();
    const customer = await screen.findByRole("combobox", { name: "改成" });
    await waitFor(() => expect((customer as HTMLInputElement).value).toBe("王太太"));
    await user.clear(customer);
    await user.type(customer, "林");
    await user.click(await screen.findByRole("option", { name: "林先生" }));
    const from = screen.getByLabelText("從");
    await user.clear(from);
    await user.type(from, "10:30");
    const many = screen.getByRole("textbox", { name: "4 kg 瓦斯的數量" });
    await user.clear(many);
    await user.type(many, "3{Tab}");
    await user.click(screen.getByRole("button", { name: /品項$/ }));
    await user.click(await screen.findByRole("option", { name: "20 kg 瓦斯" }));
    await user.click(screen.getByRole("button", { name: "改好，再送" }));
    await waitFor(async () =>
      expect(await desk.read("delivery_order", order)).toMatchObject({
        customer: LIN,
        window: { start: "10:30", end: "12:00" },
        lines: [{ item: LARGE, quantity: 3, price: 780 }],
      }),
    );
  });
});
