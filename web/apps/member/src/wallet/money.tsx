/** Amounts as people read and hear them. They come as decimal strings and stay such. */
import { grouped, useLocale } from "@tonghao/i18n";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../text.ts";
import { walletQuery } from "./queries.ts";

const SIGNS: Record<string, string> = { CNY: "¥", USD: "US$", EUR: "€", GBP: "£", HKD: "HK$", MOP: "MOP$", TWD: "NT$", SGD: "S$", JPY: "JP¥", KRW: "₩" };

/** ¥1,250.00, or 50 points. */
export function useAmount(): (amount: string, currency: string) => string {
  const t = useT();
  const locale = useLocale();
  return (amount, currency) => {
    const size = grouped(amount.replace(/^-/, ""), locale);
    return currency === "PTS" ? t("wallet_money.points", { amount: size }) : `${SIGNS[currency] ?? `${currency} `}${size}`;
  };
}

/** With its sign for the eye, and in words for the ear: a minus is easily passed over. */
export function Moved({ amount, currency, className }: { amount: string; currency: string; className?: string }) {
  const t = useT();
  const written = useAmount()(amount, currency);
  const out = amount.startsWith("-");
  return (
    <span className={className}>
      <span aria-hidden="true" className="tabular-nums">
        {out ? "−" : "+"}
        {written}
      </span>
      <span className="sr-only">{t(out ? "wallet_money.out" : "wallet_money.in", { amount: written })}</span>
    </span>
  );
}

/** The places of amounts in my wallet, which are those of the house: two for yuan, none for points. */
export function usePlaces(): number {
  return useQuery(walletQuery).data?.exponent ?? 2;
}

/** No money at all, in `places` places: 0.00 yuan, 0 points. */
export function nothing(places: number): string {
  return (0).toFixed(places);
}

/** Whether `typed` is an amount above zero in at most `places` places. */
export function isAmount(typed: string, places: number): boolean {
  const shape = places === 0 ? /^\d{1,9}$/ : new RegExp(`^\\d{1,9}(\\.\\d{1,${places}})?$`);
  return shape.test(typed.trim()) && /[1-9]/.test(typed);
}
