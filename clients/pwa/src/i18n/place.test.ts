import { expect, test } from "vitest";

import { formats } from "./format";
import { knownCurrency, knownZone } from "./place";

test("a zone or a currency that this browser does not know breaks no screen", () => {
  expect(knownZone("Europe/Berlin")).toBe("Europe/Berlin");
  expect(knownZone("Mars/Olympus")).toBe("Asia/Taipei");
  expect(knownZone(undefined)).toBe("Asia/Taipei");
  expect(knownCurrency("EUR")).toBe("EUR");
  expect(knownCurrency("1€")).toBe("TWD");
  const format = formats("zh-TW", {
    timeZone: knownZone("Mars/Olympus"),
    currency: knownCurrency(""),
  });
  expect(format.money(3120)).toBe("NT$3,120");
});
