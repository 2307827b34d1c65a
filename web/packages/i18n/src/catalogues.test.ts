import { expect, test } from "vitest";
import { en as consoleEn } from "./console/en.ts";
import { zh as consoleZh } from "./console/zh.ts";
import { en as sharedEn } from "./shared/en.ts";
import { zh as sharedZh } from "./shared/zh.ts";

type Module = Record<string, Record<string, string>>;
const member = import.meta.glob<Module>("./member/*.ts", { eager: true });

const catalogues: [string, Record<string, string>, Record<string, string>][] = [
  ["shared", sharedZh, sharedEn],
  ...Object.entries(member).flatMap(([file, module]): [string, Record<string, string>, Record<string, string>][] => {
    const zh = module["zh"];
    const en = member[file.replace(".zh.", ".en.")]?.["en"];
    return zh === undefined ? [] : [[file, zh, en ?? {}]];
  }),
  ["console", consoleZh, consoleEn],
];

function placeholders(text: string | undefined): string[] {
  return (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
}

test.each(catalogues)("%s: both languages name the same values", (_name, zh, en) => {
  for (const [key, text] of Object.entries(zh)) expect([key, placeholders(en[key])]).toEqual([key, placeholders(text)]);
});

test("a key stands in one area of the member app", () => {
  const keys = Object.values(member).flatMap((module) => Object.keys(module["zh"] ?? {}));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(catalogues)("%s: no text cheers", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toMatch(/[!！]/);
});

test.each(catalogues)("%s: no text is empty", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe("");
});
