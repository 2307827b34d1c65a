import type { PolicyReplay } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { useCategories } from "../moderation/queries.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { replayQuery } from "./queries.ts";

const ACTS = ["allow", "label", "hold", "quarantine"] as const;

/** The newest replay: how far it is, how many decisions would change, and which. */
export function Replay() {
  const { data } = useQuery(replayQuery);
  return data === undefined || data === null ? null : <Shown replay={data} />;
}

function Shown({ replay }: { replay: PolicyReplay }) {
  const t = useT();
  const { nameOf } = useCategories();
  const moves = ACTS.flatMap((before) => ACTS.map((after) => ({ before, after, number: replay.counts[`${before}>${after}`] ?? 0 }))).filter((one) => one.number > 0);
  const same = moves.filter((one) => one.before === one.after).reduce((sum, one) => sum + one.number, 0);
  const moved = moves.filter((one) => one.before !== one.after);
  const share = replay.total === 0 ? 100 : Math.min(100, (replay.done / replay.total) * 100);
  return (
    <Panel title={t("policy.replay_title", { number: replay.number, against: replay.against, days: replay.days })}>
      <p role="status" className="text-sm text-muted">
        {t(`policy.state.${replay.state}`)} · {t("policy.replay_progress", { done: replay.done, total: replay.total })}
      </p>
      <progress max={100} value={share} aria-label={t(`policy.state.${replay.state}`)} className="h-2 w-full accent-brand" />
      <ul className="text-sm">
        <li>{t("policy.replay_same", { number: same })}</li>
        {moved.map((one) => (
          <li key={`${one.before}${one.after}`} className="font-semibold">
            {t("policy.replay_moved", { before: t(`policy.act.${one.before}`), after: t(`policy.act.${one.after}`), number: one.number })}
          </li>
        ))}
        {replay.state === "done" && moved.length === 0 && <li>{t("policy.replay_none")}</li>}
      </ul>
      <ul className="flex flex-col divide-y divide-line text-sm">
        {replay.changed.map((one) => (
          <li key={one.subject_id} className="py-2">
            <p className="break-words">{one.kind === "photo" ? t("policy.photo") : one.excerpt}</p>
            <p className="text-muted">
              {t(`policy.act.${one.before}`)} → {t(`policy.act.${one.after}`)}
              {one.category !== null && ` · ${nameOf(one.category)}`}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
