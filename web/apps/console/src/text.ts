/** The console's words. */
import { type LoadWords, startTexts, textOf, useTexts } from "@tonghao/i18n";
import type { ConsoleKey } from "@tonghao/i18n/console/keys.ts";

export type { ConsoleKey } from "@tonghao/i18n/console/keys.ts";

const load: LoadWords = async (_, locale) => {
  if (locale === "en") {
    const [shared, own] = await Promise.all([import("@tonghao/i18n/shared/en.ts"), import("@tonghao/i18n/console/en.ts")]);
    return { ...shared.en, ...own.en };
  }
  const [shared, own] = await Promise.all([import("@tonghao/i18n/shared/zh.ts"), import("@tonghao/i18n/console/zh.ts")]);
  return { ...shared.zh, ...own.zh };
};

export const startConsoleTexts = () => startTexts(load, ["console"]);
export const useT = () => useTexts<ConsoleKey>();
export type Say = ReturnType<typeof useT>;
export const say = textOf<ConsoleKey>;
