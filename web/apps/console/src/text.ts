/** The console's words. */
import { startTexts, textOf, useTexts } from "@tonghao/i18n";
import type { ConsoleKey } from "@tonghao/i18n/console/keys.ts";

export type { ConsoleKey } from "@tonghao/i18n/console/keys.ts";

const loaders: Parameters<typeof startTexts>[0] = {
  "zh-CN": async () => {
    const [shared, own] = await Promise.all([import("@tonghao/i18n/shared/zh.ts"), import("@tonghao/i18n/console/zh.ts")]);
    return [shared.zh, own.zh];
  },
  en: async () => {
    const [shared, own] = await Promise.all([import("@tonghao/i18n/shared/en.ts"), import("@tonghao/i18n/console/en.ts")]);
    return [shared.en, own.en];
  },
};

export const startConsoleTexts = () => startTexts(loaders);
export const useT = () => useTexts<ConsoleKey>();
export type Say = ReturnType<typeof useT>;
export const say = textOf<ConsoleKey>;
