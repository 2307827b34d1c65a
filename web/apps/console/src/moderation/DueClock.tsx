import type { CaseRow } from "@tonghao/api";
import { classes } from "@tonghao/ui";
import { useSyncExternalStore } from "react";
import { type Say, useT } from "../text.ts";
import { type Amount, clockAt, wasInTime } from "./clock.ts";

// One clock for all cases on the page; it ticks as long as one of them is shown.
const heard = new Set<() => void>();
let second = Date.now();
let ticking: ReturnType<typeof setInterval> | null = null;

function subscribe(tick: () => void): () => void {
  heard.add(tick);
  ticking ??= setInterval(() => {
    second = Date.now();
    for (const one of heard) one();
  }, 1000);
  return () => {
    heard.delete(tick);
    if (heard.size > 0 || ticking === null) return;
    clearInterval(ticking);
    ticking = null;
  };
}

function secondNow(): number {
  if (ticking === null) second = Date.now();
  return second;
}

/** The present moment, the same for all clocks on the page. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, secondNow);
}

function sayAmount(t: Say, amount: Amount): string {
  if (amount.say === "days") return t("clock.days", { days: amount.days, hours: amount.hours });
  if (amount.say === "hours") return t("clock.hours", { hours: amount.hours, minutes: amount.minutes });
  return t("clock.minutes", { minutes: amount.minutes, seconds: String(amount.seconds).padStart(2, "0") });
}

const TONES = { calm: "text-ink", soon: "text-amber-ink font-semibold", missed: "text-accent font-semibold" };

/** Counts down to the moment by which a person must have decided; red once it is missed. */
export function DueClock({ row, className }: { row: Pick<CaseRow, "opened_at" | "due_at" | "closed_at">; className?: string }) {
  return row.closed_at === null ? <Running row={row} className={className} /> : <Stopped dueAt={row.due_at} closedAt={row.closed_at} />;
}

function Running({ row, className }: { row: Pick<CaseRow, "opened_at" | "due_at">; className?: string | undefined }) {
  const t = useT();
  const now = useSecond();
  const clock = clockAt(Date.parse(row.opened_at), Date.parse(row.due_at), now);
  const amount = sayAmount(t, clock.amount);
  return (
    <time dateTime={row.due_at} className={classes("figures", TONES[clock.tone], className)}>
      {clock.tone === "missed" ? t("clock.missed", { amount }) : t("clock.left", { amount })}
    </time>
  );
}

function Stopped({ dueAt, closedAt }: { dueAt: string; closedAt: string }) {
  const t = useT();
  return wasInTime(dueAt, closedAt) ? <span>{t("clock.in_time")}</span> : <span className="text-accent">{t("clock.late")}</span>;
}
