import type { CaseRow, Page } from "@tonghao/api";
import { id, person } from "@tonghao/testing";
import { expect, test } from "vitest";
import type { Pages } from "../cache.ts";
import { order, withCase, withoutCase } from "./queue.ts";

function row(severity: number, dueAt: string, given: Partial<CaseRow> = {}): CaseRow {
  return {
    case_id: id(),
    inlet: "machine",
    subject_kind: "post",
    subject_id: id(),
    post_id: null,
    category: "fraud",
    severity,
    state: "open",
    reports: 0,
    circle: null,
    author: person(),
    excerpt: "",
    has_photos: false,
    opened_at: "2026-11-22T00:00:00Z",
    due_at: dueAt,
    claimed_by: null,
    closed_at: null,
    ...given,
  };
}

function pagesOf(...pages: Page<CaseRow>[]): Pages<CaseRow> {
  return { pages, pageParams: pages.map(() => null) };
}

const ids = (pages: Pages<CaseRow>) => pages.pages.map((page) => page.entries.map((entry) => entry.case_id));

test("the graver comes first, then the more urgent, then the older", () => {
  const urgent = row(2, "2026-11-22T01:00:00Z");
  const later = row(2, "2026-11-22T02:00:00Z");
  const grave = row(4, "2026-11-23T00:00:00Z");
  const twin = { ...urgent, case_id: id() };
  expect([twin, later, urgent, grave].sort(order)).toEqual([grave, urgent, twin, later]);
});

test("times with and without fractions of a second are compared as times", () => {
  expect(order(row(1, "2026-11-22T01:00:00Z"), row(1, "2026-11-22T01:00:00.500000Z"))).toBeLessThan(0);
});

test("a new case takes its place among the others, as a fresh fetch would show it", () => {
  const first = row(3, "2026-11-22T01:00:00Z");
  const last = row(1, "2026-11-22T01:00:00Z");
  const arrived = row(2, "2026-11-22T01:00:00Z");
  const before = pagesOf({ entries: [first, last], next_cursor: null });
  expect(ids(withCase(before, arrived))).toEqual([[first.case_id, arrived.case_id, last.case_id]]);
});

test("a case behind the last fetched page waits for its page", () => {
  const shown = row(3, "2026-11-22T01:00:00Z");
  const before = pagesOf({ entries: [shown], next_cursor: "more" });
  expect(withCase(before, row(1, "2026-11-22T01:00:00Z"))).toBe(before);
});

test("in an empty queue it is the only one", () => {
  const arrived = row(1, "2026-11-22T01:00:00Z");
  expect(ids(withCase(pagesOf({ entries: [], next_cursor: null }), arrived))).toEqual([[arrived.case_id]]);
});

test("a case told twice stands once, where it now belongs", () => {
  const other = row(2, "2026-11-22T01:00:00Z");
  const known = row(1, "2026-11-22T01:00:00Z");
  const before = pagesOf({ entries: [other, known], next_cursor: null });
  const graver = { ...known, severity: 4 };
  const after = withCase(before, graver);
  expect(ids(after)).toEqual([[known.case_id, other.case_id]]);
  expect(withCase(after, graver)).toEqual(after);
});

test("a decided case leaves the queue, in whatever page it stood", () => {
  const one = row(3, "2026-11-22T01:00:00Z");
  const two = row(2, "2026-11-22T01:00:00Z");
  const before = pagesOf({ entries: [one], next_cursor: "more" }, { entries: [two], next_cursor: null });
  expect(ids(withoutCase(before, two.case_id))).toEqual([[one.case_id], []]);
  expect(ids(withCase(before, { ...one, state: "removed" }))).toEqual([[], [two.case_id]]);
});

test("what is not there changes nothing", () => {
  const before = pagesOf({ entries: [row(1, "2026-11-22T01:00:00Z")], next_cursor: null });
  expect(withoutCase(before, id())).toBe(before);
});
