import { beforeEach, expect, test } from "vitest";
import { unfinished } from "./unfinished.ts";

const NOW = Date.parse("2026-11-26T12:00:00Z");

function keep(key: string, hoursAgo: number, filename: string, purpose = "post"): void {
  const creationTime = new Date(NOW - hoursAgo * 3_600_000).toString();
  localStorage.setItem(key, JSON.stringify({ creationTime, metadata: { purpose, filename } }));
}

beforeEach(() => localStorage.clear());

test("cut transfers of the day are named, the newest first", () => {
  keep("tus::tonghao·post·a::1", 5, "a.jpg");
  keep("tus::tonghao·post·b::2", 1, "b.jpg");
  keep("tus::tonghao·avatar·c::3", 1, "c.jpg", "avatar");
  keep("another", 1, "d.jpg");
  expect(unfinished("post", NOW)).toEqual(["b.jpg", "a.jpg"]);
});

test("what is over or cannot be read is forgotten", () => {
  keep("tus::tonghao·post·old::1", 25, "old.jpg");
  localStorage.setItem("tus::tonghao·post·broken::2", "{");
  expect(unfinished("post", NOW)).toEqual([]);
  expect(localStorage).toHaveLength(0);
});
