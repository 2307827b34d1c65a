import { type Difference, type GatewayDay, reconcileGatewayDay, settleGatewayDifference } from "@tonghao/api";
import { Button } from "@mantine/core";
import { Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { Figures } from "./Figures.tsx";
import { daysQuery, differencesQuery, readTreasuryAgain } from "./queries.ts";
import { Amount, NumberLink, wordOf } from "./words.tsx";

const SHOWN = 7;

/** How the gateways' daily files compared with the books, and where they do not agree. */
export function Reconciliation({ currency }: { currency: string }) {
  const t = useT();
  const days = useQuery(daysQuery);
  const list = useInfiniteQuery(differencesQuery);
  const differences = entriesOf(list.data);
  return (
    <Panel title={t("treasury.days")} text={t("treasury.days_text")}>
      {(days.isPending || list.isPending) && <Waiting height={120} />}
      {days.isError && <Failed error={days.error} onRetry={() => void days.refetch()} />}
      {days.data?.length === 0 && <p className="text-muted">{t("treasury.days_none")}</p>}
      {days.data !== undefined && days.data.length > 0 && <Days label={t("treasury.days")} days={days.data.slice(0, SHOWN)} currency={currency} />}
      {days.data !== undefined && days.data.length > SHOWN && (
        <details>
          <summary className="min-h-11 py-2">{t("treasury.days_before")}</summary>
          <Days label={t("treasury.days_before")} days={days.data.slice(SHOWN)} currency={currency} />
        </details>
      )}
      <h3 className="mt-1 font-medium">{t("treasury.differ")}</h3>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && differences.length === 0 && <p className="text-muted">{t("treasury.differ_none")}</p>}
      <ul className="flex flex-col">
        {differences.map((one) => (
          <DifferenceRow key={one.id} difference={one} currency={currency} />
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}

function Days({ label, days, currency }: { label: string; days: GatewayDay[]; currency: string }) {
  const t = useT();
  const heads = ["gateway", "day", "matched", "mended", "differing", "ours", "theirs", "again"] as const;
  return (
    <Figures
      label={label}
      heads={heads.map((head) => t(`treasury.${head}`))}
      rows={days.map((one) => ({
        key: one.gateway + one.day,
        cells: [
          one.gateway,
          one.day,
          one.matched,
          one.mended,
          one.differing,
          <Amount key="ours" amount={one.ours} currency={currency} />,
          <Amount key="theirs" amount={one.theirs} currency={currency} />,
          <Again key="again" gateway={one.gateway} day={one.day} />,
        ],
      }))}
    />
  );
}

function Again({ gateway, day }: { gateway: string; day: string }) {
  const t = useT();
  const send = useMutation({
    mutationFn: () => reconcileGatewayDay({ path: { gateway, day } }),
    onSuccess: () => toast(t("treasury.compared")),
    onSettled: readTreasuryAgain,
  });
  return (
    <Button size="xs" h={36} variant="default" loading={send.isPending} aria-label={t("treasury.again_named", { day })} onClick={() => send.mutate()}>
      {t("treasury.again")}
    </Button>
  );
}

function DifferenceRow({ difference, currency }: { difference: Difference; currency: string }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const send = useMutation({
    mutationFn: (note: string) => settleGatewayDifference({ path: { difference_id: difference.id }, body: { note } }),
    onSuccess: () => {
      toast(t("treasury.settled"));
      setAsking(false);
    },
    onSettled: readTreasuryAgain,
    meta: { quiet: true },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-t border-line py-3 first:border-t-0">
      <div className="flex min-w-0 flex-col gap-1">
        <p>
          <span className="font-medium">{wordOf("differ", difference.kind, t)}</span> {difference.gateway} <Time at={difference.found_at} className="text-muted" />
        </p>
        <p className="flex flex-wrap gap-x-4 text-sm">
          {difference.ours !== null && (
            <span>
              {t("treasury.ours")} <Amount amount={difference.ours} currency={currency} />
            </span>
          )}
          {difference.theirs !== null && (
            <span>
              {t("treasury.theirs")} <Amount amount={difference.theirs} currency={currency} />
            </span>
          )}
          {difference.kind === "unreadable_line" && <span className="figures">{t("treasury.line_of", { day: difference.day, line: difference.reference })}</span>}
          {difference.order_id !== null && <NumberLink id={difference.order_id} />}
        </p>
      </div>
      <Button variant="default" h={44} onClick={() => setAsking(true)}>
        {t("treasury.settle")}
      </Button>
      {asking && (
        <ReasonModal
          title={t("treasury.settle")}
          text={t("treasury.settle_text")}
          act={t("treasury.settle")}
          busy={send.isPending}
          error={send.error}
          onSend={(note) => send.mutate(note)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
