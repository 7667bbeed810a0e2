// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const THEMES = ["light", "dark", "night"] as const;
const STATES = ["received", "sent", "waiting", "needs-you", "soon", "late", "failed", "no-contact"];
const GROUNDS = ["ground", "surface", "surface-sunk", "surface-raised"];

const TEXT = 7;
const STATE = 4.5;
const SHAPE = 3;

describe.each(THEMES)("the %s theme", (theme) => {
  const colours = coloursOf(theme);
  const between = (one: string, other: string): number =>
    contrast(colours.get(one) ?? "", colours.get(other) ?? "");

  it("has text that can be read in any light", () => {
    for (const ground of GROUNDS) {
      expect(between("ink", ground), `ink on ${ground}`).toBeGreaterThanOrEqual(TEXT);
      expect(between("ink-soft", ground), `ink-soft on ${ground}`).toBeGreaterThanOrEqual(TEXT);
      expect(between("ink-faint", ground), `ink-faint on ${ground}`).toBeGreaterThanOrEqual(STATE);
    }
  });

  it.each(STATES)("tells %s apart", (state) => {
    for (const ground of [...GROUNDS, `${state}-soft`]) {
      expect(between(state, ground), `${state} on ${ground}`).toBeGreaterThanOrEqual(STATE);
    }
    expect(between("ink", `${state}-soft`), "text on its ground").toBeGreaterThanOrEqual(TEXT);
  });

  it("has buttons that can be read and found", () => {
    expect(between("on-action", "action-fill")).toBeGreaterThanOrEqual(STATE);
    for (const ground of [...GROUNDS, "action-soft"]) {
      expect(between("action", ground), `action on ${ground}`).toBeGreaterThanOrEqual(STATE);
      expect(between("focus", ground), `focus on ${ground}`).toBeGreaterThanOrEqual(SHAPE);
    }
    for (const ground of ["ground", "surface"]) {
      expect(between("line-strong", ground), `border on ${ground}`).toBeGreaterThanOrEqual(SHAPE);
    }
  });

  it("has an ink bar that its words stand out from", () => {
    const bar = theme === "light" ? coloursOf("dark") : colours;
    expect(contrast(bar.get("ink") ?? "", bar.get("bar") ?? "")).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(bar.get("ink-soft") ?? "", bar.get("bar") ?? "")).toBeGreaterThanOrEqual(TEXT);
  });
});

it("has no surface in the night that dazzles", () => {
  const colours = coloursOf("night");
  for (const name of [
    ...GROUNDS,
    "action-fill",
    "bar",
    ...STATES.map((state) => `${state}-soft`),
  ]) {
    expect(luminance(colours.get(name) ?? ""), name).toBeLessThanOrEqual(0.2);
  }
});

function coloursOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\][^{]*\\{([^}]*)\\}`).exec(CSS)?.[1] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((found) => [
      found[1] ?? "",
      found[2] ?? "",
    ]),
  );
}

/** WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
