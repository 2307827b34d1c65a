import type { LedgerAccount, LedgerTransfer } from "@tonghao/api";
import { Button } from "@mantine/core";
import { EmptyState, Time } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Order } from "./Order.tsx";
import { foundQuery } from "./queries.ts";
import { AccountLink, Amount, nameOf, NumberLink, Owner, wordOf } from "./words.tsx";

/** What stands behind the words in the books. */
export function Found({ words }: { words: string }) {
  const t = useT();
  const found = useQuery(foundQuery(words));
  if (found.isPending) return <Waiting />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { kind, accounts, transfers, refusal, reversed_by, order } = found.data;
  return (
    <>
      {kind === "nothing" && <EmptyState title={t("treasury.nothing")}>{t("treasury.nothing_text")}</EmptyState>}
      {refusal !== null && <p role="status">{t("treasury.refused", { reason: wordOf("reason", refusal, t) })}</p>}
      {reversed_by !== null && (
        <p>
          {t("treasury.reversed")} <NumberLink id={reversed_by} />
        </p>
      )}
      {order !== null && <Order order={order} />}
      {transfers.length > 0 && (
        <Panel title={t("treasury.found_transfers")}>
          <ul className="flex flex-col">
            {transfers.map((one) => (
              <TransferRow key={one.transfer_id} transfer={one} />
            ))}
          </ul>
        </Panel>
      )}
      {accounts.length > 0 && (
        <Panel title={t("treasury.found_accounts")}>
          <ul className="flex flex-col">
            {accounts.map((one) => (
              <AccountRow key={one.name.account_id} account={one} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

const ROW = "flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-t border-line py-3 first:border-t-0 first:pt-0";

function TransferRow({ transfer }: { transfer: LedgerTransfer }) {
  const t = useT();
  return (
    <li className={ROW}>
      <div className="flex min-w-0 flex-col gap-1">
        <p>
          <span className="font-medium">{wordOf("code", transfer.code, t)}</span> <Time at={transfer.at} className="text-muted" />
        </p>
        <p className="text-sm">
          {t("treasury.from")} <AccountLink name={transfer.debit} /> {t("treasury.to")} <AccountLink name={transfer.credit} />
        </p>
        <p className="text-sm text-muted">
          {t("treasury.group")} <NumberLink id={transfer.group_id} />
        </p>
      </div>
      <p className="text-lg font-semibold">
        <Amount amount={transfer.amount} currency={transfer.currency} />
      </p>
    </li>
  );
}

function AccountRow({ account }: { account: LedgerAccount }) {
  const t = useT();
  return (
    <li className={ROW}>
      <Owner name={account.name} />
      <p className="figures flex flex-wrap gap-x-5 text-sm">
        <span>
          {t("treasury.balance")} <Amount amount={account.balance} currency={account.currency} />
        </span>
        <span className="text-muted">{wordOf("status", account.status, t)}</span>
        <span className="text-muted">
          {t("treasury.entries")} {account.entry_count}
        </span>
      </p>
      <Button
        variant="default"
        h={44}
        renderRoot={(props) => <Link {...props} to="/treasury" search={{ account: account.name.account_id }} />}
        aria-label={t("treasury.open_named", { name: nameOf(account.name, t) })}
      >
        {t("treasury.open")}
      </Button>
    </li>
  );
}
