/** Paying: what the server asks for above a limit is asked here, and what it refuses is explained. */
import { beginPasskey, isRefusal, type Refusal } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { canUsePasskeys, showPasskey, wasCancelled } from "../accounts/passkeys.ts";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { useAmount } from "./money.tsx";

export type Shown = { pay_password?: string; passkey?: { challenge_id: string; credential: Record<string, unknown> } };

const ASKS = new Set(["pay_password_wanted", "pay_password_wrong", "pay_password_locked"]);

function asking(error: unknown): Refusal | null {
  return isRefusal(error) && ASKS.has(error.code) ? error : null;
}

export type Payment = {
  /** Begin, or go on with what was shown. */
  go: (shown?: Shown) => void;
  busy: boolean;
  /** The refusal that asks for pay password or passkey. */
  asks: Refusal | null;
  /** Any other refusal. */
  fault: unknown;
  forget: () => void;
};

/** Do `act`; where the server wants to see pay password or passkey, `asks` says so, and `PayStep` asks for it. */
export function usePayment<Done>(act: (shown: Shown) => Promise<Done>, onDone: (done: Done) => void): Payment {
  const [asks, setAsks] = useState<Refusal | null>(null);
  const run = useMutation({
    mutationFn: act,
    meta: { quiet: true },
    onSuccess: (done) => {
      setAsks(null);
      onDone(done);
    },
    onError: (error) => setAsks(asking(error)),
  });
  return {
    go: (shown = {}) => run.mutate(shown),
    busy: run.isPending,
    asks,
    fault: run.isError && asking(run.error) === null ? run.error : null,
    forget: () => {
      setAsks(null);
      run.reset();
    },
  };
}

/** Stands in the dialog of a payment in place of its fields while it is to be confirmed. */
export function PayStep({ payment, currency }: { payment: Payment; currency: string }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  const [digits, setDigits] = useState("");
  const show = useMutation({
    mutationFn: async () => showPasskey(await beginPasskey({ body: { purpose: "prove" } })),
    onSuccess: (passkey) => payment.go({ passkey }),
    meta: { quiet: true },
  });
  const asks = payment.asks;
  if (asks === null) return null;
  const { free, has_password, has_passkey, tries_left, until } = asks.details;
  const wanted = asks.code === "pay_password_wanted";
  if (wanted && has_password === false && has_passkey === false) {
    return (
      <>
        <p>{t("pay.none")}</p>
        <Link to="/wallet/pay-password" className="inline-flex min-h-11 items-center text-brand underline underline-offset-4">
          {t("pay.set")}
        </Link>
      </>
    );
  }
  const wrong = asks.code === "pay_password_wrong";
  const locked = asks.code === "pay_password_locked";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    payment.go({ pay_password: digits });
    setDigits("");
  };
  return (
    <>
      {wanted && typeof free === "string" && <p className="text-muted">{t("pay.text", { free: written(free, currency) })}</p>}
      {locked && (
        <p role="alert">
          {sentenceOf(asks)} {typeof until === "string" && t("pay.locked_until", { until: near(until) })}
        </p>
      )}
      {!locked && has_password !== false && (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={t("pay.password")}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            pattern="[0-9]{6}"
            maxLength={6}
            required
            autoFocus
            value={digits}
            error={wrong ? `${sentenceOf(asks)} ${t("pay.tries_left", { count: Number(tries_left) })}` : null}
            onChange={(event) => setDigits(event.target.value)}
          />
          <Button type="submit" busy={payment.busy}>
            {t("pay.confirm")}
          </Button>
        </form>
      )}
      {canUsePasskeys && has_passkey !== false && (
        <Button look="line" busy={show.isPending} onClick={() => show.mutate()}>
          {t("pay.by_passkey")}
        </Button>
      )}
      {show.isError && (
        <p role="alert" className="text-sm text-accent">
          {wasCancelled(show.error) ? t("pay.cancelled") : sentenceOf(show.error)}
        </p>
      )}
      <Link to="/wallet/pay-password" className="inline-flex min-h-6 items-center self-start text-sm text-brand underline underline-offset-4">
        {t("pay.reset")}
      </Link>
    </>
  );
}

/** What was refused and why, how much is left, and what one can do about it. */
export function Explained({ fault, currency }: { fault: unknown; currency: string }) {
  const t = useT();
  const written = useAmount();
  const { near } = useDates();
  if (fault === null || fault === undefined) return null;
  const details = isRefusal(fault) ? fault.details : {};
  const { which, limit, left, raised_by, until } = details;
  const limited = isRefusal(fault, "limit_reached");
  return (
    <div role="alert" className="rounded-small bg-amber-tint px-4 py-3">
      <p className="font-medium">{sentenceOf(fault)}</p>
      {limited && typeof limit === "string" && (which === "each" || which === "day" || which === "month") && (
        <p>{t(`wallet_limit.${which}`, { limit: written(limit, currency) })}</p>
      )}
      {typeof left === "string" && <p>{t("wallet_limit.left", { left: written(left, currency) })}</p>}
      {limited && <p>{t(raised_by === "phone" ? "wallet_limit.raised_by_phone" : "wallet_limit.raised_by_nothing")}</p>}
      {isRefusal(fault, "new_device_braked") && typeof until === "string" && <p>{t("wallet_limit.until", { until: near(until) })}</p>}
      {limited && (
        <p className="flex flex-wrap gap-x-4">
          {raised_by === "phone" && (
            <Link to="/settings/$part" params={{ part: "security" }} className="inline-flex min-h-8 items-center text-brand underline underline-offset-4">
              {t("wallet_limit.verify")}
            </Link>
          )}
          <Link to="/wallet/limits" className="inline-flex min-h-8 items-center text-brand underline underline-offset-4">
            {t("wallet_limit.see")}
          </Link>
        </p>
      )}
    </div>
  );
}
