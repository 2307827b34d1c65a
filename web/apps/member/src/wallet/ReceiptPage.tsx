import type { WalletReceipt } from "@tonghao/api";
import { Button, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { nameOf } from "./codes.ts";
import { Moved, useAmount } from "./money.tsx";
import { receiptQuery } from "./queries.ts";
import { RoomPage } from "./Room.tsx";

const route = getRouteApi("/room/wallet/entries/$transferId");

/** Everything about one movement. */
export function ReceiptPage() {
  const t = useT();
  const { transferId } = route.useParams();
  const receipt = useQuery(receiptQuery(transferId));
  return (
    <RoomPage title={t("receipt.title")} inner>
      {receipt.isError && <Failed error={receipt.error} onRetry={() => void receipt.refetch()} />}
      {receipt.isPending && <Skeleton className="mx-4 h-60 rounded-card md:mx-0" />}
      {receipt.data !== undefined && <Receipt receipt={receipt.data} />}
    </RoomPage>
  );
}

function Receipt({ receipt }: { receipt: WalletReceipt }) {
  const t = useT();
  const { full } = useDates();
  const written = useAmount();
  const { entry, currency } = receipt;
  return (
    <Panel>
      <p className="text-sm text-muted">{t(nameOf(entry))}</p>
      <Moved amount={entry.amount} currency={currency} className="my-1 block text-3xl font-bold" />
      <dl className="mt-3 flex flex-col divide-y divide-line">
        <Line name={t("receipt.at")}>{full(entry.at)}</Line>
        {entry.other !== null && (
          <Line name={t("receipt.other")}>
            <PersonName person={entry.other} />
          </Line>
        )}
        {entry.title !== "" && <Line name={t("receipt.words")}>{entry.title}</Line>}
        <Line name={t("receipt.after")}>{written(entry.balance, currency)}</Line>
        <Line name={t("receipt.number")}>{entry.transfer_id}</Line>
        <Line name={t("receipt.group")}>{receipt.group_id}</Line>
        {receipt.reference !== "" && <Line name={t("receipt.reference")}>{receipt.reference}</Line>}
      </dl>
      {entry.reverses_id !== null && <p className="mt-3">{t("receipt.reverses")}</p>}
      {receipt.reversed_by !== null && <p className="mt-3">{t("receipt.reversed")}</p>}
      <Button look="line" size="s" className="mt-4 min-h-11 print:hidden" onClick={() => globalThis.print()}>
        <Printer size={18} aria-hidden="true" />
        {t("receipt.print")}
      </Button>
    </Panel>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 text-right break-all tabular-nums">{children}</dd>
    </div>
  );
}
