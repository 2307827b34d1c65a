/** Texts of one language at a time, with typed keys. Chinese is written first, English second. */
import { said, type Texts, type Values } from "./said.ts";
import { useMemo, useSyncExternalStore } from "react";

export type Locale = "zh-CN" | "en";
/** Fetches the words of one area in one language. */
export type LoadWords = (area: string, locale: Locale) => Promise<Texts>;
export type { Values } from "./said.ts";
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** The keys of a catalogue; `things_one` and `things_other` are one key `things` with a `count`. */
export type KeyOf<Catalogue> = keyof Catalogue extends infer Name
  ? Name extends `${infer Stem}_other` | `${infer Stem}_one`
    ? Stem
    : Name & string
  : never;

type Singular<Key> = Key extends `${infer Stem}_other` ? `${Stem}_one` : never;
/** What the English side of a catalogue must say: each key, and the singular where a number is named. */
export type English<Catalogue> = Record<keyof Catalogue | Singular<keyof Catalogue>, string>;

const KEPT = "tonghao.locale";
const words = new Map<string, Promise<void>>();
const loaded: Record<Locale, Record<string, string>> = { "zh-CN": {}, en: {} };
const needed = new Set<string>();
const listeners = new Set<() => void>();
let load: LoadWords | null = null;
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

export async function startTexts(given: LoadWords, first: readonly string[], locale: Locale = firstLocale()): Promise<void> {
  load = given;
  for (const area of first) needed.add(area);
  await setLocale(locale);
}

function fetchWords(area: string, locale: Locale): Promise<void> {
  const name = `${area} ${locale}`;
  const begun = words.get(name);
  if (begun !== undefined) return begun;
  const fetching = (load?.(area, locale) ?? Promise.resolve({})).then(
    (texts) => void Object.assign(loaded[locale], texts),
    (trouble: unknown) => {
      // The next page that needs them asks again.
      words.delete(name);
      throw trouble;
    },
  );
  words.set(name, fetching);
  return fetching;
}

/** Have the words of `areas` in the language that is shown, and from now on in every one that is chosen. */
export async function needWords(areas: readonly string[]): Promise<void> {
  for (const area of areas) needed.add(area);
  await Promise.all(areas.map((area) => fetchWords(area, current)));
}

export async function setLocale(locale: Locale): Promise<void> {
  // A page that opens meanwhile needs words of its own, and asks for them in the language that still is shown.
  for (let had = -1; had !== needed.size; ) {
    had = needed.size;
    await Promise.all([...needed].map((area) => fetchWords(area, locale)));
  }
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
  return (key, values) => said(loaded[locale], locale, key, values);
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
