import type { WalletEntry } from "@tonghao/api";
import { Avatar, Button, buttonClasses, Field, Skeleton } from "@tonghao/ui";
import { avatarAddress } from "@tonghao/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDownLeft, ArrowUpRight, ChevronRight, Download } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { nameOf } from "./codes.ts";
import { Moved, useAmount } from "./money.tsx";
import { ALL, historyQuery, type Sort, type Wanted } from "./queries.ts";

const SORTS: Sort[] = ["top_up", "withdrawal", "transfer", "packet", "tip", "fund", "other"];

/** Every movement, the newest first, with filters, search, and the statement to take away. */
export function History({ currency }: { currency: string }) {
  const t = useT();
  const [wanted, setWanted] = useState<Wanted>(ALL);
  const found = useInfiniteQuery(historyQuery(wanted));
  const entries = entriesOf(found.data);
  const filtered = Object.values(wanted).some((one) => one !== null && one !== "");
  return (
    <Panel title={t("wallet_history.title")}>
      <details className="mb-2">
        <summary className="min-h-11 cursor-pointer py-2.5 text-sm">{t("wallet_history.filter")}</summary>
        <Filters wanted={wanted} onWant={setWanted} />
      </details>
      {filtered && (
        <Button look="line" size="s" className="mb-2 min-h-11" onClick={() => setWanted(ALL)}>
          {t("wallet_history.clear")}
        </Button>
      )}
      {found.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && entries.length === 0 && <p className="py-4 text-muted">{t(filtered ? "wallet_history.none_found" : "wallet_history.none")}</p>}
      {entries.length > 0 && (
        <>
          <ul className="-mx-2 flex flex-col">
            {entries.map((entry) => (
              <Row key={entry.number} entry={entry} currency={currency} />
            ))}
          </ul>
          <LoadMore
            has={found.hasNextPage}
            busy={found.isFetchingNextPage}
            failed={found.isFetchNextPageError}
            onMore={() => void found.fetchNextPage()}
            end={t("wallet_history.end")}
          />
        </>
      )}
    </Panel>
  );
}

function Row({ entry, currency }: { entry: WalletEntry; currency: string }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  const Arrow = entry.amount.startsWith("-") ? ArrowUpRight : ArrowDownLeft;
  return (
    <li>
      <Link
        to="/wallet/entries/$transferId"
        params={{ transferId: entry.transfer_id }}
        className="flex min-h-16 items-center gap-3 rounded-small px-2 py-2 hover:bg-tint"
      >
        {entry.other === null ? (
          <span className="grid size-10 shrink-0 place-items-center rounded-full bg-tint text-brand">
            <Arrow size={20} aria-hidden="true" />
          </span>
        ) : (
          <Avatar id={entry.other.account_id} name={entry.other.name} address={avatarAddress(entry.other, "small")} size={40} />
        )}
        <span className="min-w-0 flex-1">
          <span className="block break-words">
            {t(nameOf(entry))}
            {entry.other !== null && ` · ${entry.other.is_gone ? t("person.gone") : entry.other.name}`}
          </span>
          <span className="block text-sm break-words text-muted">
            {near(entry.at)}
            {entry.title !== "" && ` · ${entry.title}`}
          </span>
        </span>
        <span className="shrink-0 text-right">
          <Moved amount={entry.amount} currency={currency} className="block font-medium" />
          <span className="block text-sm text-muted tabular-nums">{t("wallet_history.balance", { amount: written(entry.balance, currency) })}</span>
        </span>
        <ChevronRight size={16} aria-hidden="true" className="shrink-0 text-muted max-sm:hidden" />
      </Link>
    </li>
  );
}

const SELECT = "min-h-11 w-full rounded-small border border-line bg-surface px-3 text-base text-ink";

function Choice({ label, value, onPick, children }: { label: string; value: string; onPick: (value: string) => void; children: ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onPick(event.target.value)} className={SELECT}>
        {children}
      </select>
    </div>
  );
}

function Filters({ wanted, onWant }: { wanted: Wanted; onWant: (wanted: Wanted) => void }) {
  const t = useT();
  const [words, setWords] = useState(wanted.words);
  const set = (change: Partial<Wanted>) => onWant({ ...wanted, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set({ words: words.trim() });
  };
  const query = new URLSearchParams(Object.entries({ since: wanted.since, until: wanted.until }).filter(([, value]) => value !== ""));
  const address = (format: string) => `/api/v1/wallet/statement?${new URLSearchParams([...query, ["format", format]]).toString()}`;
  return (
    <div className="flex flex-col gap-3 pb-3">
      <form onSubmit={submit} role="search">
        <Field
          label={t("wallet_history.words")}
          type="search"
          maxLength={60}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          after={
            <Button type="submit" look="line" className="min-h-11">
              {t("nav.search")}
            </Button>
          }
        />
      </form>
      <div className="grid grid-cols-2 gap-3">
        <Choice label={t("wallet_history.sort")} value={wanted.sort ?? ""} onPick={(sort) => set({ sort: SORTS.find((one) => one === sort) ?? null })}>
          <option value="">{t("wallet_history.all")}</option>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`moved_sort.${sort}`)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t("wallet_history.direction")}
          value={wanted.direction ?? ""}
          onPick={(way) => set({ direction: way === "in" || way === "out" ? way : null })}
        >
          <option value="">{t("wallet_history.both")}</option>
          <option value="in">{t("wallet_history.in")}</option>
          <option value="out">{t("wallet_history.out")}</option>
        </Choice>
        <Field label={t("wallet_history.since")} type="date" value={wanted.since} onChange={(event) => set({ since: event.target.value })} />
        <Field label={t("wallet_history.until")} type="date" value={wanted.until} onChange={(event) => set({ until: event.target.value })} />
      </div>
      <div>
        <h3 className="font-semibold">{t("statement.title")}</h3>
        <p className="text-sm text-muted">{t("statement.text")}</p>
        <p className="flex flex-wrap gap-2">
          {(["csv", "pdf"] as const).map((format) => (
            <a key={format} href={address(format)} download className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
              <Download size={18} aria-hidden="true" />
              {t(`statement.${format}`)}
            </a>
          ))}
        </p>
      </div>
    </div>
  );
}
