import { expect, test } from "vitest";
import { en as consoleEn } from "./console/en.ts";
import { zh as consoleZh } from "./console/zh.ts";
import { en as memberEn } from "./member/en.ts";
import { zh as memberZh } from "./member/zh.ts";
import { en as sharedEn } from "./shared/en.ts";
import { zh as sharedZh } from "./shared/zh.ts";

const catalogues: [string, Record<string, string>, Record<string, string>][] = [
  ["shared", sharedZh, sharedEn],
  ["member", memberZh, memberEn],
  ["console", consoleZh, consoleEn],
];

function placeholders(text: string | undefined): string[] {
  return (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
}

test.each(catalogues)("%s: both languages name the same values", (_name, zh, en) => {
  for (const [key, text] of Object.entries(zh)) expect([key, placeholders(en[key])]).toEqual([key, placeholders(text)]);
});

test.each(catalogues)("%s: no text cheers", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toMatch(/[!！]/);
});

test.each(catalogues)("%s: no text is empty", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe("");
});
