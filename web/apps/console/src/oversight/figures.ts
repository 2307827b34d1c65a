/** The figures of the board, and how each is written. Pure. */
import type { Millis, Oversight, OversightTotal, Share, Times, TipWeek, Week } from "@tonghao/api";
import type { Say } from "../text.ts";
import { written } from "../treasury/words.tsx";

export const FIGURES = [
  "posts",
  "flagged",
  "verdict",
  "looked",
  "first_answer",
  "called",
  "hold_age",
  "missed",
  "leaks",
  "views_before",
  "overturned",
  "upheld",
  "covered",
  "open_cases",
  "alarms",
  "tips",
  "views",
  "agreement",
] as const;
export type Figure = (typeof FIGURES)[number];

export const isFigure = (word: unknown): word is Figure => FIGURES.some((one) => one === word);

/** A week of one circle or of all; agreement belongs to no circle, calls are counted over all. */
export type Board = Pick<Week, "posts" | "flagged" | "upheld" | "overturned" | "missed" | "covered" | "leaks" | "open_cases" | "alarms" | "removed"> & {
  views_before: number | null;
  hold_age: Times;
  verdict: Millis;
  looked: Times;
  first_answer: Times;
  called: Times | null;
  agreement: Share | null;
  /** Null until they are read. */
  tips: TipWeek | null;
};

export function boardOfAll(total: OversightTotal, found: Oversight, tips: TipWeek | null): Board {
  const { hold_age, verdict, looked, first_answer, called, agreement } = found;
  return { ...total, hold_age, verdict, looked, first_answer, called, agreement, tips };
}

export const boardOfCircle = (week: Week, tips: TipWeek): Board => ({ ...week, called: null, agreement: null, tips });

const rounded = (count: number) => (count < 10 ? Math.round(count * 10) / 10 : Math.round(count));

/** A span of time in the unit in which it is read at a glance. */
export function spanOf(seconds: number, t: Say): string {
  if (seconds < 10) return t("oversight.seconds", { count: Math.round(seconds * 100) / 100 });
  if (seconds < 90) return t("oversight.seconds", { count: Math.round(seconds) });
  if (seconds < 90 * 60) return t("oversight.minutes", { count: Math.round(seconds / 60) });
  if (seconds < 48 * 3600) return t("oversight.hours_long", { count: rounded(seconds / 3600) });
  return t("oversight.days", { count: rounded(seconds / 86400) });
}

const percentOf = (share: number) => rounded(share * 100);

/** Nothing was counted: what comes by itself did not come, what somebody has to look at was not looked at. */
function share(of: Share, t: Say, none: "oversight.nothing" | "oversight.not_yet" = "oversight.nothing"): [string, string] {
  if (of.of === 0) return [t(none), ""];
  return [t("oversight.of", { count: of.count, of: of.of }), t("oversight.share", { percent: percentOf(of.count / of.of), low: percentOf(of.low), high: percentOf(of.high) })];
}

function times(of: number, p50: number | null, p95: number | null, t: Say): [string, string] {
  if (p50 === null || p95 === null) return [t("oversight.nothing"), ""];
  return [spanOf(p50, t), `${t("oversight.p", { p50: spanOf(p50, t), p95: spanOf(p95, t) })} · ${t("oversight.n", { of })}`];
}

/** The number, and what stands small below it. */
export function writtenOf(figure: Figure, board: Board, t: Say): [string, string] {
  switch (figure) {
    case "posts":
    case "open_cases":
    case "alarms":
      return [String(board[figure]), ""];
    case "views":
      return [board.tips === null ? t("oversight.not_yet") : String(board.tips.views), ""];
    case "tips": {
      if (board.tips === null) return [t("oversight.not_yet"), ""];
      const { given, tippers, amount, returned, held, currency } = board.tips;
      if (given === 0) return [t("oversight.nothing"), ""];
      const money = (sum: string) => written(sum, currency, t);
      return [t("oversight.tips_given", { given, amount: money(amount) }), t("oversight.tips_below", { tippers, returned: money(returned), held: money(held) })];
    }
    case "views_before":
      return board.views_before === null
        ? [t("oversight.not_yet"), ""]
        : [String(board.views_before), t("oversight.views_of", { count: board.views_before, removed: board.removed })];
    case "covered":
      return [t("oversight.hours", { count: Math.round(board.covered.count / 60), of: Math.round(board.covered.of / 60) }), ""];
    case "verdict": {
      const { of, p50_ms, p95_ms } = board.verdict;
      return times(of, p50_ms === null ? null : p50_ms / 1000, p95_ms === null ? null : p95_ms / 1000, t);
    }
    case "hold_age":
    case "looked":
    case "first_answer": {
      const { of, p50_seconds, p95_seconds } = board[figure];
      return times(of, p50_seconds, p95_seconds, t);
    }
    case "called":
      return board.called === null ? [t("oversight.nothing"), ""] : times(board.called.of, board.called.p50_seconds, board.called.p95_seconds, t);
    case "agreement":
      return board.agreement === null ? [t("oversight.not_yet"), ""] : share(board.agreement, t, "oversight.not_yet");
    case "leaks":
      return share(board.leaks, t, "oversight.not_yet");
    default:
      return share(board[figure], t);
  }
}

export type Mark = { week: string; value: number | null; low: number; high: number };
export const CHARTED = ["missed", "leaks", "overturned", "flagged", "covered", "posts", "views_before"] as const;
export type Charted = (typeof CHARTED)[number];
type Week_ = Pick<Board, Charted> & { week: string };

/** One point a week, the oldest first; shares in percent with their interval, nothing where nothing was counted. */
export function marksOf(figure: Charted, weeks: readonly Week_[]): Mark[] {
  return weeks.toReversed().map((one) => {
    const counted = one[figure];
    if (counted === null) return { week: one.week, value: null, low: 0, high: 0 };
    if (typeof counted === "number") return { week: one.week, value: counted, low: counted, high: counted };
    if (counted.of === 0) return { week: one.week, value: null, low: 0, high: 0 };
    const value = (counted.count / counted.of) * 100;
    // Hours on duty are no sample.
    return figure === "covered" ? { week: one.week, value, low: value, high: value } : { week: one.week, value, low: counted.low * 100, high: counted.high * 100 };
  });
}
