/** The member app's words. */
import { type Locale, startTexts, textOf, useTexts } from "@tonghao/i18n";
import type { MemberKey } from "@tonghao/i18n/member/keys.ts";

export type { MemberKey } from "@tonghao/i18n/member/keys.ts";

const loaders: Parameters<typeof startTexts>[0] = {
  "zh-CN": async () => {
    const [shared, member] = await Promise.all([
      import("@tonghao/i18n/shared/zh.ts"),
      import("@tonghao/i18n/member/zh.ts"),
    ]);
    return [shared.zh, member.zh];
  },
  en: async () => {
    const [shared, member] = await Promise.all([
      import("@tonghao/i18n/shared/en.ts"),
      import("@tonghao/i18n/member/en.ts"),
    ]);
    return [shared.en, member.en];
  },
};

export function startMemberTexts(locale?: Locale): Promise<void> {
  return startTexts(loaders, locale);
}

export const useT = () => useTexts<MemberKey>();
export const say = textOf<MemberKey>;
