import type { CaseRow, Page, QueueRow } from "@tonghao/api";
import { id, person } from "@tonghao/testing";
import { expect, test } from "vitest";
import type { Pages } from "../cache.ts";
import { order, pointsAt, withCase, withoutCase } from "./queue.ts";

function kept(priority: number, given: Partial<CaseRow> = {}): CaseRow {
  return {
    case_id: id(),
    inlet: "machine",
    subject_kind: "post",
    subject_id: id(),
    post_id: null,
    category: "fraud",
    severity: 3,
    state: "open",
    reports: 0,
    circle: null,
    author: person(),
    excerpt: "",
    has_photos: false,
    opened_at: "2026-11-22T00:00:00Z",
    due_at: "2026-11-22T01:00:00Z",
    claimed_by: null,
    assigned_to: null,
    closed_at: null,
    priority,
    points: { harm: 12, reports: 0, reach: 0, people: 1, waits_since: "2026-11-22T00:00:00Z" },
    ...given,
  };
}

function row(priority: number): QueueRow & { case: CaseRow } {
  return { priority, case: kept(priority), appeal: null };
}

function appeal(priority: number): QueueRow {
  const one = kept(priority);
  return {
    priority,
    case: null,
    appeal: { appeal_id: id(), number: "A-1", act: "remove", party: "author", category: "fraud", excerpt: "", circle: null, appellant: person(), filed_at: one.opened_at, due_at: one.due_at, points: one.points },
  };
}

function pagesOf(...pages: Page<QueueRow>[]): Pages<QueueRow> {
  return { pages, pageParams: pages.map(() => null) };
}

const idsOf = (row: QueueRow) => row.case?.case_id ?? row.appeal?.appeal_id;
const ids = (pages: Pages<QueueRow>) => pages.pages.map((page) => page.entries.map(idsOf));

test("the weightier comes first, and of two alike the newer, as the server sorts", () => {
  const [light, grave, asked, twin] = [row(-320.5), row(-310), appeal(-315), row(-320.5)];
  expect([light, twin, asked, grave].sort(order)).toEqual([grave, asked, twin, light]);
});

test("a day of waiting is one point, and all points add up", () => {
  const points = { harm: 6, reports: 0.5, reach: 4, people: 16, waits_since: "2026-11-22T00:00:00Z" };
  expect(pointsAt(points, Date.parse("2026-11-23T12:00:00Z"))).toEqual({ waiting: 1.5, sum: 12 });
  expect(pointsAt(points, Date.parse("2026-11-21T00:00:00Z")).waiting).toBe(0);
});

test("a new case takes its place among cases and appeals, as a fresh fetch would show it", () => {
  const [first, last, arrived] = [appeal(-300), row(-320), kept(-310)];
  const before = pagesOf({ entries: [first, last], next_cursor: null });
  expect(ids(withCase(before, arrived))).toEqual([[idsOf(first), arrived.case_id, last.case.case_id]]);
});

test("a case behind the last fetched page waits for its page", () => {
  const before = pagesOf({ entries: [row(-300)], next_cursor: "more" });
  expect(withCase(before, kept(-320))).toBe(before);
});

test("in an empty queue it is the only one", () => {
  const arrived = kept(-320);
  expect(ids(withCase(pagesOf({ entries: [], next_cursor: null }), arrived))).toEqual([[arrived.case_id]]);
});

test("a case told twice stands once, where it now belongs", () => {
  const [other, known] = [row(-310), row(-320)];
  const before = pagesOf({ entries: [other, known], next_cursor: null });
  const graver = { ...known.case, priority: -300 };
  const after = withCase(before, graver);
  expect(ids(after)).toEqual([[known.case.case_id, other.case.case_id]]);
  expect(withCase(after, graver)).toEqual(after);
});

test("a decided case leaves the queue, in whatever page it stood", () => {
  const [one, two] = [row(-300), row(-320)];
  const before = pagesOf({ entries: [one], next_cursor: "more" }, { entries: [two], next_cursor: null });
  expect(ids(withoutCase(before, two.case.case_id))).toEqual([[one.case.case_id], []]);
  expect(ids(withCase(before, { ...one.case, state: "removed" }))).toEqual([[], [two.case.case_id]]);
});

test("what is not there changes nothing", () => {
  const before = pagesOf({ entries: [row(-320)], next_cursor: null });
  expect(withoutCase(before, id())).toBe(before);
});
