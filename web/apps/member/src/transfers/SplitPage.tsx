import { closeSplit, declineShare, payShare, remindOfSplit, type Split } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { useAmount } from "../wallet/money.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { Money } from "./parts.tsx";
import { usePay } from "./pay.tsx";
import { splitQuery } from "./queries.ts";
import { Reminder } from "./Reminder.tsx";
import { useMoneyAct } from "./TransferPage.tsx";

const route = getRouteApi("/room/wallet/splits/$splitId");

/** One bill that several share: everybody in it sees who has paid. */
export function SplitPage() {
  const t = useT();
  const { splitId } = route.useParams();
  const found = useQuery(splitQuery(splitId));
  return (
    <RoomPage inner title={t("split.title")}>
      {found.isPending && <Skeleton className="h-60 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && <Sheet split={found.data} />}
    </RoomPage>
  );
}

function Sheet({ split }: { split: Split }) {
  const t = useT();
  const written = useAmount();
  const me = useMe();
  const [closing, setClosing] = useState(false);
  const path = { split_id: split.split_id };
  const share = split.shares.find((one) => one.person.account_id === me?.account_id);
  const decline = useMoneyAct(() => declineShare({ path }));
  const close = useMoneyAct(() => closeSplit({ path }), () => setClosing(false));
  const { pay, busy, below } = usePay({
    content: [split.split_id],
    act: (id, shown) => payShare({ path, body: { id, ...shown } }),
    onDone: () => toast(t("request.paid")),
  });
  const name = split.maker.is_gone ? t("person.gone") : split.maker.name;
  const said = { paid: written(split.paid, split.currency), total: written(split.total, split.currency) };
  return (
    <Panel title={split.title}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{t("split.made_by", { name })}</p>
        <div>
          <p className="text-xl font-bold tabular-nums">{t("split.progress", said)}</p>
          <progress value={Number(split.paid)} max={Number(split.total)} aria-label={t("split.progress", said)} className="mt-2 h-2.5 w-full accent-brand" />
          <p role="status" className="mt-1 text-sm text-muted">
            {split.open_count > 0 ? t("split.open", { count: split.open_count }) : t("split.closed")}
          </p>
        </div>
        <table className="w-full text-left">
          <caption className="sr-only">{t("split.share_of", { title: split.title })}</caption>
          <thead className="text-sm text-muted">
            <tr>
              <th scope="col" className="py-1 font-normal">
                {t("split.person")}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                {t("split.amount")}
              </th>
              <th scope="col" className="py-1 pl-3 text-right font-normal">
                {t("split.state")}
              </th>
            </tr>
          </thead>
          <tbody>
            {split.shares.map((one) => (
              <tr key={one.person.account_id} className="border-t border-line">
                <td className="py-2.5">
                  <PersonName person={one.person} />
                </td>
                <td className="py-2.5 text-right">
                  <Money amount={one.amount} currency={split.currency} />
                </td>
                <td className="py-2.5 pl-3 text-right text-sm">{t(`split.state_${one.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {share?.state === "open" && (
          <div className="flex flex-wrap gap-2">
            <Button busy={busy} onClick={pay}>
              {t("split.pay", { amount: written(share.amount, split.currency) })}
            </Button>
            <Button look="line" busy={decline.isPending} onClick={() => decline.mutate()}>
              {t("split.decline")}
            </Button>
          </div>
        )}
        {split.mine && split.closed_at === null && (
          <div className="flex flex-wrap items-center gap-2">
            <Reminder at={split.remind_at} act={() => remindOfSplit({ path })} />
            <Button look="line" onClick={() => setClosing(true)}>
              {t("split.close")}
            </Button>
          </div>
        )}
      </div>
      {closing && <Confirm title={t("split.close")} text={t("split.close_text")} act={t("split.close")} busy={close.isPending} onAct={() => close.mutate()} onClose={() => setClosing(false)} />}
      {below}
    </Panel>
  );
}
