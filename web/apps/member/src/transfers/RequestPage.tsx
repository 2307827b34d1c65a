import { declineMoneyRequest, type MoneyRequest, payMoneyRequest, remindOfMoneyRequest, withdrawMoneyRequest } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { useAmount } from "../wallet/money.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { Money } from "./parts.tsx";
import { usePay } from "./pay.tsx";
import { requestQuery } from "./queries.ts";
import { Reminder } from "./Reminder.tsx";
import { useMoneyAct } from "./TransferPage.tsx";

const route = getRouteApi("/room/wallet/requests/$requestId");

/** One request, as each of the two sees it. */
export function RequestPage() {
  const t = useT();
  const { requestId } = route.useParams();
  const found = useQuery(requestQuery(requestId));
  return (
    <RoomPage inner title={t("request.title")}>
      {found.isPending && <Skeleton className="h-60 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.data !== undefined && <Sheet request={found.data} />}
    </RoomPage>
  );
}

function Sheet({ request }: { request: MoneyRequest }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  const path = { request_id: request.request_id };
  const decline = useMoneyAct(() => declineMoneyRequest({ path }));
  const withdraw = useMoneyAct(() => withdrawMoneyRequest({ path }));
  const { pay, busy, below } = usePay({
    content: [request.request_id],
    act: (id, shown) => payMoneyRequest({ path, body: { id, ...shown } }),
    onDone: () => toast(t("request.paid")),
  });
  const other = request.mine ? request.payer : request.asker;
  const name = other.is_gone ? t("person.gone") : other.name;
  const open = request.state === "open";
  return (
    <Panel title={t(request.mine ? "request.asked_of" : "request.asked_by", { name })}>
      <div className="flex flex-col gap-4">
        <Money amount={request.amount} currency={request.currency} className="text-4xl font-bold" />
        <p role="status" className="font-semibold">
          {request.state === "open" ? t(request.mine ? "request.open_mine" : "request.open_yours", { at: near(request.expires_at) }) : t(`request.${request.state}`)}
        </p>
        {request.note !== "" && <p className="rounded-small bg-tint px-3 py-2 wrap-anywhere">{request.note}</p>}
        <PersonRow person={other} below={`@${other.handle}`} />
        {open && !request.mine && (
          <div className="flex flex-wrap gap-2">
            <Button busy={busy} onClick={pay}>
              {t("request.pay", { amount: written(request.amount, request.currency) })}
            </Button>
            <Button look="line" busy={decline.isPending} onClick={() => decline.mutate()}>
              {t("request.decline")}
            </Button>
          </div>
        )}
        {open && request.mine && (
          <div className="flex flex-wrap items-center gap-2">
            <Reminder at={request.remind_at} act={() => remindOfMoneyRequest({ path })} />
            <Button look="line" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t("request.withdraw")}
            </Button>
          </div>
        )}
      </div>
      {below}
    </Panel>
  );
}
