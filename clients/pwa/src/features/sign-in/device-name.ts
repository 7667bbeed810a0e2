import type { TFunction } from "i18next";

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/** What kind of thing a browser runs on, as far as it tells. */
export type Machine = "phone" | "tablet" | "computer";

/** The browser's name; "?" of one that hides it. */
export function browserOf(userAgent: string): string {
  return BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "?";
}

/** A phone, a tablet or a computer. An iPad calls itself a Macintosh, but one with fingers. */
export function machineOf(userAgent: string, touchPoints: number): Machine {
  if (/iPhone|Android.*Mobile/.test(userAgent)) return "phone";
  if (/iPad|Android/.test(userAgent)) return "tablet";
  return /Macintosh/.test(userAgent) && touchPoints > 1 ? "tablet" : "computer";
}

/** A first name for this device, which people may change: "Chrome，平板". */
export function deviceName(t: TFunction<"sign-in">): string {
  const { userAgent, maxTouchPoints } = navigator;
  return t("device-name", {
    browser: browserOf(userAgent),
    machine: t(`machine.${machineOf(userAgent, maxTouchPoints)}`),
  });
}
