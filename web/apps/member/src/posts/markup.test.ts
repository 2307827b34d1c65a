import { expect, test } from "vitest";
import { blocksOf, inlineOf, prefixed, wrapped } from "./markup.ts";

test("an empty line parts paragraphs, a single one breaks the line", () => {
  expect(blocksOf("一\n二\n\n三")).toEqual([
    { kind: "paragraph", inside: [{ kind: "text", text: "一" }, { kind: "break" }, { kind: "text", text: "二" }] },
    { kind: "paragraph", inside: [{ kind: "text", text: "三" }] },
  ]);
});

test("bold may hold emphasis, and marks inside words of Chinese work without spaces", () => {
  expect(inlineOf("这是**很*重*要**的")).toEqual([
    { kind: "text", text: "这是" },
    { kind: "strong", inside: [{ kind: "text", text: "很" }, { kind: "em", inside: [{ kind: "text", text: "重" }] }, { kind: "text", text: "要" }] },
    { kind: "text", text: "的" },
  ]);
});

test("marks without a partner stay as they were typed", () => {
  expect(inlineOf("2 * 3 = 6 和 a_b_c")).toEqual([{ kind: "text", text: "2 * 3 = 6 和 a_b_c" }]);
});

test("nothing inside code is markup", () => {
  expect(inlineOf("`**x**`")).toEqual([{ kind: "code", text: "**x**" }]);
  expect(blocksOf("```\n**x**\n```")).toEqual([{ kind: "code", text: "**x**" }]);
});

test("an address ends before the sentence's own marks", () => {
  expect(inlineOf("见 https://example.org/a.")).toEqual([
    { kind: "text", text: "见 " },
    { kind: "link", href: "https://example.org/a", inside: [{ kind: "text", text: "https://example.org/a" }] },
    { kind: "text", text: "." },
  ]);
  expect(inlineOf("https://example.org。好")[0]).toMatchObject({ href: "https://example.org" });
});

test("only web addresses become links", () => {
  expect(inlineOf("[x](javascript:alert(1))").some((run) => run.kind === "link")).toBe(false);
});

test("lists and quotes are blocks", () => {
  expect(blocksOf("- 一\n- 二\n\n> 他说\n> 好")).toEqual([
    { kind: "list", ordered: false, entries: [[{ kind: "text", text: "一" }], [{ kind: "text", text: "二" }]] },
    { kind: "quote", blocks: [{ kind: "paragraph", inside: [{ kind: "text", text: "他说" }, { kind: "break" }, { kind: "text", text: "好" }] }] },
  ]);
});

test("quotes without end do not exhaust the stack", () => {
  expect(blocksOf(">".repeat(5000))).toHaveLength(1);
});

test("the toolbar puts marks around the selection and takes them away again", () => {
  const once = wrapped("一二三", 1, 2, "**");
  expect(once).toEqual({ text: "一**二**三", from: 3, to: 4 });
  expect(wrapped(once.text, once.from, once.to, "**")).toEqual({ text: "一二三", from: 1, to: 2 });
});

test("the toolbar marks whole lines", () => {
  const once = prefixed("一\n二\n三", 1, 3, "- ");
  expect(once.text).toBe("- 一\n- 二\n三");
  expect(prefixed(once.text, once.from, once.to, "- ").text).toBe("一\n二\n三");
});
