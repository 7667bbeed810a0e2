import { expect, type Locator, type Page } from "@playwright/test";

/** So many times a key is pressed to get somewhere, before it is said to be out of reach. */
const MOST = 80;

/** A person who has a keyboard and nothing else: every place that gets the focus must show it. */
export class Keys {
  private constructor(readonly page: Page) {}

  static async on(page: Page): Promise<Keys> {
    await page.addInitScript(() => {
      for (const event of ["pointerdown", "touchstart"]) {
        addEventListener(event, () => sessionStorage.setItem("touched", event), true);
      }
    });
    return new Keys(page);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Goes on by one key until a place has the focus. */
  async to(place: Locator, key = "Tab"): Promise<void> {
    await place.first().waitFor();
    for (let times = 0; times < MOST; times++) {
      if (await place.evaluateAll((all) => all.some((each) => each === document.activeElement))) {
        await this.expectSeen();
        return;
      }
      await this.press(key);
      await this.expectSeen();
    }
    throw new Error(`${key} does not lead to ${String(place)}`);
  }

  /** Goes there and presses it. */
  async choose(place: Locator, { by = "Tab", press = "Enter" } = {}): Promise<void> {
    await this.to(place, by);
    await this.press(press);
  }

  /** Types where the focus is. */
  type(text: string): Promise<void> {
    return this.page.keyboard.insertText(text);
  }

  /** The focus is somewhere, and one sees where. */
  async expectSeen(): Promise<void> {
    await expect.poll(() => this.page.evaluate(unseen)).toBeNull();
  }

  async expectUntouched(): Promise<void> {
    expect(await this.page.evaluate(() => sessionStorage.getItem("touched"))).toBeNull();
  }
}

/** Why one does not see what has the focus; null where one does. */
function unseen(): string | null {
  const focused = document.activeElement;
  // The page itself: before the first key, and where a walk round the page begins anew.
  if (focused === null || focused === document.body) return null;
  // A dialog that has just opened stands before everything else, and is nothing to be pressed.
  if (focused.getAttribute("role") === "dialog") return null;
  const row = document.getElementById(focused.getAttribute("aria-activedescendant") ?? "");
  const inner = [
    ...focused.querySelectorAll("[data-focus-visible], [data-focused], [data-active]"),
  ];
  const isDrawn = (element: Element | null, withShadow: boolean) => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isThere = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    const isLined = outlineStyle !== "none" && outlineWidth !== "0px";
    return isThere && (isLined || (withShadow && boxShadow !== "none"));
  };
  // The parts of one control may be framed together.
  const around: Element[] = [];
  for (let above = focused.parentElement; above !== null && around.length < 4;) {
    around.push(above);
    above = above.parentElement;
  }
  const shown =
    [focused, row, ...inner].some((element) => isDrawn(element, true)) ||
    around.some((element) => isDrawn(element, false));
  return shown ? null : focused.outerHTML.slice(0, 200);
}
