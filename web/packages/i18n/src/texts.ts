/** Texts of one language at a time, with typed keys. Chinese is written first, English second. */
import { createInstance } from "i18next";
import { useMemo, useSyncExternalStore } from "react";

export type Locale = "zh-CN" | "en";
type Texts = Readonly<Record<string, string>>;
type Loaders = Record<Locale, () => Promise<Texts[]>>;
export type Values = Record<string, string | number>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** The keys of a catalogue; `things_one` and `things_other` are one key `things` with a `count`. */
export type KeyOf<Catalogue> = keyof Catalogue extends infer Name
  ? Name extends `${infer Stem}_other` | `${infer Stem}_one`
    ? Stem
    : Name & string
  : never;

const KEPT = "tonghao.locale";
const instance = createInstance();
const listeners = new Set<() => void>();
let loaders: Loaders | null = null;
let current: Locale = "zh-CN";

/** The language to begin with: the kept one, else the browser's, else Chinese. */
export function firstLocale(): Locale {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === "zh-CN" || kept === "en") return kept;
  } catch {
    // Nothing is kept in this browser.
  }
  for (const wanted of navigator.languages ?? []) {
    if (wanted.startsWith("zh")) return "zh-CN";
    if (wanted.startsWith("en")) return "en";
  }
  return "zh-CN";
}

export async function startTexts(given: Loaders, locale: Locale = firstLocale()): Promise<void> {
  loaders = given;
  await instance.init({
    lng: locale,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
  });
  await setLocale(locale);
}

export async function setLocale(locale: Locale): Promise<void> {
  if (loaders !== null && !instance.hasResourceBundle(locale, "translation")) {
    for (const texts of await loaders[locale]()) instance.addResourceBundle(locale, "translation", texts);
  }
  await instance.changeLanguage(locale);
  current = locale;
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(KEPT, locale);
  } catch {
    // Shown until the page closes.
  }
  for (const heard of listeners) heard();
}

function subscribe(heard: () => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

export function currentLocale(): Locale {
  return current;
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}

// The catalogue's own type checks the keys; the library's is written for one global catalogue.
function translatorFor<Key extends string>(locale: Locale): Translate<Key> {
  const fixed = instance.getFixedT(locale) as unknown as (key: string, values: Values) => string;
  return (key, values) => fixed(key, values ?? {});
}

/** The translator of a catalogue with the keys `Key`, new when the language changes. */
export function useTexts<Key extends string>(): Translate<Key> {
  const locale = useLocale();
  return useMemo(() => {
    return translatorFor(locale);
  }, [locale]);
}

/** Outside components. */
export function textOf<Key extends string>(key: Key, values?: Values): string {
  return translatorFor<Key>(current)(key, values);
}

/** The half of a pair that a reader of `locale` wants; the other when it is empty. */
export function inLocale(locale: Locale, zh: string, en: string): string {
  return locale === "en" ? en || zh : zh || en;
}
