import type { Differing } from "@tonghao/api";
import { useCategories } from "../moderation/queries.ts";
import { useT } from "../text.ts";

const ACTS = ["allow", "label", "hold", "quarantine"] as const;

/** How many decisions two versions take alike, and how many which way. */
export function Moves({ counts, isOver }: { counts: Record<string, number>; isOver: boolean }) {
  const t = useT();
  const moves = ACTS.flatMap((before) => ACTS.map((after) => ({ before, after, number: counts[`${before}>${after}`] ?? 0 }))).filter((one) => one.number > 0);
  const same = moves.filter((one) => one.before === one.after).reduce((sum, one) => sum + one.number, 0);
  const moved = moves.filter((one) => one.before !== one.after);
  return (
    <ul className="text-sm">
      <li>{t("policy.replay_same", { number: same })}</li>
      {moved.map((one) => (
        <li key={`${one.before}${one.after}`} className="font-semibold">
          {t("policy.replay_moved", { before: t(`policy.act.${one.before}`), after: t(`policy.act.${one.after}`), number: one.number })}
        </li>
      ))}
      {isOver && moved.length === 0 && <li>{t("policy.replay_none")}</li>}
    </ul>
  );
}

/** What would be decided differently, one by one. */
export function Changed({ changed }: { changed: Differing[] }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <ul className="flex flex-col divide-y divide-line text-sm">
      {changed.map((one) => (
        <li key={one.subject_id} className="py-2">
          <p className="break-words">{one.kind === "photo" ? t("policy.photo") : one.excerpt}</p>
          <p className="text-muted">
            {t(`policy.act.${one.before}`)} → {t(`policy.act.${one.after}`)}
            {one.category !== null && ` · ${nameOf(one.category)}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
