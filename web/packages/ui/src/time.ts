/** Times as people say them, in the viewer's language and zone. Pure. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Moment =
  | { say: "now" }
  | { say: "minutes"; count: number }
  | { say: "hours"; count: number }
  | { say: "yesterday"; time: string }
  | { say: "date"; date: string };

/** The zone of `wanted`, or the machine's when it is unknown here. */
export function zoneOf(wanted: string | null | undefined): string | undefined {
  if (!wanted) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: wanted }).resolvedOptions().timeZone && wanted;
  } catch {
    return undefined;
  }
}

function dayNumber(at: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

export function clockOf(at: number, locale: string, zone?: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false }).format(at);
}

/** How long ago `at` was, seen from `now`. */
export function momentOf(at: number, now: number, locale: string, zone?: string): Moment {
  const age = now - at;
  if (age < MINUTE) return age > -MINUTE ? { say: "now" } : { say: "date", date: dateOf(at, now, locale, zone) };
  if (age < HOUR) return { say: "minutes", count: Math.floor(age / MINUTE) };
  if (dayNumber(at, zone) === dayNumber(now, zone)) return { say: "hours", count: Math.floor(age / HOUR) };
  if (dayNumber(at, zone) === dayNumber(now - DAY, zone)) return { say: "yesterday", time: clockOf(at, locale, zone) };
  return { say: "date", date: dateOf(at, now, locale, zone) };
}

export function dateOf(at: number, now: number, locale: string, zone?: string): string {
  const sameYear = dayNumber(at, zone).slice(0, 4) === dayNumber(now, zone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    year: sameYear ? undefined : "numeric",
    month: locale.startsWith("zh") ? "long" : "short",
    day: "numeric",
  }).format(at);
}

export function fullTimeOf(at: number, locale: string, zone?: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: "long", timeStyle: "short" }).format(at);
}
