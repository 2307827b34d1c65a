import { applyHunt, cancelHunt, type Hunt, pauseHunt, resumeHunt } from "@tonghao/api";
import { Button, Progress } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Hits } from "./Hits.tsx";
import { huntsQuery, isMoving, lookAgain } from "./queries.ts";
import { StartHunt } from "./StartHunt.tsx";

/** Photos that are shown, looked at again: what is found, and what an operator lets follow. */
export function Hunts({ version }: { version: number | undefined }) {
  const t = useT();
  const me = useSignedIn();
  const list = useInfiniteQuery(huntsQuery);
  const hunts = entriesOf(list.data);
  const last = hunts[0];
  const isOver = last === undefined || last.ended_at !== null;
  const hasChanged = version !== undefined && version > (last?.bank_version ?? 0);
  return (
    <Panel title={t("hunt.title")} text={t("hunt.text")} action={mayOperate(me) && list.isSuccess && isOver ? <StartHunt /> : undefined}>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {isOver && hasChanged && <p className="rounded-small bg-amber-tint px-3 py-2 text-amber-ink">{t("hunt.changed")}</p>}
      {list.isSuccess && last === undefined && <p className="text-muted">{t("hunt.none")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {hunts.map((hunt) => (
          <li key={hunt.hunt_id} className="flex flex-col gap-3 py-4 first:pt-0 last:pb-0">
            <OneHunt hunt={hunt} isOpen={hunt.state === "ready"} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}

function OneHunt({ hunt, isOpen }: { hunt: Hunt; isOpen: boolean }) {
  const t = useT();
  const me = useSignedIn();
  const { nameOf } = useCategories();
  // Until somebody opens or closes it, it opens by itself as soon as there is something to confirm.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const shows = chosen ?? isOpen;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <strong>{t(`hunt.state_${hunt.state}`)}</strong>
        <span className="text-sm text-muted">
          {t(`hunt.kind_${hunt.kind}`)} · <Time at={hunt.at} />
        </span>
      </div>
      <p className="break-words">{t("hunt.by", { name: hunt.made_by.name, reason: hunt.reason })}</p>
      {hunt.ended_at === null && <Progress aria-label={t("hunt.title")} value={hunt.total === 0 ? 100 : Math.min(100, (100 * hunt.seen) / hunt.total)} animated={isMoving(hunt)} />}
      <p className="figures text-sm text-muted">
        {t("hunt.progress", { seen: hunt.seen, total: hunt.total, found: hunt.found })}
        {hunt.categories.map((one) => ` · ${nameOf(one.category)} ${one.photos}`).join("")}
      </p>
      {hunt.held + hunt.passed_over > 0 && <p className="figures text-sm text-muted">{t("hunt.held", { held: hunt.held, passed: hunt.passed_over })}</p>}
      <div className="flex flex-wrap gap-2">
        {mayOperate(me) && <Steer hunt={hunt} />}
        {hunt.found > 0 && (
          <Button h={44} variant="default" aria-expanded={shows} onClick={() => setChosen(!shows)}>
            {t(hunt.ended_at === null ? "hunt.would" : "hunt.did")}
          </Button>
        )}
      </div>
      {shows && hunt.found > 0 && <Hits huntId={hunt.hunt_id} />}
    </>
  );
}

function Steer({ hunt }: { hunt: Hunt }) {
  const t = useT();
  const path = { hunt_id: hunt.hunt_id };
  const steer = useMutation({ mutationFn: (move: () => Promise<Hunt>) => move(), onSettled: lookAgain });
  const canRest = isMoving(hunt);
  return (
    <>
      {hunt.state === "ready" && (
        <Button h={44} color="red" loading={steer.isPending} onClick={() => steer.mutate(() => applyHunt({ path }))}>
          {t("hunt.apply", { count: hunt.found })}
        </Button>
      )}
      {canRest && (
        <Button h={44} variant="default" loading={steer.isPending} onClick={() => steer.mutate(() => pauseHunt({ path }))}>
          {t("hunt.pause")}
        </Button>
      )}
      {hunt.state === "paused" && (
        <Button h={44} loading={steer.isPending} onClick={() => steer.mutate(() => resumeHunt({ path }))}>
          {t("hunt.resume")}
        </Button>
      )}
      {hunt.ended_at === null && hunt.state !== "applying" && (
        <Button h={44} variant="default" loading={steer.isPending} onClick={() => steer.mutate(() => cancelHunt({ path }))}>
          {t("hunt.cancel")}
        </Button>
      )}
    </>
  );
}
