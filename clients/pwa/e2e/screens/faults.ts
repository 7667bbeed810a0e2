import type { Page } from "@playwright/test";

/** What anybody would see to be wrong with the page as it stands: sideways scroll, words that are
 * cut off, characters without a glyph. A line for each. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  return [...(await sideways(page)), ...(await cutOff(page)), ...(await boxes(page))];
}

function sideways(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} > ${clientWidth}`] : [];
  });
}

/** Texts that their own box hides in part, where no tooltip says the rest. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
      );
      if (!hasText || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const isForEars = style.clipPath !== "none" || element.clientWidth <= 1;
      if (isForEars || element.closest("[title]") !== null) continue;
      const wide = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      const high =
        ["hidden", "clip"].includes(style.overflowY) &&
        element.scrollHeight > element.clientHeight + 4;
      if (wide || high) {
        const text = element.textContent.trim().slice(0, 40);
        found.push(`cut off: ${element.tagName.toLowerCase()}.${element.className} "${text}"`);
      }
    }
    return found;
  });
}

/** Characters that no font of the page can draw: they look like one that does not exist. */
function boxes(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 24;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) throw new Error("no canvas");
    const { fontFamily } = getComputedStyle(document.body);
    context.font = `20px ${fontFamily}`;
    const drawn = (character: string): string => {
      context.clearRect(0, 0, 24, 24);
      context.fillText(character, 2, 20);
      return context.getImageData(0, 0, 24, 24).data.join("");
    };
    const missing = drawn("\u0378");
    const characters = new Set(document.body.innerText.replace(/\s/g, ""));
    const lost = [...characters].filter((character) => drawn(character) === missing);
    return lost.length === 0 ? [] : [`no glyph for ${lost.join(" ")}`];
  });
}
