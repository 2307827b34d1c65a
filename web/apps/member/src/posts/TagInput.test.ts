import { expect, test } from "vitest";
import { tagOf } from "./TagInput.tsx";

test.each([
  ["#跑步", "跑步"],
  ["Ｒｕｎ", "run"],
  ["  慢 跑 ", "慢 跑"],
])("%s is kept as %s, as on the server", (typed, kept) => {
  expect(tagOf(typed)).toBe(kept);
});

test.each(["", "###", "长".repeat(21), "😀", "a/b"])("%s is no tag", (typed) => {
  expect(tagOf(typed)).toBeNull();
});
