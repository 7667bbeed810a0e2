import { useEffect, useSyncExternalStore } from "react";

/** What the person chose; `auto`: what suits the screen (a station is dark) or else the system. */
export type ThemeChoice = "auto" | "light" | "dark";

export const THEME_CHOICES: readonly ThemeChoice[] = ["auto", "light", "dark"];

type Shown = "light" | "dark";

const KEY = "fieldpost.theme";
const SYSTEM_DARK = "(prefers-color-scheme: dark)";

const listeners = new Set<() => void>();
let choice: ThemeChoice = stored();
/** What the screen that is open prefers; null: nothing. */
let suited: Shown | null = null;

function stored(): ThemeChoice {
  try {
    const text = localStorage.getItem(KEY);
    return THEME_CHOICES.find((each) => each === text) ?? "auto";
  } catch {
    return "auto";
  }
}

function shown(): Shown {
  if (choice !== "auto") return choice;
  return suited ?? (matchMedia(SYSTEM_DARK).matches ? "dark" : "light");
}

// On the root element, so that menus and dialogs, which stand outside of the layouts, follow.
function apply(): void {
  document.documentElement.dataset["theme"] = shown();
}

/** Shows the theme and follows the system from now on. */
export function startTheme(): void {
  apply();
  matchMedia(SYSTEM_DARK).addEventListener("change", apply);
}

/** Chooses on this device. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing asks the system again next time.
  }
  apply();
  for (const listener of listeners) listener();
}

/** What was chosen on this device. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(
    (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    () => choice,
  );
}

/** While this screen is open and nothing was chosen, the theme is `theme`. */
export function useSuitedTheme(theme: Shown): void {
  useEffect(() => {
    suited = theme;
    apply();
    return () => {
      suited = null;
      apply();
    };
  }, [theme]);
}
