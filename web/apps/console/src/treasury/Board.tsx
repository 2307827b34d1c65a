import type { Treasury } from "@tonghao/api";
import { grouped } from "@tonghao/i18n";
import { Time } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Flow } from "./Flow.tsx";
import { Figures } from "./Figures.tsx";
import { treasuryQuery } from "./queries.ts";
import { Reconciliation } from "./Reconciliation.tsx";
import { Refunds } from "./Refunds.tsx";
import { Amount, wordOf } from "./words.tsx";

/** How the money of this place stands. */
export function Board() {
  const board = useQuery(treasuryQuery);
  if (board.isPending) return <Waiting height={480} />;
  if (board.isError) return <Failed error={board.error} onRetry={() => void board.refetch()} />;
  return (
    <>
      <Audit board={board.data} />
      <Flow />
      <Pending board={board.data} />
      <Gateways board={board.data} />
      <Reconciliation currency={board.data.currency} />
      <Refunds />
      <Limits board={board.data} />
    </>
  );
}

type On = { board: Treasury };

function Audit({ board: { audit, seals } }: On) {
  const t = useT();
  return (
    <Panel title={t("treasury.audit")}>
      {audit === null ? (
        <p className="text-muted">{t("treasury.audit_none")}</p>
      ) : (
        <>
          <p className={audit.faults.length > 0 ? "font-semibold text-accent" : "font-medium"}>
            {audit.faults.length > 0
              ? t("treasury.audit_bad", { count: audit.faults.length })
              : t("treasury.audit_good", { accounts: audit.account_count, transfers: audit.transfer_count })}
          </p>
          <ul className="list-disc pl-5">
            {audit.faults.map((fault) => (
              <li key={fault} className="break-words">
                {fault}
              </li>
            ))}
          </ul>
          <p className="text-sm text-muted">
            <Time at={audit.began_at} /> · {t(audit.is_full ? "treasury.audit_full" : "treasury.audit_part")}
          </p>
        </>
      )}
      <h3 className="mt-1 font-medium">{t("treasury.seals")}</h3>
      {seals.length === 0 ? (
        <p className="text-muted">{t("treasury.seals_none")}</p>
      ) : (
        <Figures
          label={t("treasury.seals")}
          heads={[t("treasury.day"), t("treasury.transfers"), t("treasury.seal")]}
          rows={seals.map((one) => ({
            key: one.day,
            cells: [
              one.day,
              one.transfer_count,
              <span key="seal" className="mono">
                {one.sha256.slice(0, 16)}…
              </span>,
            ],
          }))}
        />
      )}
    </Panel>
  );
}

function Pending({ board: { pending } }: On) {
  const t = useT();
  return (
    <Panel title={t("treasury.pending")} text={t("treasury.pending_text")}>
      {pending.length === 0 ? (
        <p className="text-muted">{t("treasury.pending_none")}</p>
      ) : (
        <Figures
          label={t("treasury.pending")}
          heads={[t("treasury.kind"), t("treasury.count"), t("treasury.total"), t("treasury.oldest")]}
          rows={pending.map((one) => ({
            key: one.kind + one.currency,
            cells: [wordOf("pending", one.kind, t), one.count, <Amount key="total" amount={one.total} currency={one.currency} />, <Time key="oldest" at={one.oldest_at} />],
          }))}
        />
      )}
    </Panel>
  );
}

function Gateways({ board: { gateways, orders, notices } }: On) {
  const t = useT();
  return (
    <Panel title={t("treasury.gateways")}>
      {gateways.length === 0 && <p className="text-muted">{t("treasury.gateways_none")}</p>}
      <ul className="flex flex-col gap-3">
        {gateways.map((one) => (
          <li key={one.name}>
            <p>
              <span className="font-semibold">{one.name}</span>{" "}
              <span className="text-sm text-muted">
                {one.active && `${t("treasury.active")} · `}
                {t(one.proven ? "treasury.proven" : "treasury.unproven")}
              </span>
            </p>
            <dl className="figures grid grid-cols-2 gap-x-5 gap-y-2 desk:grid-cols-4">
              <Fact head={t("treasury.waiting")}>{one.waiting}</Fact>
              <Fact head={t("treasury.last_notice")}>{one.last_notice_at === null ? t("treasury.never") : <Time at={one.last_notice_at} />}</Fact>
              <Fact head={t("treasury.failed_day")}>{one.failed_day}</Fact>
              <Fact head={t("treasury.differences")}>{one.differences}</Fact>
            </dl>
          </li>
        ))}
      </ul>
      <h3 className="mt-1 font-medium">{t("treasury.orders")}</h3>
      {orders.length === 0 ? (
        <p className="text-muted">{t("treasury.none")}</p>
      ) : (
        <Figures
          label={t("treasury.orders")}
          heads={[t("treasury.gateway"), t("treasury.kind"), t("treasury.state"), t("treasury.count"), t("treasury.total")]}
          rows={orders.map((one) => ({
            key: one.gateway + one.kind + one.state + one.currency,
            cells: [one.gateway, wordOf("pending", one.kind, t), wordOf("order", one.state, t), one.count, <Amount key="total" amount={one.total} currency={one.currency} />],
          }))}
        />
      )}
      <h3 className="mt-1 font-medium">{t("treasury.notices")}</h3>
      <p className="text-sm text-muted">{t("treasury.notices_text")}</p>
      {notices.length === 0 ? (
        <p className="text-muted">{t("treasury.none")}</p>
      ) : (
        <Figures
          label={t("treasury.notices")}
          heads={[t("treasury.gateway"), t("treasury.outcome"), t("treasury.count"), t("treasury.late")]}
          rows={notices.map((one) => ({ key: one.gateway + one.outcome, cells: [one.gateway, wordOf("outcome", one.outcome, t), one.count, one.late] }))}
        />
      )}
    </Panel>
  );
}

function Fact({ head, children }: { head: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{head}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Limits({ board: { limits, currency } }: On) {
  const t = useT();
  const kinds = limits[0]?.kinds ?? [];
  return (
    <Panel title={t("treasury.limits")} text={t("treasury.limits_text", { currency })}>
      <Figures
        label={t("treasury.limits")}
        heads={[t("treasury.tier"), ...kinds.map((one) => wordOf("limit", one.kind, t))]}
        rows={limits.map((tier) => ({
          key: tier.tier,
          cells: [
            wordOf("tier", tier.tier, t),
            ...tier.kinds.map((one) => (Number(one.each) === 0 ? t("treasury.may_not") : [one.each, one.day, one.month].map((amount) => grouped(amount.replace(/\.0+$/, ""))).join(" / "))),
          ],
        }))}
      />
    </Panel>
  );
}
