import type { BankCounts } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Entries } from "./Entries.tsx";
import { Hunts } from "./Hunts.tsx";
import { bankQuery } from "./queries.ts";

/** The photos that stay away, and the hunts for those that were shown before. */
export function BankPage() {
  const t = useT();
  const bank = useQuery(bankQuery);
  return (
    <Page title={t("bank.title")} lead={t("bank.lead")}>
      {bank.isPending && <Waiting height={120} />}
      {bank.isError && <Failed error={bank.error} onRetry={() => void bank.refetch()} />}
      {bank.data !== undefined && <Counts bank={bank.data} />}
      <Hunts version={bank.data?.version} />
      <Entries />
    </Page>
  );
}

function Counts({ bank }: { bank: BankCounts }) {
  const t = useT();
  const counts = [
    [t("bank.entries"), bank.entries, null],
    [t("bank.hashes"), bank.hashes, null],
    [t("bank.released"), bank.released, null],
    [t("bank.waiting"), bank.waiting, t("bank.waiting_of", { count: bank.photos })],
  ] as const;
  return (
    <ul className="grid grid-cols-2 gap-3 desk:grid-cols-4">
      {counts.map(([name, count, below]) => (
        <li key={name} className="panel px-4 py-3">
          <span className="block text-sm text-muted">{name}</span>
          <span className="figures block text-3xl leading-tight font-semibold">{count}</span>
          {below !== null && <span className="block text-sm text-muted">{below}</span>}
        </li>
      ))}
    </ul>
  );
}
