/** The languages of the screens, the first one being what people get who prefer neither. */
export const LANGUAGES = ["zh-TW", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** What each calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  "zh-TW": "繁體中文",
  en: "English",
};

const KEY = "fieldpost.language";

/** The language that was chosen on this device, else the first that the browser prefers. */
export function preferredLanguage(): Language {
  const chosen = remembered();
  if (chosen !== null) return chosen;
  for (const wanted of navigator.languages) {
    if (wanted.toLowerCase().startsWith("zh")) return "zh-TW";
    if (wanted.toLowerCase().startsWith("en")) return "en";
  }
  return LANGUAGES[0];
}

/** Keeps the choice for the next start. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing shows the preferred language again next time.
  }
}

function remembered(): Language | null {
  try {
    return asLanguage(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** A tag as one of ours, or null. */
export function asLanguage(tag: string | null | undefined): Language | null {
  return LANGUAGES.find((each) => each === tag) ?? null;
}
