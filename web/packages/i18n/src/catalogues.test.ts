import { expect, test } from "vitest";
import { en as sharedEn } from "./shared/en.ts";
import { zh as sharedZh } from "./shared/zh.ts";

type Module = Record<string, Record<string, string>>;
type Catalogue = [string, Record<string, string>, Record<string, string>];
const member = import.meta.glob<Module>("./member/*.ts", { eager: true });
const ofConsole = import.meta.glob<Module>(["./console/*.zh.ts", "./console/*.en.ts"], { eager: true });

function areasOf(modules: Record<string, Module>): Catalogue[] {
  return Object.entries(modules).flatMap(([file, module]): Catalogue[] => {
    const zh = module["zh"];
    const en = modules[file.replace(".zh.", ".en.")]?.["en"];
    return zh === undefined ? [] : [[file, zh, en ?? {}]];
  });
}

const catalogues: Catalogue[] = [["shared", sharedZh, sharedEn], ...areasOf(member), ...areasOf(ofConsole)];

function placeholders(text: string | undefined): string[] {
  return (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
}

test.each(catalogues)("%s: both languages name the same values", (_name, zh, en) => {
  for (const [key, text] of Object.entries(zh)) expect([key, placeholders(en[key])]).toEqual([key, placeholders(text)]);
});

test.each([
  ["member app", member],
  ["console", ofConsole],
])("a key stands in one area of the %s", (_name, modules) => {
  const keys = Object.values(modules).flatMap((module) => Object.keys(module["zh"] ?? {}));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test.each(catalogues)("%s: no text cheers", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text).not.toMatch(/[!！]/);
});

test.each(catalogues)("%s: no text is empty", (_name, zh, en) => {
  for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe("");
});
