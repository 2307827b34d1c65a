import type { Finding } from "@tonghao/api";
import { expect, test } from "vitest";
import { piecesOf } from "./marks.ts";

function finding(span: [number, number] | null, category = "spam.contact"): Finding {
  return { category, severity: 1, score: 0.9, stage: "lexicon", span, source: "加微信" };
}
const cut = (text: string, ...findings: Finding[]) => piecesOf(text, findings).map((piece) => [piece.text, piece.findings.length]);

test("the found words stand in a piece of their own", () => {
  expect(cut("你好加微信吧", finding([2, 5]))).toEqual([["你好", 0], ["加微信", 1], ["吧", 0]]);
});

test("an emoji before them counts as one character", () => {
  expect(cut("😀😀加微信", finding([2, 5]))).toEqual([["😀😀", 0], ["加微信", 1]]);
});

test("findings may overlap", () => {
  expect(cut("abcdef", finding([1, 4]), finding([2, 6]))).toEqual([["a", 0], ["b", 1], ["cd", 2], ["ef", 1]]);
});

test("no place, or one outside the text, marks nothing", () => {
  expect(cut("abc", finding(null), finding([7, 9]))).toEqual([["abc", 0]]);
  expect(cut("", finding([0, 1]))).toEqual([]);
});
