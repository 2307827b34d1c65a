import type { ReplayRow } from "@tonghao/api";
import { Button } from "@mantine/core";
import { Time } from "@tonghao/ui";
import type { ComponentProps } from "react";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

type Props = {
  rows: ReplayRow[];
  shown: string | undefined;
  onChoose: (replayId: string) => void;
  list: ComponentProps<typeof LoadMore>["list"];
};

/** The replays that were run here before; each can be looked at again. */
export function Earlier({ rows, shown, onChoose, list }: Props) {
  const t = useT();
  if (rows.length === 0) return null;
  return (
    <Panel title={t("replay.earlier")}>
      <ul className="flex flex-col">
        {rows.map((row) => (
          <li key={row.replay_id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
            <span className="figures">
              {t("replay.row", { recall: row.recall * 100, seed: row.seed })}
              {" · "}
              {row.outcome === null ? t(`replay.state_${row.state}`) : t("replay.row_views", { views: row.outcome.violating_views })}
              {Object.keys(row.changes).length > 0 && ` · ${t("replay.changed", { count: Object.keys(row.changes).length })}`}
              {" · "}
              <Time at={row.asked_at} />
            </span>
            <Button variant="default" h={40} aria-pressed={row.replay_id === shown} onClick={() => onChoose(row.replay_id)}>
              {t("replay.show")}
            </Button>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}
