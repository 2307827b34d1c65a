import type { PanelRow } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { fullTimeOf, shownZone } from "@tonghao/ui";
import { Chip } from "../moderation/chips.tsx";
import { useCategories } from "../moderation/queries.ts";
import { useT } from "../text.ts";

const TONES = { removed: "bad", released: "good", few: "waiting", split: "waiting", unsigned: "waiting" } as const;

/** How a panel stands: before its end only how many have answered, afterwards everything but who. */
export function Standing({ row }: { row: PanelRow }) {
  const t = useT();
  const locale = useLocale();
  const { nameOf } = useCategories();
  const outcome = row.outcome ?? null;
  const tone = outcome === null ? "waiting" : outcome in TONES ? TONES[outcome as keyof typeof TONES] : "plain";
  const view = row.own_view ?? null;
  const agrees = row.agrees ?? null;
  return (
    <div className="flex flex-col gap-1.5">
      <p>
        <Chip tone={tone}>{t(outcome === null ? "panels.outcome_open" : `panels.outcome_${outcome}`)}</Chip>
      </p>
      <p className="figures">
        {t("panels.sits", { name: row.asked_by.name, rule: nameOf(row.category), answered: row.answered, waiting: row.waiting })}
      </p>
      {outcome === null && <p className="text-sm text-muted">{t("panels.until", { at: fullTimeOf(Date.parse(row.due_at), locale, shownZone()) })}</p>}
      {outcome !== null && (
        <>
          <p className="figures font-medium">{t("panels.split", { breaks: row.breaks, keeps: row.keeps, cannot_say: row.cannot_say })}</p>
          {view !== null && <p className="text-sm text-muted">{t("panels.own_was", { view: t(`panels.${view}`) })}</p>}
          {agrees !== null && <p className="text-sm">{t(agrees ? "panels.agrees" : "panels.differs")}</p>}
          {row.overturned && <p className="text-sm font-medium">{t("panels.overturned")}</p>}
        </>
      )}
      <details className="text-sm text-muted">
        <summary className="min-h-6 cursor-pointer">{t("panels.proof")}</summary>
        <p className="break-all">{t("panels.proof_text", { pool: row.pool, hash: row.seed_hash })}</p>
        {typeof row.seed === "string" && <p className="break-all">{t("panels.seed", { seed: row.seed })}</p>}
      </details>
    </div>
  );
}
