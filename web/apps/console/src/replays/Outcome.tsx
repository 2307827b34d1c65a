import type { Replay, ReplayMilestone } from "@tonghao/api";
import { Panel } from "../shell/Page.tsx";
import { type Say, useT } from "../text.ts";

const GOALS: Record<string, number> = { "0.9": 200, "0.5": 1000, "0": 5000 };

/** What happened when, and what came of it; the goals stand beside the figures. */
export function Outcome({ replay }: { replay: Replay }) {
  const t = useT();
  const milestones = replay.frames.at(-1)?.milestones ?? [];
  const outcome = replay.outcome;
  const goal = GOALS[String(replay.recall)];
  if (replay.state === "failed") return <p className="text-accent">{t("replay.failed")}</p>;
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Panel title={t("replay.milestones")}>
        {milestones.length === 0 ? (
          <p className="text-muted">{t("replay.milestones_none")}</p>
        ) : (
          <ol className="flex flex-col gap-1.5">
            {milestones.map((one) => (
              <li key={`${one.kind}${one.circle}`} className="flex flex-wrap justify-between gap-x-4">
                <span>{t("replay.in_circle", { number: one.circle + 1, what: nameOf(one, t) })}</span>
                <span className="figures text-muted">{clockOf(one.minute, t)}</span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
      <Panel title={t("replay.outcome")} text={t("replay.outcome_text")}>
        {outcome === null ? (
          <p className="text-muted">{t("replay.outcome_waits")}</p>
        ) : (
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
            <Line name={t("replay.seen")} said={outcome.violating_views.toLocaleString()} goal={goal === undefined ? "" : `≤ ${goal}`} />
            <Line name={t("replay.to_precheck")} said={minutesOf(outcome.minutes_to_precheck, t)} goal="≤ 10" />
            <Line name={t("replay.to_brake")} said={minutesOf(outcome.minutes_to_brake, t)} goal="" />
            <Line name={t("replay.to_pull")} said={minutesOf(outcome.minutes_to_brake_pulled, t)} goal="" />
            <Line name={t("replay.elsewhere", { held: outcome.held_elsewhere, posts: outcome.posts_elsewhere })} said={`${outcome.held_elsewhere_pct} %`} goal="≤ 1 %" />
            <Line name={t("replay.pictures", { attempted: outcome.pictures_attempted })} said={String(outcome.pictures_seen)} goal="" />
            <Line name={t("replay.tips", { tried: outcome.tips_tried ?? 0, returned: outcome.tips_returned ?? 0 })} said={String(outcome.tips_given ?? 0)} goal="" />
            <Line name={t("replay.tips_settled")} said={String(outcome.tips_settled ?? 0)} goal="" />
            <Line name={t("replay.leaks", { tried: outcome.held_fetches_refused + outcome.leaks })} said={String(outcome.leaks)} goal="0" />
          </dl>
        )}
      </Panel>
    </div>
  );
}

function Line({ name, said, goal }: { name: string; said: string; goal: string }) {
  const t = useT();
  return (
    <>
      <dt>{name}</dt>
      <dd className="figures text-right font-medium">
        {said} {goal !== "" && <span className="text-sm font-normal text-muted">{t("replay.goal", { goal })}</span>}
      </dd>
    </>
  );
}

function minutesOf(minutes: number | null, t: Say): string {
  return minutes === null ? t("replay.never") : t("replay.minutes", { minutes: Math.round(minutes * 10) / 10 });
}

function clockOf(minute: number, t: Say): string {
  return t("replay.clock", { hour: Math.floor(minute / 60), minute: String(Math.floor(minute % 60)).padStart(2, "0") });
}

function nameOf({ kind }: ReplayMilestone, t: Say): string {
  if (kind === "burst" || kind === "precheck" || kind === "brake_offered" || kind === "brake_pulled") return t(`replay.is_${kind}`);
  return kind;
}
