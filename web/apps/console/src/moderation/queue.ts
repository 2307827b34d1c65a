/** The open queue as it is kept: gravest first, then the clock that runs out first, as the server sorts. Pure. */
import type { CaseRow } from "@tonghao/api";
import type { Pages } from "../cache.ts";

/** Negative when `one` comes before `other`. */
export function order(one: CaseRow, other: CaseRow): number {
  if (one.severity !== other.severity) return other.severity - one.severity;
  const sooner = Date.parse(one.due_at) - Date.parse(other.due_at);
  if (sooner !== 0) return sooner;
  return one.case_id < other.case_id ? -1 : one.case_id > other.case_id ? 1 : 0;
}

/** The queue without a case; the very same object when it was not there. */
export function withoutCase(pages: Pages<CaseRow>, caseId: string): Pages<CaseRow> {
  if (!pages.pages.some((page) => page.entries.some((row) => row.case_id === caseId))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, entries: page.entries.filter((row) => row.case_id !== caseId) })),
  };
}

/** The queue with an open case in its place. What lies behind the last fetched page comes with the next fetch. */
export function withCase(pages: Pages<CaseRow>, row: CaseRow): Pages<CaseRow> {
  const rest = withoutCase(pages, row.case_id);
  if (row.state !== "open") return rest;
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
