// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Toasts, UNDO_FOR } from "./toasts";

describe("what is said in passing", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const texts = (toasts: Toasts): readonly string[] => toasts.current().map(({ text }) => text);

  it("offers to take the act back for eight seconds", () => {
    const toasts = new Toasts();
    const undo = vi.fn();
    toasts.offerUndo("A43 可取餐", "復原", undo);
    vi.advanceTimersByTime(UNDO_FOR - 1);
    expect(texts(toasts)).toEqual(["A43 可取餐"]);
    vi.advanceTimersByTime(1);
    expect(texts(toasts)).toEqual([]);
    expect(toasts.undoLast()).toBe(false);
    expect(undo).not.toHaveBeenCalled();
  });

  it("takes back the last act, once", () => {
    const toasts = new Toasts();
    const first = vi.fn();
    const second = vi.fn();
    toasts.offerUndo("一", "復原", first);
    toasts.offerUndo("二", "復原", second);
    expect(texts(toasts)).toEqual(["二"]);
    expect(toasts.undoLast()).toBe(true);
    expect(toasts.undoLast()).toBe(false);
    expect(second).toHaveBeenCalledTimes(1);
    expect(first).not.toHaveBeenCalled();
  });

  it("keeps the offer beside other news, and three at most", () => {
    const toasts = new Toasts();
    toasts.offerUndo("undo", "復原", vi.fn());
    toasts.show({ text: "a" });
    toasts.show({ text: "b" });
    expect(texts(toasts)).toEqual(["undo", "a", "b"]);
    toasts.show({ text: "c" });
    expect(toasts.current()).toHaveLength(3);
  });

  it("leaves what went wrong for longer", () => {
    const toasts = new Toasts();
    toasts.show({ text: "fine" });
    toasts.show({ of: "failed", text: "bad" });
    vi.advanceTimersByTime(6_000);
    expect(texts(toasts)).toEqual(["bad"]);
    vi.advanceTimersByTime(20_000);
    expect(texts(toasts)).toEqual([]);
  });

  it("tells its listeners, and hands out the same list until something changed", () => {
    const toasts = new Toasts();
    const heard = vi.fn();
    const stop = toasts.subscribe(heard);
    toasts.show({ text: "a" });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(toasts.current()).toBe(toasts.current());
    stop();
    toasts.show({ text: "b" });
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
