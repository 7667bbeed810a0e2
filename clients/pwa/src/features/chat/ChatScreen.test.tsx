import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Bar, openBar, show } from "../../../test/station-screen";
import ChatScreen from "./ChatScreen";

let bar: Bar;
let other: string;

beforeEach(async () => {
  bar = await openBar();
  other = await bar.make("station", { name: "B 吧台" });
});

afterEach(cleanup);

const line = () => screen.findByRole("textbox", { name: "寫訊息" });
const kept = (thread: string) => bar.replica.draft(`chat/${bar.station}/${thread}`);

test("a message that is half written is there again, in its own thread only", async () => {
  let user = await show(bar, ChatScreen);
  await user.click(await screen.findByRole("button", { name: /B 吧台/ }));
  await user.type(await line(), "借我們一箱");
  await waitFor(async () => expect(await kept(other)).toContain("借我們一箱"));
  await user.click(screen.getByRole("button", { name: /活動負責人/ }));
  await waitFor(async () => expect(await line()).toHaveProperty("value", ""));

  // The page is gone, and nothing was sent.
  cleanup();
  expect(await messages()).toEqual([]);
  user = await show(bar, ChatScreen);
  await user.click(await screen.findByRole("button", { name: /B 吧台/ }));
  await waitFor(async () => expect(await line()).toHaveProperty("value", "借我們一箱"));
});

test("what was sent is no draft any more", async () => {
  const user = await show(bar, ChatScreen);
  await user.click(await screen.findByRole("button", { name: /B 吧台/ }));
  await user.type(await line(), "馬上來");
  await waitFor(async () => expect(await kept(other)).toContain("馬上來"));
  await user.keyboard("{Enter}");
  await waitFor(async () => expect(await messages()).toEqual(["馬上來"]));
  await waitFor(async () => expect(await line()).toHaveProperty("value", ""));
  expect(await kept(other)).toBeNull();
});

/** What was said, as the device has it. */
async function messages(): Promise<readonly string[]> {
  const live = bar.replica.all("message");
  const stop = live.subscribe(() => undefined);
  await waitFor(() => expect(live.current()).toBeDefined());
  stop();
  return (live.current() ?? []).map(({ text }) => text);
}
