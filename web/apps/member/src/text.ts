/** The member app's words, each area with the pages that say them. */
import { type LoadWords, type Locale, needWords, startTexts, textOf, useTexts } from "@tonghao/i18n";
import type { MemberArea, MemberKey } from "@tonghao/i18n/member/keys.ts";

export type { MemberKey } from "@tonghao/i18n/member/keys.ts";

const files = import.meta.glob<Record<string, Record<string, string>>>(
  "../../../packages/i18n/src/{member/*.zh,member/*.en,shared/zh,shared/en}.ts",
);

const load: LoadWords = async (area, locale) => {
  const half = locale === "en" ? "en" : "zh";
  const name = area === "shared" ? `shared/${half}` : `member/${area}.${half}`;
  const module = await files[`../../../packages/i18n/src/${name}.ts`]?.();
  return module?.[half] ?? {};
};

export function startMemberTexts(locale?: Locale): Promise<void> {
  return startTexts(load, ["shared", "first"], locale);
}

/** A loader of a page or piece that brings the words of `areas` along. */
export function withWords<Module>(areas: readonly MemberArea[], bring: () => Promise<Module>): () => Promise<Module> {
  return async () => (await Promise.all([bring(), needWords(areas)]))[0];
}

export const useT = () => useTexts<MemberKey>();
export const say = textOf<MemberKey>;
