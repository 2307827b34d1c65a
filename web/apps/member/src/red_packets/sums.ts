/** Amounts as people say them. */
import { grouped, useLocale } from "@tonghao/i18n";
import { useT } from "../text.ts";

/** `3.20 元`, or `¥3.20`; points have no places. A screen reader says the words that stand there. */
export function useSums(): (amount: string, currency: string) => string {
  const t = useT();
  const locale = useLocale();
  return (plain, currency) => {
    const amount = grouped(plain, locale);
    if (currency === "PTS") return t("packets.points", { amount });
    if (currency === "CNY" && locale !== "en") return t("packets.yuan", { amount });
    return currency === "CNY" ? `¥${amount}` : `${currency} ${amount}`;
  };
}

/** Minor units as a decimal string, by the places that `sample` has. */
export function decimalOf(minor: number, currency: string): string {
  return currency === "PTS" || currency === "JPY" || currency === "KRW" ? String(minor) : (minor / 100).toFixed(2);
}
