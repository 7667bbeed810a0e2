/** The tokens' colours for the map: WebGL knows no custom properties. */

const TOKENS = {
  land: "--map-land",
  block: "--map-block",
  road: "--map-road",
  park: "--map-park",
  water: "--map-water",
  name: "--map-name",
  ink: "--ink",
  surface: "--surface",
  received: "--received",
  failed: "--failed",
  late: "--late",
  sent: "--sent",
  noContact: "--no-contact",
  action: "--action",
} as const;

export type Colours = Readonly<Record<keyof typeof TOKENS, string>>;

/** The colours as they are under an element, in its theme. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [
    name,
    style.getPropertyValue(token).trim(),
  ]);
  return Object.fromEntries(entries) as Colours;
}

/** Calls back when the theme changes, by choice or with the system; the function returned ends it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", callback);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", callback);
  };
}
