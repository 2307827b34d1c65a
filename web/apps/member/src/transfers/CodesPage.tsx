import { type CodePayment, type CollectCode, type PayCode, renewCollectCode, showPayCode } from "@tonghao/api";
import { Button, Skeleton, Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { cache, entriesOf, sentenceOf } from "../cache.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { QrCode } from "../shell/QrCode.tsx";
import { useT } from "../text.ts";
import { useAmount } from "../wallet/money.tsx";
import { RoomPage } from "../wallet/Room.tsx";
import { hundredthsOf } from "./money.ts";
import { AmountField, Money } from "./parts.tsx";
import { usePay } from "./pay.tsx";
import { collectCodeQuery, paymentsQuery } from "./queries.ts";
import "./live.ts";

/** The code that I show when I pay, and the one that others scan to pay me. */
export function CodesPage() {
  const t = useT();
  return (
    <RoomPage inner title={t("qr.title")}>
        <PayPanel />
        <CollectPanel />
        <Payments />
    </RoomPage>
  );
}

function PayPanel() {
  const t = useT();
  const [most, setMost] = useState("50");
  const [turn, setTurn] = useState(0);
  const [shown, setShown] = useState<{ code: PayCode; until: number } | null>(null);
  const { pay, busy, below } = usePay({
    content: [most, turn],
    act: (_, shown) => showPayCode({ body: { most, ...shown } }),
    onDone: (code) => {
      // By this machine's own clock, which may go otherwise than the server's.
      setShown({ code, until: Date.now() + 60_000 });
      setTurn(turn + 1);
    },
  });
  return (
    <Panel title={t("qr.pay")}>
      <p className="mb-3 text-sm text-muted">{t("qr.pay_text")}</p>
      {shown === null ? (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            pay();
          }}
        >
          <AmountField label={t("qr.most")} value={most} onChange={setMost} />
          <Button type="submit" busy={busy} disabled={hundredthsOf(most) === null}>
            {t("qr.show")}
          </Button>
        </form>
      ) : (
        <ShownCode key={shown.code.token} code={shown.code} until={shown.until} busy={busy} onAgain={pay} />
      )}
      {below}
    </Panel>
  );
}

function ShownCode({ code, until, busy, onAgain }: { code: PayCode; until: number; busy: boolean; onAgain: () => void }) {
  const t = useT();
  const written = useAmount();
  const [left, setLeft] = useState(60);
  const payments = useInfiniteQuery(paymentsQuery);
  const newest = entriesOf(payments.data)[0];
  // Paid since the code is shown: the newest payment of mine by such a code is younger than it.
  const paid = newest !== undefined && newest.mine && newest.way === "pay_code" && Date.parse(newest.created_at) > Date.parse(code.expires_at) - 60_000 ? newest : null;
  useEffect(() => {
    const tick = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250);
    return () => clearInterval(tick);
  }, [until]);
  if (paid !== null) {
    return (
      <div className="flex flex-col gap-3">
        <p role="status" className="text-lg font-semibold">
          {t("qr.paid", { amount: written(paid.amount, paid.currency), name: paid.payee.name })}
        </p>
        <Button className="self-start" busy={busy} onClick={onAgain}>
          {t("qr.again")}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      {left > 0 ? (
        <>
          <QrCode text={code.address} label={t("qr.alt_pay", { amount: written(code.most, code.currency) })} />
          <p className="tabular-nums">{t("qr.left", { count: left })}</p>
          <p className="text-sm text-muted">
            {t("qr.copy_text")}
            <br />
            <code data-testid="pay-code" className="break-all">
              {code.token}
            </code>
          </p>
        </>
      ) : (
        <p role="status">{t("qr.over")}</p>
      )}
      <Button look={left > 0 ? "line" : "primary"} busy={busy} onClick={onAgain}>
        {t("qr.again")}
      </Button>
    </div>
  );
}

function CollectPanel() {
  const t = useT();
  const found = useQuery(collectCodeQuery);
  if (found.isPending) return <Skeleton className="h-24 w-full rounded-card" />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Panel title={t("qr.collect")}>
      <p className="mb-3 text-sm text-muted">{t("qr.collect_text")}</p>
      {found.data === null ? <MakeCode /> : <Mine code={found.data} />}
    </Panel>
  );
}

function useRenew(done?: () => void) {
  return useMutation({
    mutationFn: (day_limit: string) => renewCollectCode({ body: { day_limit } }),
    onSuccess: (code) => {
      cache.setQueryData(collectCodeQuery.queryKey, code);
      done?.();
    },
    onError: (error) => toast(sentenceOf(error), "bad"),
    meta: { quiet: true },
  });
}

function MakeCode() {
  const t = useT();
  const [limit, setLimit] = useState("500");
  const renew = useRenew();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        renew.mutate(limit);
      }}
    >
      <AmountField label={t("qr.day_limit")} value={limit} onChange={setLimit} />
      <Button type="submit" busy={renew.isPending} disabled={hundredthsOf(limit) === null}>
        {t("qr.make")}
      </Button>
    </form>
  );
}

function Mine({ code }: { code: CollectCode }) {
  const t = useT();
  const written = useAmount();
  const [asking, setAsking] = useState(false);
  const renew = useRenew(() => setAsking(false));
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      <QrCode text={code.address} label={t("qr.alt_collect")} />
      <p className="text-sm">{t("qr.today", { today: written(code.today, code.currency), limit: written(code.day_limit, code.currency) })}</p>
      <p className="text-sm text-muted">
        {t("qr.copy_text")}
        <br />
        <code data-testid="collect-code" className="break-all">
          {code.code_id}
        </code>
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="soft" onClick={() => print()}>
          <Printer size={18} aria-hidden="true" />
          {t("qr.print")}
        </Button>
        <Button look="line" onClick={() => setAsking(true)}>
          {t("qr.renew")}
        </Button>
      </div>
      {asking && (
        <Confirm title={t("qr.renew")} text={t("qr.renew_text")} act={t("qr.renew")} busy={renew.isPending} onAct={() => renew.mutate(code.day_limit)} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

function Payments() {
  const t = useT();
  const payments = useInfiniteQuery(paymentsQuery);
  const shown = entriesOf(payments.data);
  return (
    <Panel title={t("qr.history")}>
      {payments.isPending && <Skeleton className="h-16 w-full rounded-card" />}
      {payments.isSuccess && shown.length === 0 && <p className="text-muted">{t("qr.none")}</p>}
      <ul className="flex flex-col gap-3">
        {shown.map((one) => (
          <Paid key={one.payment_id} payment={one} />
        ))}
      </ul>
      <LoadMore has={payments.hasNextPage} busy={payments.isFetchingNextPage} onMore={() => void payments.fetchNextPage()} />
    </Panel>
  );
}

function Paid({ payment }: { payment: CodePayment }) {
  const t = useT();
  const other = payment.mine ? payment.payee : payment.payer;
  const name = other.is_gone ? t("person.gone") : other.name;
  return (
    <li>
      <PersonRow
        person={other}
        below={
          <>
            {t(payment.mine ? "qr.paid_to" : "qr.got_from", { name })} · <Time at={payment.created_at} />
          </>
        }
        end={<Money amount={payment.amount} currency={payment.currency} className="font-semibold" />}
      />
    </li>
  );
}
