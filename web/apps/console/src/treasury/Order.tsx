import type { LedgerOrder, LedgerRefund } from "@tonghao/api";
import { Button } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { Refund } from "./Refund.tsx";
import { Amount, NumberLink, wordOf } from "./words.tsx";

/** An order of a gateway; of a top-up what was given back, and what may be. */
export function Order({ order }: { order: LedgerOrder }) {
  const t = useT();
  const me = useSignedIn();
  const [asking, setAsking] = useState(false);
  const mayRefund = Number(order.left) > 0 && order.person?.account_id !== me.account_id;
  return (
    <Panel
      title={t("treasury.order")}
      text={<span className="mono break-all">{order.order_id}</span>}
      action={
        mayRefund && (
          <Button h={44} variant="default" onClick={() => setAsking(true)}>
            {t("treasury.refund")}
          </Button>
        )
      }
    >
      {order.person !== null && <Person person={order.person} handle />}
      <Facts order={order} />
      {order.kind === "top_up" && (
        <>
          <h3 className="mt-1 font-medium">{t("treasury.refunds")}</h3>
          {order.refunds.length === 0 && <p className="text-muted">{t("treasury.none")}</p>}
          <ul className="flex flex-col">
            {order.refunds.map((one) => (
              <RefundRow key={one.order_id} refund={one} currency={order.currency} />
            ))}
          </ul>
        </>
      )}
      {asking && <Refund order={order} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function Facts({ order }: { order: LedgerOrder }) {
  const t = useT();
  const facts = [
    { head: t("treasury.kind"), fact: wordOf("pending", order.kind, t) },
    { head: t("treasury.amount"), fact: <Amount amount={order.amount} currency={order.currency} /> },
    { head: t("treasury.state"), fact: wordOf("order", order.state, t) },
    { head: t("treasury.gateway"), fact: order.gateway },
    { head: t("treasury.when"), fact: <Time at={order.made_at} /> },
  ];
  if (order.kind === "top_up") facts.push({ head: t("treasury.left"), fact: <Amount amount={order.left} currency={order.currency} /> });
  return (
    <>
      <dl className="figures grid grid-cols-2 gap-x-5 gap-y-2 sm:grid-cols-3">
        {facts.map(({ head, fact }) => (
          <div key={head} className="min-w-0">
            <dt className="text-sm text-muted">{head}</dt>
            <dd className="font-semibold break-words">{fact}</dd>
          </div>
        ))}
      </dl>
      {order.said !== "" && <p className="break-words">{t("treasury.said", { reason: order.said })}</p>}
      {order.reason !== "" && <p className="text-sm break-words text-muted">{t("treasury.failed_why", { reason: order.reason })}</p>}
      {order.refund_of !== null && (
        <p>
          {t("treasury.refund_of")} <NumberLink id={order.refund_of} />
        </p>
      )}
    </>
  );
}

/** A refund; in a list of all, `of` leads to its top-up. */
export function RefundRow({ refund, currency, of }: { refund: LedgerRefund; currency: string; of?: string }) {
  const t = useT();
  return (
    <li className="flex flex-col gap-1 border-t border-line py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-5">
        <span>
          <span className="font-medium">{wordOf("order", refund.state, t)}</span> <Time at={refund.made_at} className="text-muted" />
        </span>
        <Amount amount={refund.amount} currency={currency} />
      </p>
      <p className="break-words">{refund.said}</p>
      {refund.reason !== "" && <p className="text-sm break-words text-muted">{t("treasury.failed_why", { reason: refund.reason })}</p>}
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        {refund.asked_by !== null && <span>{t("treasury.refund_by", { name: refund.asked_by.name })}</span>}
        {of === undefined ? (
          <NumberLink id={refund.order_id} />
        ) : (
          <span>
            {t("treasury.refund_of")} <NumberLink id={of} />
          </span>
        )}
      </p>
    </li>
  );
}
