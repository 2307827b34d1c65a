import { expect, test, vi } from "vitest";
import { needWords, setLocale, startTexts, textOf } from "./texts.ts";

test("a page that opens while the language changes has its words in both", async () => {
  vi.stubGlobal("document", { documentElement: { lang: "" } });
  let arrive = () => {};
  const waits = new Promise<void>((done) => (arrive = done));
  const load = async (area: string, locale: string) => {
    if (locale === "en" && area === "first") await waits;
    return { [`${area}.title`]: `${area} ${locale}` };
  };
  await startTexts(load, ["first"], "zh-CN");
  const changing = setLocale("en");
  await needWords(["wallet"]);
  expect(textOf("wallet.title")).toBe("wallet zh-CN");
  arrive();
  await changing;
  expect(textOf("wallet.title")).toBe("wallet en");
});
