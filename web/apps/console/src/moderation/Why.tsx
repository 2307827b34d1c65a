import type { Points } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { classes } from "@tonghao/ui";
import { useT } from "../text.ts";
import { useSecond } from "./DueClock.tsx";
import { pointsAt } from "./queue.ts";

/** Why something stands where it stands: the points, each a doubling, and what they come from. */
export function Why({ points, className }: { points: Points; className?: string }) {
  const t = useT();
  const locale = useLocale();
  const { waiting, sum } = pointsAt(points, useSecond());
  const said = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <span className={classes("figures block", className)}>
      <span className="font-semibold">{t("queue.points", { points: said(sum) })}</span>
      <span className="block text-sm text-muted">
        {t("queue.why_harm", { points: said(points.harm) })} · {t("queue.why_reach", { points: said(points.reach), count: points.people })}
        {points.reports > 0 && ` · ${t("queue.why_reports", { points: said(points.reports) })}`} · {t("queue.why_waiting", { points: said(waiting) })}
      </span>
    </span>
  );
}
