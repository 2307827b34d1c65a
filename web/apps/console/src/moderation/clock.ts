/** A case's clock: how long until a person must have decided, or how long ago that was. Pure. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Amount =
  | { say: "days"; days: number; hours: number }
  | { say: "hours"; hours: number; minutes: number }
  | { say: "minutes"; minutes: number; seconds: number };
export type Clock = { tone: "calm" | "soon" | "missed"; amount: Amount };

function amountOf(lengthMs: number): Amount {
  if (lengthMs >= DAY) return { say: "days", days: Math.floor(lengthMs / DAY), hours: Math.floor((lengthMs % DAY) / HOUR) };
  if (lengthMs >= HOUR) return { say: "hours", hours: Math.floor(lengthMs / HOUR), minutes: Math.floor((lengthMs % HOUR) / MINUTE) };
  return { say: "minutes", minutes: Math.floor(lengthMs / MINUTE), seconds: Math.floor((lengthMs % MINUTE) / SECOND) };
}

/** The clock of a case at `now`. The last quarter of its time is `soon`. All in milliseconds since 1970. */
export function clockAt(openedAt: number, dueAt: number, now: number): Clock {
  // A clock that runs a little behind the server's does not give more time than there was.
  const left = dueAt - Math.max(now, openedAt);
  if (left < 0) return { tone: "missed", amount: amountOf(-left) };
  // A started second still counts as left, so that the clock reaches zero when the time is over.
  const shown = Math.ceil(left / SECOND) * SECOND;
  return { tone: left <= (dueAt - openedAt) / 4 ? "soon" : "calm", amount: amountOf(shown) };
}

/** Whether a decided case was decided within its time. */
export function wasInTime(dueAt: string, closedAt: string): boolean {
  return Date.parse(closedAt) <= Date.parse(dueAt);
}
