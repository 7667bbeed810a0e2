import { useTranslation } from "react-i18next";

import { asLanguage, LANGUAGES, type Language } from "./language";

/** The language of the screen; whoever asks is drawn anew when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation("words");
  return asLanguage(i18n.language) ?? LANGUAGES[0];
}

/** A text in both languages, as the declarations carry them. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** Picks the text of a declaration in the screen's language. */
export function useLabel(): (both: Both) => string {
  const language = useLanguage();
  return language === "zh-TW" ? chinese : english;
}

function chinese(both: Both): string {
  return both.zh;
}

function english(both: Both): string {
  return both.en;
}
