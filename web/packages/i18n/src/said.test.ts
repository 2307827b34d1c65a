import { expect, test } from "vitest";
import { said } from "./said.ts";

const texts = { hello: "{{name}}，你好", members_one: "{{count}} member", members_other: "{{count}} members" };

test("values stand where they are named", () => {
  expect(said(texts, "zh-CN", "hello", { name: "小满" })).toBe("小满，你好");
  expect(said(texts, "zh-CN", "hello")).toBe("，你好");
});

test("what a value says is never read as a place again", () => {
  expect(said(texts, "zh-CN", "hello", { name: "{{count}}$&" })).toBe("{{count}}$&，你好");
});

test("a number takes the form that its language has for it", () => {
  expect(said(texts, "en", "members", { count: 1 })).toBe("1 member");
  expect(said(texts, "en", "members", { count: 2 })).toBe("2 members");
  expect(said(texts, "zh-CN", "members", { count: 1 })).toBe("1 members");
});

test("a missing text is seen", () => {
  expect(said(texts, "en", "nothing.here")).toBe("nothing.here");
});
