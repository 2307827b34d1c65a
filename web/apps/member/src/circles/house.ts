/** The rules of a circle beyond the platform's policy, as the pages say them. */
import { type Circle, getHouseRules, type HouseRules, listHouseRules, type Raisable } from "@tonghao/api";
import { inLocale, type Locale, type Values } from "@tonghao/i18n";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";
import type { MemberKey } from "../text.ts";

export const houseQuery = (circleId: string) =>
  queryOptions({ queryKey: ["house", circleId], queryFn: ({ signal }) => getHouseRules({ path: { circle_id: circleId }, signal }) });

export const houseVersionsQuery = (circle: Circle) =>
  infiniteQueryOptions({
    queryKey: ["house-versions", circle.circle_id],
    queryFn: ({ pageParam, signal }) => listHouseRules({ path: { circle_id: circle.circle_id }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

/** One sentence for each rule. */
export function linesOf(rules: HouseRules, raisable: Raisable[], locale: Locale, t: (key: MemberKey, values?: Values) => string): string[] {
  const lines = raisable.flatMap((one) => {
    const severity = rules.severities?.[one.code];
    if (severity === undefined) return [];
    return [t(severity === 3 ? "house.line_3" : "house.line_2", { category: inLocale(locale, one.zh, one.en) })];
  });
  for (const { term, reason } of rules.words ?? []) {
    lines.push(term === "" ? t("house.line_word", { reason }) : t("house.line_own_word", { term, reason }));
  }
  if (rules.no_links === true) lines.push(t("house.line_links"));
  const { photo_days = 0, first_posts = 0 } = rules;
  if (photo_days > 0) lines.push(t("house.line_photos", { count: photo_days }));
  if (first_posts > 0) lines.push(t("house.line_first", { count: first_posts }));
  return lines;
}
