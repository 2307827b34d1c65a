import type { Payee, ProfileCard } from "@tonghao/api";
import { grouped, useLocale } from "@tonghao/i18n";
import { Button, classes, EmptyState, Field, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Failed } from "../shell/Nowhere.tsx";
import { PersonAvatar, PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { nothing, useAmount, usePlaces } from "../wallet/money.tsx";
import { walletQuery } from "../wallet/queries.ts";
import { payeesQuery } from "./queries.ts";

/** The currency of my wallet, which is that of the house. */
export function useCurrency(): string {
  return useQuery(walletQuery).data?.currency ?? "CNY";
}

/** An amount: the sign for eyes, the word for ears. */
export function Money({ amount, currency, className }: { amount: string; currency: string; className?: string }) {
  const t = useT();
  const written = useAmount();
  const size = grouped(amount, useLocale());
  return (
    <span className={classes("tabular-nums whitespace-nowrap", className)}>
      <span aria-hidden="true">{written(amount, currency)}</span>
      <span className="sr-only">{currency === "CNY" ? t("transfers.said", { amount: size }) : t("transfers.said_in", { amount: size, currency })}</span>
    </span>
  );
}

export function AmountField({ label, value, error, onChange }: { label: string; value: string; error?: string | null; onChange: (amount: string) => void }) {
  const places = usePlaces();
  return (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      placeholder={nothing(places)}
      maxLength={12}
      value={value}
      error={error ?? null}
      onChange={(event) => onChange(event.target.value.replace(places === 0 ? /\D/g : /[^\d.]/g, ""))}
      className="text-2xl font-semibold tabular-nums"
    />
  );
}

const NOBODY: readonly string[] = [];

/** Choose somebody whom one may pay or ask. */
export function PayeePicker({ label, without = NOBODY, onPick }: { label: string; without?: readonly string[]; onPick: (payee: Payee) => void }) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());
  const found = useQuery(payeesQuery(words));
  const shown = (found.data ?? []).filter((one) => !without.includes(one.person.account_id));
  return (
    <section aria-label={label} className="flex flex-col gap-3">
      <Field label={t("payee.search")} type="search" maxLength={60} value={typed} hint={t("payee.hint")} onChange={(event) => setTyped(event.target.value)} />
      {found.isPending && <Skeleton className="h-14 w-full rounded-card" />}
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && shown.length === 0 && <EmptyState title={t("payee.none")} />}
      {shown.length > 0 && (
        <ul className="flex max-h-96 flex-col overflow-y-auto rounded-card border border-line bg-surface">
          {shown.map((payee) => (
            <li key={payee.person.account_id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                onClick={() => onPick(payee)}
                className="flex min-h-14 w-full cursor-pointer items-center gap-3 px-4 py-2 text-left hover:bg-tint"
              >
                <PersonAvatar person={payee.person} size={36} />
                <span className="min-w-0 flex-1">
                  <span className="sr-only">{t("payee.choose", { name: payee.person.name })}</span>
                  <span aria-hidden="true" className="block truncate font-semibold">
                    {payee.person.name}
                  </span>
                  <span className="block truncate text-sm text-muted">
                    @{payee.person.handle} · {t(payee.is_friend ? "payee.friend" : "payee.circle")}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Who was chosen, and a way to choose somebody else. */
export function Chosen({ person, onChange }: { person: ProfileCard; onChange: () => void }) {
  const t = useT();
  return (
    <PersonRow
      person={person}
      below={`@${person.handle}`}
      end={
        <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={onChange}>
          {t("payee.change")}
        </Button>
      }
    />
  );
}
