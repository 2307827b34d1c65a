import { type SharedKey, useLocale, useTexts } from "@tonghao/i18n";
import { useSyncExternalStore } from "react";
import { clockOf, fullTimeOf, momentOf, zoneOf } from "./time.ts";

// One clock for all times of the page; it ticks as long as one of them is shown.
const heard = new Set<() => void>();
let minute = Date.now();
let ticking: ReturnType<typeof setInterval> | null = null;

function subscribe(tick: () => void): () => void {
  heard.add(tick);
  ticking ??= setInterval(() => {
    minute = Date.now();
    for (const one of heard) one();
  }, 30_000);
  return () => {
    heard.delete(tick);
    if (heard.size === 0 && ticking !== null) {
      clearInterval(ticking);
      ticking = null;
    }
  };
}

function minuteNow(): number {
  if (ticking === null) minute = Date.now();
  return minute;
}

let zone: string | undefined;

/** From now on times are shown in this zone; the machine's when it is unknown. */
export function showZone(wanted: string | null | undefined): void {
  zone = zoneOf(wanted);
}

export function shownZone(): string | undefined {
  return zone;
}

/** The present, looked at every half minute while somebody shows it. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, minuteNow);
}

/** How long ago. The full time is the title. */
export function Time({ at, className }: { at: string; className?: string }) {
  const t = useTexts<SharedKey>();
  const locale = useLocale();
  const now = useSyncExternalStore(subscribe, minuteNow);
  const then = Date.parse(at);
  // A clock that runs a little ahead of ours does not put a post into the future.
  const moment = momentOf(Math.min(then, Math.max(now, then - 120_000)), Math.max(now, 0), locale, zone);
  return (
    <time dateTime={at} title={fullTimeOf(then, locale, zone)} className={className}>
      {moment.say === "now" && t("time.now")}
      {moment.say === "minutes" && t("time.minutes", { count: moment.count })}
      {moment.say === "hours" && t("time.hours", { count: moment.count })}
      {moment.say === "yesterday" && t("time.yesterday", { time: moment.time })}
      {moment.say === "date" && moment.date}
    </time>
  );
}

/** The time of day only. */
export function Clock({ at }: { at: string }) {
  const locale = useLocale();
  return <time dateTime={at}>{clockOf(Date.parse(at), locale, zone)}</time>;
}

export function useFullTime(): (at: string) => string {
  const locale = useLocale();
  return (at) => fullTimeOf(Date.parse(at), locale, zone);
}
