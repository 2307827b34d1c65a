import type { PolicyReplay } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Changed, Moves } from "./Changed.tsx";
import { replayQuery } from "./queries.ts";

/** The newest replay: how far it is, how many decisions would change, and which. */
export function Replay() {
  const { data } = useQuery(replayQuery);
  return data === undefined || data === null ? null : <Shown replay={data} />;
}

function Shown({ replay }: { replay: PolicyReplay }) {
  const t = useT();
  const share = replay.total === 0 ? 100 : Math.min(100, (replay.done / replay.total) * 100);
  return (
    <Panel title={t("policy.replay_title", { number: replay.number, against: replay.against, days: replay.days })}>
      <p role="status" className="text-sm text-muted">
        {t(`policy.state.${replay.state}`)} · {t("policy.replay_progress", { done: replay.done, total: replay.total })}
      </p>
      <progress max={100} value={share} aria-label={t(`policy.state.${replay.state}`)} className="h-2 w-full accent-brand" />
      <Moves counts={replay.counts} isOver={replay.state === "done"} />
      <Changed changed={replay.changed} />
    </Panel>
  );
}
