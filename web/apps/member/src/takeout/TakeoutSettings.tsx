import { askTakeout, listTakeouts, prepareFetch, type Takeout } from "@tonghao/api";
import { Button, Skeleton } from "@tonghao/ui";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { withProof, ProofDialog } from "../accounts/proof.tsx";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { alsoHear } from "../live.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

const LOOK_MS = 1500;

const takeoutsQuery = queryOptions({
  queryKey: ["takeouts"],
  queryFn: ({ signal }) => listTakeouts({ signal }),
  staleTime: 0,
  // While one is being made the bar moves; that it is ready comes by the socket as well.
  refetchInterval: (query) => (query.state.data?.some(isRunning) ? LOOK_MS : false),
});

alsoHear((event) => {
  if (event.kind === "takeout.changed") void cache.invalidateQueries({ queryKey: takeoutsQuery.queryKey });
});

function isRunning(takeout: Takeout): boolean {
  return takeout.state === "waiting" || takeout.state === "running";
}

/** Everything about me, as a zip: ask, watch, fetch. */
export function TakeoutSettings() {
  const t = useT();
  const takeouts = useQuery(takeoutsQuery);
  const ask = useMutation({
    mutationFn: () => withProof(() => askTakeout({})),
    onSettled: () => void cache.invalidateQueries({ queryKey: takeoutsQuery.queryKey }),
  });
  const all = takeouts.data ?? [];
  return (
    <>
      <Panel title={t("takeout.title")}>
        <p className="mb-2">{t("takeout.text")}</p>
        <p className="mb-4 text-sm text-muted">{t("takeout.kept")}</p>
        {takeouts.isPending && <Skeleton className="h-11 w-40" />}
        {takeouts.isError && takeouts.data === undefined && <Failed error={takeouts.error} onRetry={() => void takeouts.refetch()} />}
        {takeouts.isSuccess && (
          <Button busy={ask.isPending} disabled={all.some(isRunning)} onClick={() => ask.mutate()}>
            {t("takeout.ask")}
          </Button>
        )}
        {all.length > 0 && (
          <ul className="mt-4 flex flex-col divide-y divide-line">
            {all.map((takeout) => (
              <Row key={takeout.id} takeout={takeout} />
            ))}
          </ul>
        )}
      </Panel>
      <ProofDialog />
    </>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function Row({ takeout }: { takeout: Takeout }) {
  const t = useT();
  const { near, day } = useDates();
  const fetchIt = useMutation({
    mutationFn: () => withProof(() => prepareFetch({ path: { takeout_id: takeout.id } })),
    onSuccess: () => location.assign(`/api/v1/me/takeouts/${takeout.id}/file`),
  });
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{near(takeout.asked_at)}</p>
        {isRunning(takeout) && (
          <label className="flex items-center gap-3 text-sm text-muted">
            <span>{t("takeout.running", { done: takeout.done })}</span>
            <progress className="h-2 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-brand" max={100} value={takeout.done} />
          </label>
        )}
        {takeout.state === "failed" && <p className="text-sm text-accent">{t("takeout.failed")}</p>}
        {takeout.state === "ready" && takeout.expires_at !== null && (
          <p className="text-sm text-muted">{t("takeout.ready", { size: sizeOf(takeout.size_bytes ?? 0), date: day(takeout.expires_at) })}</p>
        )}
      </div>
      {takeout.state === "ready" && (
        <Button look="line" busy={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
          {t("takeout.fetch")}
        </Button>
      )}
    </li>
  );
}
