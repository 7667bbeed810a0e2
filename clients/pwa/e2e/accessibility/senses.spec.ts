import type { Locator, Page } from "@playwright/test";

import { expect, test } from "../stage";

const WIDTHS = [390, 820, 1280] as const;
/** WCAG 1.4.11: what a focus ring needs against what it lies on. */
const RING_CONTRAST = 3;
/** As many presses of Tab as a screen has places worth looking at. */
const STEPS = 30;

test("a message lies above the tabs at every width, and covers none of them", async ({
  arrive,
}) => {
  const { page } = await arrive("barista1");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    await page.locator("[data-column=to-make] [data-ticket-target]").first().click();
    const toast = page.locator("[aria-live=polite] > [data-of]").last();
    await toast.waitFor();
    const [said, tabs] = await Promise.all([boxOf(toast), boxOf(page.getByRole("navigation"))]);
    expect(said.y + said.height).toBeLessThanOrEqual(tabs.y);
    expect(said.x).toBeGreaterThanOrEqual(0);
    expect(said.x + said.width).toBeLessThanOrEqual(width);
    await page.keyboard.press("u");
    await expect(toast).toHaveCount(0);
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`whatever has the focus shows a ring that can be seen, ${theme}`, async ({ arrive }) => {
    const { page } = await arrive("dispatcher1", { theme });
    for (const path of ["/office/orders", "/office/dispatch", "/office/needs-you", "/sync"]) {
      await page.goto(path);
      await expect(page.getByTestId("skeleton")).toHaveCount(0);
      const faint: string[] = [];
      for (let step = 0; step < STEPS; step += 1) {
        await page.keyboard.press("Tab");
        const ring = await ringOf(page);
        if (ring !== null && ring.contrast < RING_CONTRAST)
          faint.push(`${ring.of}: ${ring.contrast}`);
      }
      expect(faint, path).toEqual([]);
    }
  });
}

test("nothing moves for whoever asked for less", async ({ arrive }) => {
  const { page } = await arrive("barista1");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.locator("[data-column=to-make] [data-ticket-target]").first().click();
  await page.locator("[aria-live=polite] > [data-of]").first().waitFor();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0))
      .filter((duration) => duration > 1),
  );
  expect(moving).toEqual([]);
});

test("in the system's own colours every state keeps its shape and its word", async ({ arrive }) => {
  const { page } = await arrive("barista1");
  await page.emulateMedia({ forcedColors: "active" });
  const marks = page.locator("[data-ticket], [data-testid=ticket]").locator("[data-of]:not(svg)");
  const states = page.getByTestId("pill").or(marks);
  expect(await states.count()).toBeGreaterThan(3);
  for (const state of await states.all()) {
    expect((await state.innerText()).trim()).not.toBe("");
    await expect(state.locator("svg").first()).toBeVisible();
  }
  // What is painted rather than written is painted in the system's ink.
  const gauges = await page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll("svg")]
      .filter((shape) => shape.checkVisibility())
      .filter((shape) => {
        const { color, fill, stroke } = getComputedStyle(shape);
        return [color, fill, stroke].every((paint) => paint === ground || paint === "none");
      }).length;
  });
  expect(gauges).toBe(0);
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the page");
  return box;
}

/** The ring of whatever has the focus, on it or on what is drawn for it; null: nothing has it. */
function ringOf(page: Page): Promise<{ of: string; contrast: number } | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("no canvas");
    const luminance = (colour: string): number => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      const [r, g, b] = [red, green, blue].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element): string => {
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        const { backgroundColor } = getComputedStyle(each);
        if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return "white";
    };
    const active = focused.getAttribute("aria-activedescendant");
    const drawn = [
      focused,
      ...(active === null ? [] : [document.getElementById(active)]),
      focused.parentElement,
      focused.parentElement?.parentElement ?? null,
      focused.parentElement?.parentElement?.parentElement ?? null,
      ...focused.querySelectorAll("*"),
    ].filter((each): each is Element => each !== null);
    const contrasts = drawn.map((each) => {
      const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(each);
      if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return 0;
      const isInside = Number.parseFloat(outlineOffset) < 0;
      const ground = groundOf(isInside ? each : (each.parentElement ?? each));
      const [one, other] = [luminance(outlineColor), luminance(ground)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    });
    const of = `${focused.tagName.toLowerCase()} "${(focused.getAttribute("aria-label") ?? focused.textContent.trim()).slice(0, 24)}"`;
    return { of, contrast: Math.round(Math.max(...contrasts) * 10) / 10 };
  });
}
