import type { LedgerAccount, LedgerEntry } from "@tonghao/api";
import { Button } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useMemo } from "react";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { column, Rows } from "../shell/Rows.tsx";
import { type Say, useT } from "../text.ts";
import { Freeze } from "./Freeze.tsx";
import { accountQuery } from "./queries.ts";
import { AccountLink, Amount, NumberLink, Owner, wordOf } from "./words.tsx";

/** One account: its balance, its sums of 30 days, and its entries. */
export function AccountPanel({ accountId }: { accountId: string }) {
  const t = useT();
  const list = useInfiniteQuery(accountQuery(accountId));
  const first = list.data?.pages[0];
  if (list.isPending) return <Waiting />;
  if (first === undefined) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <Panel
        title={t("treasury.account")}
        text={<span className="mono break-all">{accountId}</span>}
        action={
          <Button component="a" variant="default" h={44} href={`/api/v1/treasury/accounts/${accountId}/statement`} download leftSection={<Download size={16} aria-hidden="true" />}>
            {t("treasury.statement")}
          </Button>
        }
      >
        <Owner name={first.account.name} />
        <Sums account={first.account} came={first.came} went={first.went} />
      </Panel>
      {first.account.name.person !== null && first.account.status !== "closed" && <Freeze person={first.account.name.person} />}
      <Lines entries={list.data?.pages.flatMap((page) => page.entries) ?? []} currency={first.account.currency} />
      <LoadMore list={list} />
    </>
  );
}

function Sums({ account, came, went }: { account: LedgerAccount; came: string; went: string }) {
  const t = useT();
  const { currency } = account;
  const facts = [
    [t("treasury.balance"), <Amount key="balance" amount={account.balance} currency={currency} />],
    [t("treasury.came"), <Amount key="came" amount={came} currency={currency} />],
    [t("treasury.went"), <Amount key="went" amount={went} currency={currency} />],
    [t("treasury.state"), wordOf("status", account.status, t)],
    [t("treasury.entries"), account.entry_count],
  ] as const;
  return (
    <dl className="figures grid grid-cols-2 gap-x-5 gap-y-2 sm:grid-cols-3 desk:grid-cols-5">
      {facts.map(([head, fact]) => (
        <div key={head}>
          <dt className="text-sm text-muted">{head}</dt>
          <dd className="font-semibold">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

type Line = LedgerEntry & { currency: string };

function Lines({ entries, currency }: { entries: LedgerEntry[]; currency: string }) {
  const t = useT();
  const columns = useMemo(() => columnsOf(t), [t]);
  const lines = useMemo(() => entries.map((one) => ({ ...one, currency })), [entries, currency]);
  if (lines.length === 0) return <p className="text-muted">{t("treasury.no_lines")}</p>;
  return <Rows label={t("treasury.lines")} rows={lines} columns={columns} keyOf={(line) => String(line.number)} Card={LineCard} />;
}

function columnsOf(t: Say) {
  return [
    column<Line>("when", t("treasury.when"), (line) => <Time at={line.at} className="text-muted" />),
    column<Line>("what", t("treasury.what"), (line) => wordOf("code", line.code, t)),
    column<Line>("with", t("treasury.with"), (line) => <AccountLink name={line.counterpart} />),
    column<Line>("amount", t("treasury.amount"), (line) => <Amount amount={line.amount} currency={line.currency} moved />),
    column<Line>("after", t("treasury.after"), (line) => <Amount amount={line.balance_after} currency={line.currency} />),
    column<Line>("group", t("treasury.group"), (line) => <NumberLink id={line.group_id} />),
  ];
}

function LineCard({ row: line }: { row: Line }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{wordOf("code", line.code, t)}</span>
        <Amount amount={line.amount} currency={line.currency} moved />
      </p>
      <p className="text-sm">
        <AccountLink name={line.counterpart} />
      </p>
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        <Time at={line.at} />
        <span>
          {t("treasury.after")} <Amount amount={line.balance_after} currency={line.currency} />
        </span>
      </p>
      <p className="text-sm">
        <NumberLink id={line.group_id} />
      </p>
    </div>
  );
}
