/** The open queue as it is kept: in the server's order of harm × reach × age. Pure. */
import type { CaseRow, Points, QueueRow } from "@tonghao/api";
import type { Pages } from "../cache.ts";

const DAY_MS = 24 * 60 * 60_000;

/** A case or an appeal by its own identifier. */
export function idOf(row: QueueRow): string {
  return row.case?.case_id ?? row.appeal?.appeal_id ?? "";
}

/** Negative when `one` comes before `other`. */
export function order(one: QueueRow, other: QueueRow): number {
  if (one.priority !== other.priority) return other.priority - one.priority;
  return idOf(one) > idOf(other) ? -1 : idOf(one) < idOf(other) ? 1 : 0;
}

/** What the points of a case come to now; each day it waits adds one, for all alike. */
export function pointsAt(points: Points, now: number): { waiting: number; sum: number } {
  const waiting = Math.max(0, (now - Date.parse(points.waits_since)) / DAY_MS);
  return { waiting, sum: points.harm + points.reports + points.reach + waiting };
}

/** The queue without a case; the very same object when it was not there. */
export function withoutCase(pages: Pages<QueueRow>, caseId: string): Pages<QueueRow> {
  if (!pages.pages.some((page) => page.entries.some((row) => idOf(row) === caseId))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, entries: page.entries.filter((row) => idOf(row) !== caseId) })),
  };
}

/** The queue with an open case in its place. What lies behind the last fetched page comes with the next fetch. */
export function withCase(pages: Pages<QueueRow>, kept: CaseRow): Pages<QueueRow> {
  const rest = withoutCase(pages, kept.case_id);
  if (kept.state !== "open") return rest;
  const row: QueueRow = { priority: kept.priority, case: kept, appeal: null };
  const last = rest.pages.length - 1;
  let placed = false;
  const next = rest.pages.map((page, at) => {
    if (placed) return page;
    const before = page.entries.findIndex((other) => order(row, other) < 0);
    if (before === -1 && (at < last || page.next_cursor !== null)) return page;
    placed = true;
    const place = before === -1 ? page.entries.length : before;
    return { ...page, entries: page.entries.toSpliced(place, 0, row) };
  });
  return placed ? { ...rest, pages: next } : rest;
}
