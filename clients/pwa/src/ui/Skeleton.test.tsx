import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { startI18n } from "@/i18n/i18n";

import { Skeleton } from "./Skeleton";

beforeEach(async () => {
  await startI18n("zh-TW");
  vi.useFakeTimers({ toFake: ["performance"] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const waited = () => screen.getByTestId("skeleton").style.getPropertyValue("--waited");

test("a skeleton that takes another one's place goes on with its wait", () => {
  const { rerender } = render(<Skeleton key="page" height="page" />);
  expect(waited()).toBe("0ms");
  vi.advanceTimersByTime(180);
  rerender(<Skeleton key="list" lines={12} />);
  expect(waited()).toBe("180ms");
  vi.advanceTimersByTime(120);
  rerender(<p>a moment without one</p>);
  vi.advanceTimersByTime(60);
  rerender(<Skeleton key="detail" lines={8} />);
  expect(waited()).toBe("360ms");
});

test("what is waited for later is a wait of its own", () => {
  const { rerender } = render(<Skeleton lines={3} />);
  vi.advanceTimersByTime(500);
  rerender(<p>read</p>);
  vi.advanceTimersByTime(1_000);
  rerender(<Skeleton lines={3} />);
  expect(waited()).toBe("0ms");
});
