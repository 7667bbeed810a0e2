import type { Page } from "@playwright/test";

/** What anybody would see to be wrong with the page as it stands: sideways scroll, words that are
 * cut off or lie over each other, what a finger or a pointer cannot hit, characters without a glyph.
 * A line for each. `finger`: px that a target needs at least in either direction. */
export async function faultsOf(page: Page, finger: number): Promise<readonly string[]> {
  return [
    ...(await sideways(page)),
    ...(await cutOff(page)),
    ...(await overlapping(page)),
    ...(await targets(page, finger)),
    ...(await boxes(page)),
  ];
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

/** Words that are written over other words. */
function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const SLACK = 4;
    interface Word {
      readonly element: Element;
      readonly text: string;
      readonly box: DOMRect;
    }
    const words: Word[] = [];
    /** What the frames around it leave of a box. */
    function inSight(of: Element, whole: DOMRect): DOMRect {
      let { left, top, right, bottom } = whole;
      for (let frame: Element | null = of; frame !== null; frame = frame.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(frame);
        if (overflowX === "visible" && overflowY === "visible") continue;
        const edge = frame.getBoundingClientRect();
        left = Math.max(left, edge.left);
        top = Math.max(top, edge.top);
        right = Math.min(right, edge.right);
        bottom = Math.min(bottom, edge.bottom);
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const element = node.parentElement;
      if (text === "" || element === null || !element.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const whole of range.getClientRects()) {
        const box = inSight(element, whole);
        const x = box.x + box.width / 2;
        const y = box.y + box.height / 2;
        // What is scrolled away or lies under an open dialog is not in sight.
        const top = document.elementFromPoint(x, y);
        if (top === null || !element.contains(top)) continue;
        if (element.clientWidth === 1 || getComputedStyle(element).clipPath !== "none") continue;
        words.push({ element, text, box });
      }
    }
    const found = new Set<string>();
    for (const [nth, one] of words.entries()) {
      for (const other of words.slice(nth + 1)) {
        if (one.element === other.element) continue;
        const wide =
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high =
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Line boxes of tight lines touch; letters do not.
        const tight = Math.min(one.box.height, other.box.height) / 3;
        if (wide > SLACK && high > Math.max(SLACK, tight)) {
          found.add(`overlap: "${one.text.slice(0, 24)}" and "${other.text.slice(0, 24)}"`);
        }
      }
    }
    return [...found];
  });
}

/** What is pressed, but too small for it, or lies under something else. */
function targets(page: Page, finger: number): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const PRESSED =
      "button, a[href], input, select, textarea, summary, [role=button], [role=menuitem], " +
      "[role=option], [role=tab], [role=radio], [role=switch]";
    const found: string[] = [];
    const places = [...document.querySelectorAll("*")].map(
      (each) => [each, each.scrollTop, each.scrollLeft] as const,
    );
    const hasFinger = matchMedia("(pointer: coarse)").matches;
    const HANDLE = hasFinger ? 24 : 0;
    const PIN = 24;
    for (const element of document.body.querySelectorAll<HTMLElement>(PRESSED)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const label = element instanceof HTMLInputElement ? element.closest("label") : null;
      const target = label ?? element;
      const style = getComputedStyle(target);
      const box = target.getBoundingClientRect();
      if (style.clipPath !== "none" || box.width <= 1 || element.closest("[aria-hidden=true]"))
        continue;
      // A word within a sentence is as high as the sentence.
      if (style.display === "inline") continue;
      const name =
        (element.getAttribute("aria-label") ?? target.textContent.trim()).slice(0, 30) ||
        element.className;
      // Beside a figure that is typed lies its own unit: its height is what is hit.
      const isTyped = label === null && element instanceof HTMLInputElement;
      const small = isTyped ? box.height : Math.min(box.width, box.height);
      // By its handle a row is dragged without a pointer's precision; the row itself is the target
      // of everything else.
      // On a map things lie where they are; each stands in a list, too.
      const isOnMap = element.closest(".maplibregl-map") !== null;
      const enough = element.matches("[slot=drag]") ? HANDLE : isOnMap ? PIN : least;
      if (small < enough - 0.5) {
        const size = `${Math.round(box.width)} x ${Math.round(box.height)}`;
        found.push(`too small: ${element.tagName.toLowerCase()} "${name}" ${size}`);
      }
      // What another thing lies over may only have to be scrolled out from under it.
      target.scrollIntoView({ block: "center", inline: "center" });
      if (!target.isConnected) continue;
      const now = target.getBoundingClientRect();
      const x = now.x + now.width / 2;
      const y = now.y + now.height / 2;
      const top = document.elementFromPoint(x, y);
      if (top === null || target.contains(top) || top.contains(target)) continue;
      // What a scrolled list hides is not covered: it is scrolled away.
      let clip = target.parentElement;
      let isAway = false;
      for (; clip !== null; clip = clip.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(clip);
        if (overflowX === "visible" && overflowY === "visible") continue;
        const frame = clip.getBoundingClientRect();
        if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) isAway = true;
      }
      const isOverlaid = document.querySelector("[role=dialog], [role=alertdialog], [role=menu]");
      const floats = top.closest("[aria-live], [data-testid=stop], [data-sticky]");
      if (!isAway && isOverlaid === null && floats === null) {
        found.push(`covered: "${name}" by ${top.tagName.toLowerCase()}.${top.className}`);
      }
    }
    for (const [each, top, left] of places) each.scrollTo({ top, left, behavior: "instant" });
    return found;
  }, finger);
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
