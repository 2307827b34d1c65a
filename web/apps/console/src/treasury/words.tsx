/** What the books call things, in words; what has no word is shown as it stands. */
import type { LedgerName } from "@tonghao/api";
import { grouped } from "@tonghao/i18n";
import { Link } from "@tanstack/react-router";
import { type ConsoleKey, type Say, useT } from "../text.ts";
import { Person } from "../shell/Person.tsx";

const SIGNS: Record<string, string> = { CNY: "¥", USD: "US$", EUR: "€", GBP: "£", HKD: "HK$", MOP: "MOP$", TWD: "NT$", SGD: "S$", JPY: "JP¥", KRW: "₩" };

const KNOWN: Record<string, ReadonlySet<string>> = {
  pending: new Set(["withdrawal", "top_up", "refund", "hold", "packet", "tip", "transfer"]),
  order: new Set(["made", "open", "succeeded", "failed", "refused"]),
  outcome: new Set(["applied", "repeated", "noted", "unknown", "amount_differs", "contradicts", "not_posted", "forged", "early"]),
  differ: new Set(["unknown_order", "amount_differs", "contradicts", "missing_there", "not_posted", "sum_differs", "unreadable_line"]),
  tier: new Set(["minor", "mail", "phone", "identity"]),
  limit: new Set(["top_up", "withdrawal", "transfer", "packet", "tip", "code_pay"]),
  status: new Set(["open", "frozen", "closed"]),
  purpose: new Set(["wallet", "escrow", "clearing", "in_flight", "fees", "issue", "unclaimed"]),
  owner: new Set(["person", "platform", "partner", "red_packet", "transfer", "tip", "fund", "hold", "gateway"]),
  code: new Set(["top_up", "top_up_refund", "top_up_refund_back", "refund_paid", "withdrawal", "withdrawal_paid", "withdrawal_back", "transfer_sent", "transfer_accepted", "transfer_back", "packet_made", "packet_share", "packet_back", "tip_given", "tip_settled", "tip_back", "hold_placed", "hold_captured", "hold_rest", "hold_back", "request_paid", "split_paid", "code_paid", "fund_in", "fund_out", "reversal"]),
  reason: new Set(["insufficient_balance", "account_frozen", "account_closed", "account_missing", "currency_differs"]),
};

/** The word for `value` in its group, for example code and top_up. */
export function wordOf(group: string, value: string, t: Say): string {
  return KNOWN[group]?.has(value) === true ? t(`treasury.${group}_${value}` as ConsoleKey) : value;
}

/** An amount as the console writes it. */
export function written(plain: string, currency: string, t: Say): string {
  const amount = grouped(plain);
  return currency === "PTS" ? t("treasury.points", { amount }) : `${SIGNS[currency] ?? `${currency} `}${amount}`;
}

/** An amount, its minus for the eye and in words for the ear; with `moved` a plus too. */
export function Amount({ amount, currency, moved = false }: { amount: string; currency: string; moved?: boolean }) {
  const t = useT();
  const out = amount.startsWith("-");
  const size = written(amount.replace(/^-/, ""), currency, t);
  if (!out && !moved) return <span className="figures">{size}</span>;
  return (
    <span className="figures">
      <span aria-hidden="true">
        {out ? "−" : "+"}
        {size}
      </span>
      <span className="sr-only">{t(out ? "treasury.out" : "treasury.in", { amount: size })}</span>
    </span>
  );
}

export function nameOf(name: LedgerName, t: Say): string {
  const whose = name.person?.name ?? wordOf("owner", name.owner_kind, t);
  return `${whose} · ${wordOf("purpose", name.purpose, t)}`;
}

/** A number that can be looked for in turn. */
export function NumberLink({ id }: { id: string }) {
  return (
    <Link to="/treasury" search={{ q: id }} className="mono inline-link inline-flex min-h-6 items-center break-all">
      {id}
    </Link>
  );
}

/** Whose account it is, leading to its entries. */
export function AccountLink({ name }: { name: LedgerName }) {
  const t = useT();
  return (
    <Link to="/treasury" search={(before: object) => ({ ...before, account: name.account_id })} className="inline-link inline-flex min-h-6 items-center break-words">
      {nameOf(name, t)}
    </Link>
  );
}

export function Owner({ name }: { name: LedgerName }) {
  const t = useT();
  if (name.person === null) return <span>{nameOf(name, t)}</span>;
  return <Person person={name.person} handle below={wordOf("purpose", name.purpose, t)} />;
}
