/** One text of a catalogue with its values put in. Pure. */
export type Texts = Readonly<Record<string, string>>;
export type Values = Record<string, string | number>;

const rules = new Map<string, Intl.PluralRules>();

function formOf(locale: string, count: number): string {
  let rule = rules.get(locale);
  if (rule === undefined) {
    rule = new Intl.PluralRules(locale);
    rules.set(locale, rule);
  }
  return rule.select(count);
}

/**
 * The text `key`; with a `count`, its form for that number (`key_one`, `key_other`).
 * A missing text shows its key, so that it is seen, and a missing value nothing.
 */
export function said(texts: Texts, locale: string, key: string, values: Values = {}): string {
  const { count } = values;
  const form = typeof count === "number" ? texts[`${key}_${formOf(locale, count)}`] : undefined;
  const text = form ?? texts[key] ?? texts[`${key}_other`] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}
