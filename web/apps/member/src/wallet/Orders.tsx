import type { WalletOrder } from "@tonghao/api";
import { buttonClasses } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDates } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { useAmount } from "./money.tsx";
import { walletOrdersQuery } from "./queries.ts";

const SHOWN_HOURS = 24;

/** What is on its way, and what ended today without arriving. */
export function Orders() {
  const t = useT();
  const orders = useQuery(walletOrdersQuery);
  const [recent] = useState(() => Date.now() - SHOWN_HOURS * 3_600_000);
  const shown = (orders.data?.entries ?? []).filter(
    (order) => order.state === "made" || order.state === "open" || (order.state === "failed" && Date.parse(order.ended_at ?? "") > recent),
  );
  return (
    <div aria-live="polite">
      {shown.length > 0 && (
        <Panel title={t("wallet_order.title")}>
          <ul className="flex flex-col divide-y divide-line">
            {shown.map((order) => (
              <Row key={order.order_id} order={order} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function Row({ order }: { order: WalletOrder }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  const state = t(order.state === "failed" ? `wallet_order.failed_${order.kind}` : `wallet_order.${order.state}`);
  const what = `wallet_order.${order.kind}` as const;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 py-2.5">
      <span>
        <span className="block">{t(what, { amount: written(order.amount, order.currency) })}</span>
        <span className="block text-sm text-muted">
          {near(order.made_at)} · {state}
        </span>
      </span>
      {order.pay_url !== "" && order.state === "open" && (
        <a href={order.pay_url} className={buttonClasses("line", "s", "min-h-11")}>
          {t("move.pay_there")}
        </a>
      )}
    </li>
  );
}
