/** The last days of money as bars. Pure. */
import type { MoneyDay, MoneyKind } from "@tonghao/api";

export type Bar = { key: string; came: number; went: number };

/** Each day's bars as shares of the highest of all, 0 to 1. */
export function barsOf(days: MoneyDay[]): Bar[] {
  const top = Math.max(0, ...days.flatMap((day) => [Number(day.came), Number(day.went)]));
  const share = (amount: string) => (top === 0 ? 0 : Number(amount) / top);
  return days.map((day) => ({ key: day.day, came: share(day.came), went: share(day.went) }));
}

/** The bars of the first kinds as shares of the longest, 0 to 1; the table has all of them. */
export function sharesOf(kinds: MoneyKind[], most: number): { code: string; share: number }[] {
  const top = Math.max(0, ...kinds.map((kind) => Number(kind.total)));
  return kinds.slice(0, most).map((kind) => ({ code: kind.code, share: top === 0 ? 0 : Number(kind.total) / top }));
}

/** What all days come to, in the places in which the amounts are written. */
export function sumOf(days: MoneyDay[], which: "came" | "went"): string {
  const places = days[0]?.[which].split(".")[1]?.length ?? 0;
  const scale = 10 ** places;
  const minor = days.reduce((sum, day) => sum + Math.round(Number(day[which]) * scale), 0);
  return (minor / scale).toFixed(places);
}
