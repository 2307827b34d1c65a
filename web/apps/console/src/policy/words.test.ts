import { expect, test } from "vitest";
import { wordsOf } from "./words.ts";

test("a line is a word, its category and why", () => {
  expect(wordsOf("梧桐暗号，fraud，有人用它骗钱，两次\n\n 老地方,spam.contact,引流", "high")).toEqual([
    { term: "梧桐暗号", category: "fraud", reason: "有人用它骗钱，两次", sure: "high" },
    { term: "老地方", category: "spam.contact", reason: "引流", sure: "high" },
  ]);
});

test("the first line that is not right is named", () => {
  expect(wordsOf("梧桐暗号,fraud,骗钱\n老地方,fraud", "middle")).toBe(2);
  expect(wordsOf("a,fraud,too short", "middle")).toBe(1);
});
