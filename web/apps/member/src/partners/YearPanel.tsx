import { type Partner, renewPartner } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { ConventionBox } from "./ConventionBox.tsx";
import { LicenceFields, licenceOf, NO_LICENCE, useLicencePhoto } from "./LicenceFields.tsx";
import { checksQuery, demandsQuery } from "./queries.ts";

const SOON_MS = 60 * 24 * 3_600_000;

/** The yearly check: until when it holds, what was handed in, and the form to renew it. */
export function YearPanel({ partner, mayRenew }: { partner: Partner; mayRenew: boolean }) {
  const t = useT();
  const { date } = useDates();
  const checks = useQuery(checksQuery(partner.partner_id));
  const [renewing, setRenewing] = useState(false);
  const last = checks.data?.[0];
  const waits = last?.state === "waiting";
  const refused = last?.kind === "renewal" && last.state === "refused";
  const [now] = useState(() => Date.now());
  const soon = partner.due_at !== null && Date.parse(partner.due_at) - now < SOON_MS;
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("year.title")}</h3>
      {partner.lapsed_at !== null ? (
        <p role="status" className="rounded-small bg-accent-tint px-3 py-2">
          {t("year.lapsed", { date: date(partner.lapsed_at) })}
        </p>
      ) : (
        partner.due_at !== null && <p className="text-sm text-muted">{t("year.until", { date: date(partner.due_at) })}</p>
      )}
      {last !== undefined && last.register_masked !== "" && (
        <p className="text-sm text-muted">{t("year.record", { name: last.legal_name, number: last.register_masked })}</p>
      )}
      {waits && <p>{t("year.waits", { signed: last.signed.length, needed: last.signatures })}</p>}
      {refused && <p>{t("partners.reason", { reason: last.reason })}</p>}
      {mayRenew && !waits && (soon || partner.lapsed_at !== null || renewing) && (
        <>
          {renewing ? (
            <RenewForm partner={partner} onDone={() => setRenewing(false)} />
          ) : (
            <Button className="self-start" onClick={() => setRenewing(true)}>
              {t("year.renew")}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function RenewForm({ partner, onDone }: { partner: Partner; onDone: () => void }) {
  const t = useT();
  const locale = useLocale();
  const demands = useQuery(demandsQuery);
  const [who, setWho] = useState(partner.responsible_name);
  const [words, setWords] = useState(NO_LICENCE);
  const [accepted, setAccepted] = useState(false);
  const uploads = useLicencePhoto();
  const demand = demands.data?.demands.find((one) => one.category === partner.category);
  const licence = demand === undefined ? null : licenceOf(words, uploads);
  const renew = useMutation({
    mutationFn: () =>
      renewPartner({
        path: { partner_id: partner.partner_id },
        body: { responsible_name: who, convention_version: demands.data?.convention_version ?? "", licence },
      }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["partner-checks", partner.partner_id] });
      toast(t("year.sent"));
      onDone();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renew.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t("partners.who")} hint={t("partners.who_hint")} required maxLength={60} value={who} onChange={(event) => setWho(event.target.value)} />
      {demand !== undefined && (
        <LicenceFields
          called={inLocale(locale, demand.licence_zh, demand.licence_en)}
          words={words}
          set={(change) => setWords((now) => ({ ...now, ...change }))}
          uploads={uploads}
        />
      )}
      <ConventionBox accepted={accepted} onChange={setAccepted} />
      {renew.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(renew.error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="line" onClick={onDone}>
          {t("ui.cancel")}
        </Button>
        <Button type="submit" busy={renew.isPending} disabled={!accepted || !demands.isSuccess || (demand !== undefined && licence === null)}>
          {t("year.send")}
        </Button>
      </div>
    </form>
  );
}
