import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { changeLanguage } from "@/i18n/i18n";

import { receive, record, take } from "../../../test/local";
import { openDesk, show } from "../../../test/office-screen";
import { ConnectionPill } from "./ConnectionPill";

const WANG = "AZcustomerWang________";

afterEach(cleanup);

test("shows what waits with shape, word and count, in the language of the screen", async () => {
  const desk = await openDesk();
  await receive(desk.replica, "customer", [
    record(WANG, { name: "王太太", cylinders: 0, deposit: 0 }),
  ]);
  const { user, path } = await show(desk, ConnectionPill, "/office/orders");
  const act = desk.replica.act();
  act.edit("customer", await desk.read("customer", WANG), { phone: "1" });
  await desk.replica.commit(desk.me, act);

  const pill = await screen.findByRole("button", { name: "待送出 1。打開同步中心" });
  expect(pill.querySelector("svg[data-of='waiting']")).not.toBeNull();
  await changeLanguage("en");
  await waitFor(() => expect(pill.textContent).toBe("1 waiting"));
  await user.click(pill);
  await waitFor(() => expect(path()).toBe("/sync"));
  await changeLanguage("zh-TW");
});

test("a write that was refused is not called received, in either language", async () => {
  const desk = await openDesk();
  await receive(desk.replica, "customer", [
    record(WANG, { name: "王太太", cylinders: 0, deposit: 0 }),
  ]);
  await show(desk, ConnectionPill, "/office/orders");
  const act = desk.replica.act();
  act.edit("customer", await desk.read("customer", WANG), { phone: "1" });
  const { uid } = await desk.replica.commit(desk.me, act);
  const named = { 1: ["refused", ["mutation/invalid"]] as const };
  await take(desk.replica, [{ type: "Decide", first: 1, last: 1, named, fix: {} }], {
    after: [1, uid],
    pull: "follow",
  });

  const words = "需要您處理 1，沒有待送出。打開同步中心";
  const pill = await screen.findByRole("button", { name: words });
  expect(pill.dataset["state"]).toBe("needs-you");
  await changeLanguage("en");
  await waitFor(() => expect(pill.textContent).toBe("1 needs youNothing waiting"));
  await changeLanguage("zh-TW");
});
