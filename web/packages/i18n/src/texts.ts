/** Texts of one language at a time, with typed keys. Chinese is written first, English second. */
import { said, type Texts, type Values } from "./said.ts";
import { useMemo, useSyncExternalStore } from "react";

export type Locale = "zh-CN" | "en";
type Loaders = Record<Locale, () => Promise<Texts[]>>;
export type { Values } from "./said.ts";
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** The keys of a catalogue; `things_one` and `things_other` are one key `things` with a `count`. */
export type KeyOf<Catalogue> = keyof Catalogue extends infer Name
  ? Name extends `${infer Stem}_other` | `${infer Stem}_one`
    ? Stem
    : Name & string
  : never;

const KEPT = "tonghao.locale";
const loaded = new Map<Locale, Texts>();
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
  await setLocale(locale);
}

export async function setLocale(locale: Locale): Promise<void> {
  if (loaders !== null && !loaded.has(locale)) loaded.set(locale, Object.assign({}, ...(await loaders[locale]())) as Texts);
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

function translatorFor<Key extends string>(locale: Locale): Translate<Key> {
  const texts = loaded.get(locale) ?? {};
  return (key, values) => said(texts, locale, key, values);
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
