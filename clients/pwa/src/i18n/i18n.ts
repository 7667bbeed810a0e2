import i18next, { type BackendModule, type i18n, type ReadCallback } from "i18next";
import { initReactI18next } from "react-i18next";

import { LANGUAGES, preferredLanguage, rememberLanguage, type Language } from "./language";

type Texts = Readonly<Record<string, unknown>>;

// One chunk a namespace and language; the service worker keeps all of them for offline.
const FILES = import.meta.glob<Texts>("./locales/*/*.json", { import: "default" });

const bundled: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language: string, namespace: string, callback: ReadCallback) => {
    const load = FILES[`./locales/${language}/${namespace}.json`];
    if (load === undefined) {
      callback(new Error(`no texts: ${language}/${namespace}`), null);
      return;
    }
    load().then(
      (texts) => {
        callback(null, { ...texts });
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  },
};

let started: Promise<i18n> | null = null;

/** Prepares the texts that every screen needs; a feature's own come with its screen. */
export function startI18n(language: Language = preferredLanguage()): Promise<i18n> {
  started = start(language);
  return started;
}

/** Fetches a feature's texts beside its screen rather than after it. */
export async function prepareTexts(namespace: string): Promise<void> {
  const texts = await started;
  // What cannot be had now is asked for again by the screen that shows it.
  await texts?.loadNamespaces(namespace).catch(() => undefined);
}

async function start(language: Language): Promise<i18n> {
  i18next.on("languageChanged", (changed) => {
    document.documentElement.lang = changed;
  });
  await i18next
    .use(bundled)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: LANGUAGES,
      // A text that is missing shows its key, so that it is found and not papered over.
      fallbackLng: false,
      load: "currentOnly",
      ns: ["words", "ui", "shell"],
      defaultNS: "shell",
      // React escapes already.
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      returnNull: false,
    });
  return i18next;
}

/** Shows everything in another language from now on. */
export async function changeLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await i18next.changeLanguage(language);
}
