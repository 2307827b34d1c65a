import { acceptTransfer, cancelTransfer, declineTransfer, type Transfer } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { useAmount } from "../wallet/money.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { readMoneyAgain } from "./live.ts";
import { Money } from "./parts.tsx";
import { transferQuery } from "./queries.ts";
import { useTransferState } from "./TransfersPage.tsx";

const route = getRouteApi("/room/wallet/transfers/$sentId");

/** One transfer, as each of the two sees it. */
export function TransferPage() {
  const t = useT();
  const { sentId } = route.useParams();
  const found = useQuery(transferQuery(sentId));
  return (
    <RoomPage inner title={t("transfer.title")}>
      {found.isPending && <Skeleton className="h-60 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && <Sheet transfer={found.data} />}
    </RoomPage>
  );
}

/** Something one does with what is shown: afterwards it is read again, and a refusal is said. */
export function useMoneyAct(act: () => Promise<unknown>, done?: () => void) {
  return useMutation({
    mutationFn: act,
    onSuccess: done,
    onError: (error) => toast(sentenceOf(error), "bad"),
    onSettled: () => readMoneyAgain(),
    meta: { quiet: true },
  });
}

function Sheet({ transfer }: { transfer: Transfer }) {
  const t = useT();
  const written = useAmount();
  const { full } = useDates();
  const stateOf = useTransferState();
  const [asking, setAsking] = useState(false);
  const path = { transfer_id: transfer.transfer_id };
  const accept = useMoneyAct(() => acceptTransfer({ path }));
  const decline = useMoneyAct(() => declineTransfer({ path }), () => setAsking(false));
  const cancel = useMoneyAct(() => cancelTransfer({ path }));
  const other = transfer.mine ? transfer.receiver : transfer.sender;
  const name = other.is_gone ? t("person.gone") : other.name;
  return (
    <Panel title={t(transfer.mine ? "transfer.to_named" : "transfer.from_named", { name })}>
      <div className="flex flex-col gap-4">
        <Money amount={transfer.amount} currency={transfer.currency} className="text-4xl font-bold" />
        <p role="status" className="font-semibold">
          {stateOf(transfer)}
        </p>
        {transfer.note !== "" && <p className="rounded-small bg-tint px-3 py-2 wrap-anywhere">{transfer.note}</p>}
        <PersonRow person={other} below={`@${other.handle}`} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          <dt className="text-muted">{t("transfer.when")}</dt>
          <dd>{full(transfer.created_at)}</dd>
          {transfer.ended_at !== null && (
            <>
              <dt className="text-muted">{t("transfer.ended")}</dt>
              <dd>{full(transfer.ended_at)}</dd>
            </>
          )}
        </dl>
        {transfer.state === "waiting" && !transfer.mine && (
          <div className="flex flex-wrap gap-2">
            <Button busy={accept.isPending} onClick={() => accept.mutate()}>
              {t("transfer.accept")}
            </Button>
            <Button look="line" onClick={() => setAsking(true)}>
              {t("transfer.decline")}
            </Button>
          </div>
        )}
        {transfer.state === "delayed" && transfer.mine && (
          <Button look="line" className="self-start" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("transfer.cancel")}
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={t("transfer.decline_ask")}
          text={t("transfer.decline_text", { amount: written(transfer.amount, transfer.currency), name })}
          act={t("transfer.decline")}
          busy={decline.isPending}
          onAct={() => decline.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
