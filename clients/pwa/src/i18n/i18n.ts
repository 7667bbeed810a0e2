import i18next, { type BackendModule, type i18n, type ReadCallback } from "i18next";
import { initReactI18next } from "react-i18next";

import { LANGUAGES, preferredLanguage, rememberLanguage, type Language } from "./language";

type Texts = Readonly<Record<string, unknown>>;

type Load = () => Promise<Texts>;

/** What every screen needs of a language is one chunk. */
const EVERY = ["words", "ui", "shell"] as const;
const EVERYWHERE = import.meta.glob<Record<(typeof EVERY)[number], Texts>>("./locales/*/every.ts");

// The others are one chunk a namespace; the service worker keeps all of them for offline.
const FILES = import.meta.glob<Texts>(
  ["./locales/*/*.json", "!./locales/*/{words,ui,shell}.json"],
  { import: "default" },
);

const bundled: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language: string, namespace: string, callback: ReadCallback) => {
    const load = loaderOf(language, namespace);
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

function loaderOf(language: string, namespace: string): Load | undefined {
  const everywhere = EVERYWHERE[`./locales/${language}/every.ts`];
  const name = EVERY.find((each) => each === namespace);
  if (everywhere !== undefined && name !== undefined) return async () => (await everywhere())[name];
  return FILES[`./locales/${language}/${namespace}.json`];
}

let started: Promise<i18n> | null = null;

/** Prepares the texts that every screen needs; a feature's own come with its screen. */
export function startI18n(language: Language = preferredLanguage()): Promise<i18n> {
  started = start(language);
  return started;
}

/** Fetches a feature's texts beside its screen rather than after it. */
export async function prepareTexts(namespace: string): Promise<void> {
  // Its file need not wait for those of every screen.
  loaderOf(preferredLanguage(), namespace)?.().catch(() => undefined);
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
      ns: [...EVERY],
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
