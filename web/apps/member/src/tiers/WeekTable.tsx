import type { Week } from "@tonghao/api";
import { useT } from "../text.ts";

/** The weeks as rows, each number with what it is a share of. */
export function WeekTable({ weeks }: { weeks: Week[] }) {
  const t = useT();
  const minutes = (seconds: number | null) => (seconds === null ? t("weeks.no_number") : t("weeks.minutes", { count: Math.max(1, Math.round(seconds / 60)) }));
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  return (
    <ul className="flex flex-col gap-4">
      {weeks.map((week) => (
        <li key={week.week} className="border-t border-line pt-3 first:border-t-0 first:pt-0">
          <h3 className="flex flex-wrap items-center gap-2 font-medium tabular-nums">
            {t("weeks.from", { date: week.week })}
            <span className={`rounded-full px-2 text-sm font-normal ${week.is_clean ? "bg-tint" : "bg-amber-tint"}`}>
              {t(week.is_over ? (week.is_clean ? "weeks.clean" : "weeks.not_clean") : "weeks.goes_on")}
            </span>
          </h3>
          <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 text-sm tabular-nums">
            <dt className="text-muted">{t("weeks.hold_age", { of: week.hold_age.of })}</dt>
            <dd className="text-right">
              {minutes(week.hold_age.p50_seconds)} / {minutes(week.hold_age.p95_seconds)}
            </dd>
            <dt className="text-muted">{t("weeks.first_answer", { of: week.first_answer.of })}</dt>
            <dd className="text-right">
              {minutes(week.first_answer.p50_seconds)} / {minutes(week.first_answer.p95_seconds)}
            </dd>
            <dt className="text-muted">{t("weeks.missed")}</dt>
            <dd className="text-right">{t("weeks.of", week.missed)}</dd>
            <dt className="text-muted">{t("weeks.upheld")}</dt>
            <dd className="text-right">{t("weeks.of", week.upheld)}</dd>
            <dt className="text-muted">{t("weeks.overturned")}</dt>
            <dd className="text-right">{t("weeks.of", week.overturned)}</dd>
            <dt className="text-muted">{t("weeks.leaks")}</dt>
            <dd className="text-right">{week.leaks.of === 0 ? t("weeks.not_measured") : t("weeks.of_between", { ...week.leaks, low: percent(week.leaks.low), high: percent(week.leaks.high) })}</dd>
            <dt className="text-muted">{t("weeks.covered")}</dt>
            <dd className="text-right">{t("weeks.hours", { count: Math.round(week.covered.count / 60), of: Math.round(week.covered.of / 60) })}</dd>
            <dt className="text-muted">{t("weeks.views")}</dt>
            <dd className="text-right">{week.views_before === null ? t("weeks.not_measured") : t("weeks.views_of", { count: week.views_before, removed: week.removed })}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
