import { type MoneyRequest, setTransferWishes, type Split, type Transfer } from "@tonghao/api";
import { Choices, Dialog, EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { HandCoins, QrCode as QrIcon, ScanLine, Send, UsersRound } from "lucide-react";
import { type ComponentType, type ReactNode, useRef } from "react";
import { cache, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar } from "../shell/Person.tsx";
import { type MemberKey, useT } from "../text.ts";
import { Explained, PayStep, usePayment } from "../wallet/payment.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { Money, useCurrency } from "./parts.tsx";
import { deskQuery, transfersQuery, wishesQuery } from "./queries.ts";
import "./live.ts";

const ACTS: { to: string; label: MemberKey; Icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }> }[] = [
  { to: "/wallet/send", label: "transfers.send", Icon: Send },
  { to: "/wallet/ask", label: "transfers.ask", Icon: HandCoins },
  { to: "/wallet/split", label: "transfers.split", Icon: UsersRound },
  { to: "/wallet/codes", label: "transfers.codes", Icon: QrIcon },
  { to: "/wallet/scan", label: "transfers.scan", Icon: ScanLine },
];

/** What is open between me and others, what one can do, and what was. */
export function TransfersPage() {
  const t = useT();
  return (
    <RoomPage inner title={t("transfers.title")}>
        <nav aria-label={t("transfers.acts")} className="grid grid-cols-2 gap-2 px-4 sm:grid-cols-3 md:px-0">
          {ACTS.map(({ to, label, Icon }) => (
            <Link key={to} to={to} className="flex min-h-16 flex-col items-center justify-center gap-1 rounded-card border border-line bg-surface px-2 py-3 text-center hover:bg-tint">
              <Icon size={22} aria-hidden="true" />
              <span className="text-sm font-semibold">{t(label)}</span>
            </Link>
          ))}
        </nav>
        <Desk />
        <Past />
        <Wishes />
    </RoomPage>
  );
}

function Desk() {
  const t = useT();
  const desk = useQuery(deskQuery);
  if (desk.isError) return <Failed error={desk.error} onRetry={() => void desk.refetch()} />;
  if (desk.data === undefined) return <Skeleton className="h-24 w-full rounded-card" />;
  const { transfers, requests, splits } = desk.data;
  return (
    <Panel title={t("transfers.open")}>
      {transfers.length + requests.length + splits.length === 0 && <p className="text-muted">{t("transfers.none_open")}</p>}
      <ul className="flex flex-col">
        {transfers.map((one) => (
          <TransferRow key={one.transfer_id} transfer={one} />
        ))}
        {requests.map((one) => (
          <RequestRow key={one.request_id} request={one} />
        ))}
        {splits.map((one) => (
          <SplitRow key={one.split_id} split={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Past() {
  const t = useT();
  const past = useInfiniteQuery(transfersQuery);
  const shown = entriesOf(past.data);
  return (
    <Panel title={t("transfers.past")}>
      {past.isPending && <Skeleton className="h-16 w-full rounded-card" />}
      {past.isError && past.data === undefined && <Failed error={past.error} onRetry={() => void past.refetch()} />}
      {past.isSuccess && shown.length === 0 && <EmptyState title={t("transfers.none")} />}
      <ul className="flex flex-col">
        {shown.map((one) => (
          <TransferRow key={one.transfer_id} transfer={one} />
        ))}
      </ul>
      <LoadMore has={past.hasNextPage} busy={past.isFetchingNextPage} onMore={() => void past.fetchNextPage()} />
    </Panel>
  );
}

type RowProps = { person: Transfer["sender"]; first: string; below: ReactNode; amount: ReactNode };

function Inside({ person, first, below, amount }: RowProps) {
  return (
    <>
      <PersonAvatar person={person} size={40} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{first}</span>
        <span className="block text-sm text-muted">{below}</span>
      </span>
      <span className="text-lg font-semibold">{amount}</span>
    </>
  );
}

const ROW = "flex min-h-16 items-center gap-3 border-b border-line py-2 hover:bg-tint";

/** The words for how a transfer stands. */
export function useTransferState(): (transfer: Transfer) => string {
  const t = useT();
  const { near } = useDates();
  return (transfer) => {
    if (transfer.state === "delayed") return t("transfer.delayed", { at: near(transfer.deliver_at) });
    if (transfer.state === "waiting") return t(transfer.mine ? "transfer.waiting_mine" : "transfer.waiting_yours", { at: near(transfer.expires_at) });
    return t(`transfer.${transfer.state}`);
  };
}

function TransferRow({ transfer }: { transfer: Transfer }) {
  const t = useT();
  const stateOf = useTransferState();
  const other = transfer.mine ? transfer.receiver : transfer.sender;
  const name = other.is_gone ? t("person.gone") : other.name;
  return (
    <li className="last:*:border-b-0">
      <Link to="/wallet/transfers/$sentId" params={{ sentId: transfer.transfer_id }} className={ROW}>
        <Inside
          person={other}
          first={t(transfer.mine ? "transfer.to_named" : "transfer.from_named", { name })}
          below={
            <>
              {stateOf(transfer)} · <Time at={transfer.created_at} />
            </>
          }
          amount={<Money amount={transfer.amount} currency={transfer.currency} />}
        />
      </Link>
    </li>
  );
}

function RequestRow({ request }: { request: MoneyRequest }) {
  const t = useT();
  const { near } = useDates();
  const other = request.mine ? request.payer : request.asker;
  const name = other.is_gone ? t("person.gone") : other.name;
  return (
    <li className="last:*:border-b-0">
      <Link to="/wallet/requests/$requestId" params={{ requestId: request.request_id }} className={ROW}>
        <Inside
          person={other}
          first={t(request.mine ? "request.asked_of" : "request.asked_by", { name })}
          below={t(request.mine ? "request.open_mine" : "request.open_yours", { at: near(request.expires_at) })}
          amount={<Money amount={request.amount} currency={request.currency} />}
        />
      </Link>
    </li>
  );
}

function SplitRow({ split }: { split: Split }) {
  const t = useT();
  return (
    <li className="last:*:border-b-0">
      <Link to="/wallet/splits/$splitId" params={{ splitId: split.split_id }} className={ROW}>
        <Inside
          person={split.maker}
          first={`${t("split.title")} · ${split.title}`}
          below={t("split.open", { count: split.open_count })}
          amount={<Money amount={split.total} currency={split.currency} />}
        />
      </Link>
    </li>
  );
}

function Wishes() {
  const t = useT();
  const wishes = useQuery(wishesQuery);
  const currency = useCurrency();
  const chosen = useRef<0 | 2 | 24>(0);
  // A shorter wait is confirmed like a payment.
  const change = usePayment(
    (shown) => setTransferWishes({ body: { delay_hours: chosen.current, ...shown } }),
    (now) => cache.setQueryData(wishesQuery.queryKey, now),
  );
  if (wishes.data === undefined) return null;
  const choices = ([0, 2, 24] as const).map((hours) => ({ value: String(hours), label: t(`transfers.wish_${hours}`) }));
  return (
    <Panel title={t("transfers.wishes")}>
      <p className="mb-3 text-sm text-muted">{t("transfers.wishes_text")}</p>
      <Choices
        legend={t("transfer.delay")}
        name="wish"
        value={String(wishes.data.delay_hours)}
        choices={choices}
        onChoose={(hours) => {
          chosen.current = Number(hours) as 0 | 2 | 24;
          change.go();
        }}
      />
      <Explained fault={change.fault} currency={currency} />
      {change.asks !== null && (
        <Dialog title={t("transfers.wish_confirm")} onClose={change.forget}>
          <PayStep payment={change} currency={currency} />
        </Dialog>
      )}
    </Panel>
  );
}
