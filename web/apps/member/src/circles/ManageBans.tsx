import { type Ban, type Circle, liftBan } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { cache, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT, withWords } from "../text.ts";
import { bansQuery } from "./queries.ts";
import { rankOf } from "./ranks.ts";

const ReasonDialog = lazy(withWords(["manage"], () => import("../shell/ReasonDialog.tsx")));

export function ManageBans({ circle }: { circle: Circle }) {
  const t = useT();
  const { full } = useDates();
  const bans = useInfiniteQuery(bansQuery(circle.circle_id));
  const [lifting, setLifting] = useState<Ban | null>(null);
  const shown = entriesOf(bans.data);
  return (
    <Panel title={t("manage.bans")}>
      <p className="mb-3 text-sm text-muted">{t("ban.where")}</p>
      {bans.isPending && <Skeleton className="h-12 w-full" />}
      {bans.isError && <Failed error={bans.error} onRetry={() => void bans.refetch()} />}
      {bans.isSuccess && shown.length === 0 && <p>{t("ban.none")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((ban) => (
          <li key={ban.account.account_id} className="flex flex-col gap-2 py-3">
            <PersonRow
              person={ban.account}
              below={ban.until === null ? t("ban.ever") : t("ban.until", { date: full(ban.until) })}
              end={
                rankOf(circle.my_role) >= 2 && (
                  <Button look="line" size="s" className="min-h-11" onClick={() => setLifting(ban)}>
                    {t("ban.lift")}
                  </Button>
                )
              }
            />
            <p className="text-sm">
              {ban.reason} <span className="text-muted">{t("ban.by", { name: ban.banned_by.name })}</span>
            </p>
          </li>
        ))}
      </ul>
      <LoadMore has={bans.hasNextPage} busy={bans.isFetchingNextPage} onMore={() => void bans.fetchNextPage()} />
      {lifting !== null && <Lift circle={circle} ban={lifting} onClose={() => setLifting(null)} />}
    </Panel>
  );
}

function Lift({ circle, ban, onClose }: { circle: Circle; ban: Ban; onClose: () => void }) {
  const t = useT();
  const lift = useMutation({
    mutationFn: (reason: string | null) => liftBan({ path: { circle_id: circle.circle_id, account_id: ban.account.account_id }, query: { reason } }),
    onSuccess: () => {
      toast(t("ban.freed", { name: ban.account.name }));
      for (const key of ["members", "bans"]) void cache.invalidateQueries({ queryKey: [key, circle.circle_id] });
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Suspense fallback={null}>
      <ReasonDialog
        title={t("ban.lift_title", { name: ban.account.name })}
        act={t("ban.lift")}
        busy={lift.isPending}
        error={lift.error}
        onAct={(reason) => lift.mutate(reason)}
        onClose={onClose}
      />
    </Suspense>
  );
}
