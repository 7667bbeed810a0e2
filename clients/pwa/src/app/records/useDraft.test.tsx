import { act, cleanup, configure, renderHook, waitFor } from "@testing-library/react";
import { IDBFactory } from "fake-indexeddb";
import type { PropsWithChildren } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ReplicaContext } from "@/app/replica-context";
import type { LocalReplica } from "@/replica/replica";

import { openLocal } from "../../../test/local";
import { type Draft, useDraft } from "./useDraft";

// A machine that is busy with other things is no failure.
configure({ asyncUtilTimeout: 10_000 });

const NOTE = "note/1";
const BLANK = { text: "", phone: "" };
type Note = typeof BLANK;

let disk: IDBFactory;
let replica: LocalReplica;

beforeEach(async () => {
  disk = new IDBFactory();
  replica = await openLocal({ disk, name: "drafts" });
});

afterEach(() => {
  cleanup();
  replica.close();
});

interface Page {
  readonly draft: () => Draft<Note>;
  /** Shows the form of another record. */
  readonly turn: (key: string) => void;
}

/** A page with a form, once it has read what the device keeps. */
async function open(begun = BLANK, key = NOTE, on: LocalReplica = replica): Promise<Page> {
  const wrapper = ({ children }: PropsWithChildren) => (
    <ReplicaContext value={on}>{children}</ReplicaContext>
  );
  const { result, rerender } = renderHook(({ of }) => useDraft<Note>(of, begun), {
    wrapper,
    initialProps: { of: key },
  });
  await waitFor(() => expect(result.current.value).toBeDefined());
  return { draft: () => result.current, turn: (of) => rerender({ of }) };
}

const type = (page: Page, patch: Partial<Note>) => act(() => page.draft().change(patch));
const kept = (key = NOTE) => replica.draft(key);

test("what was typed is there after a crash, and says that it is from before", async () => {
  const page = await open();
  expect(page.draft()).toMatchObject({ value: BLANK, isDirty: false, isRestored: false });
  type(page, { text: "少冰" });
  await waitFor(async () => expect(await kept()).not.toBeNull());
  // The page is not left: it is gone, and a new one opens the same store.
  const after = await openLocal({ disk, name: "drafts" });
  const again = await open(BLANK, NOTE, after);
  expect(again.draft()).toMatchObject({
    value: { text: "少冰", phone: "" },
    isDirty: true,
    isRestored: true,
  });
  after.close();
});

test("a page that is closed before the pause is over keeps the last word, too", async () => {
  const page = await open();
  const save = vi.spyOn(replica, "saveDraft");
  type(page, { text: "少冰，去" });
  type(page, { text: "少冰，去糖" });
  expect(save).not.toHaveBeenCalled();
  act(() => {
    dispatchEvent(new Event("pagehide"));
  });
  expect(save).toHaveBeenLastCalledWith(NOTE, JSON.stringify({ text: "少冰，去糖" }));
});

test("only what was touched is kept: the rest is the record's, as it is then", async () => {
  const page = await open({ text: "舊的", phone: "0912" });
  type(page, { text: "新的" });
  await waitFor(async () => expect(await kept()).toBe(JSON.stringify({ text: "新的" })));
  cleanup();
  const again = await open({ text: "舊的", phone: "0987" });
  expect(again.draft().value).toEqual({ text: "新的", phone: "0987" });
});

test("what is as it was before is no draft, and what is thrown away does not come back", async () => {
  const page = await open();
  type(page, { text: "少冰" });
  await waitFor(async () => expect(await kept()).not.toBeNull());
  type(page, { text: "" });
  await waitFor(async () => expect(await kept()).toBeNull());

  type(page, { text: "去糖" });
  await act(() => page.draft().discard());
  expect(page.draft()).toMatchObject({ value: BLANK, isDirty: false, isRestored: false });
  cleanup();
  expect(await kept()).toBeNull();
});

test("what is typed while the device is still being asked is not overwritten by its answer", async () => {
  await replica.saveDraft(NOTE, JSON.stringify({ text: "上次的" }));
  const asked = vi.spyOn(replica, "draft");
  let answer: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  asked.mockImplementation(async () => {
    await late;
    return JSON.stringify({ text: "上次的" });
  });
  const wrapper = ({ children }: PropsWithChildren) => (
    <ReplicaContext value={replica}>{children}</ReplicaContext>
  );
  const { result } = renderHook(() => useDraft<Note>(NOTE, BLANK), { wrapper });
  act(() => result.current.change({ text: "這次的" }));
  await act(async () => {
    answer();
    await late;
  });
  expect(result.current.value?.text).toBe("這次的");
});

test("another record's form has a draft of its own", async () => {
  const page = await open();
  type(page, { text: "給一號的" });
  page.turn("note/2");
  await waitFor(() => expect(page.draft().value).toEqual(BLANK));
  type(page, { text: "給二號的" });
  page.turn(NOTE);
  await waitFor(() => expect(page.draft().value?.text).toBe("給一號的"));
  expect(await kept("note/2")).toContain("給二號的");
});
