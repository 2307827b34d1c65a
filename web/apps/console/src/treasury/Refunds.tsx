import { useInfiniteQuery } from "@tanstack/react-query";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { RefundRow } from "./Order.tsx";
import { refundsQuery } from "./queries.ts";

/** What was given back of top-ups, by whom and why; whose it was tells the top-up, where a look is on record. */
export function Refunds() {
  const t = useT();
  const list = useInfiniteQuery(refundsQuery);
  const refunds = entriesOf(list.data);
  return (
    <Panel title={t("treasury.refunds_all")} text={t("treasury.refunds_text")}>
      {list.isPending && <Waiting height={96} />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && refunds.length === 0 && <p className="text-muted">{t("treasury.none")}</p>}
      <ul className="flex flex-col">
        {refunds.map((one) => (
          <RefundRow key={one.order_id} refund={one} currency={one.currency} of={one.refund_of} />
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}
