/** Amounts are decimal strings and stay such; only the eye gets separators. */
import { currentLocale, type Locale } from "./texts.ts";

const FORMATS: Record<Locale, Intl.NumberFormat> = {
  "zh-CN": new Intl.NumberFormat("zh-CN", { useGrouping: true }),
  en: new Intl.NumberFormat("en", { useGrouping: true }),
};
const SHAPE = /^(-?)(\d+)(\.\d+)?$/;

/** `12345.67` with separators as `locale` writes them, to the last place; what is no amount stays as it is. */
export function grouped(amount: string, locale: Locale = currentLocale()): string {
  const found = SHAPE.exec(amount);
  if (found === null) return amount;
  const [, sign = "", whole = "", places = ""] = found;
  return `${sign}${FORMATS[locale].format(BigInt(whole))}${places}`;
}
