import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { told } from "./told.ts";

const CATEGORY = { zh: "诈骗", en: "Fraud", rule_zh: "不骗钱。", rule_en: "No fraud." };
const notice = readFileSync(resolve(import.meta.dirname, "../../../../../src/tonghao/notifications/notice.py"), "utf8");

test.each(["release", "label", "fold", "blur", "limit", "remove"] as const)("the preview of a %s says what the server will say", (act) => {
  for (const category of [CATEGORY, undefined]) {
    const { message } = told(act, "post", category);
    const template = (text: string) =>
      text.replace("帖子", "{thing.zh}").replace("post", "{thing.en}").replace("诈骗", "{told.zh}").replace("Fraud", "{told.en}");
    expect(notice).toContain(template(message.zh));
    expect(notice).toContain(template(message.en));
  }
});

test("every kind of thing has the server's name", () => {
  for (const kind of ["post", "comment", "photo", "account", "circle"]) {
    const thing = told("remove", kind, undefined).message;
    expect(notice).toContain(`"${kind}": Sentences("${thing.zh.slice("管理员移除了你的".length, -1)}"`);
    expect(notice).toContain(`"${thing.en.slice("A moderator removed your ".length, -1)}")`);
  }
});

test("only a removal with a category quotes the rule", () => {
  expect(told("remove", "post", CATEGORY).rule).toEqual({ zh: "不骗钱。", en: "No fraud." });
  expect(told("release", "post", CATEGORY).rule).toBeNull();
});
