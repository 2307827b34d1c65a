import { inLocale, useLocale } from "@tonghao/i18n";
import { useQuery } from "@tanstack/react-query";
import { useT } from "../text.ts";
import "./live.ts";
import { levelsQuery } from "./queries.ts";

/** "5 常客": small, and of one colour on every level. */
export default function LevelMark({ circleId, level }: { circleId: string; level: number }) {
  const t = useT();
  const locale = useLocale();
  const { data } = useQuery(levelsQuery(circleId));
  const named = data?.levels[level - 1];
  if (named === undefined || !data?.is_on) return null;
  const title = inLocale(locale, named.zh, named.en);
  return (
    <span className="shrink-0 rounded-full border border-line px-1.5 text-xs leading-5 text-muted">
      <span className="sr-only">{t("levels.level", { level })} </span>
      <span aria-hidden="true" className="mr-1 font-semibold text-brand tabular-nums">
        {level}
      </span>
      {title}
    </span>
  );
}
