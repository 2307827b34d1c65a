import { type Agreement, answerSample, type Sample, type SampleDesk } from "@tonghao/api";
import { Alert, Button, NativeSelect } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { classes, EmptyState } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { mayOperate, useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { CoveredPictures } from "../moderation/CoveredPhotos.tsx";
import { useCategories } from "../moderation/queries.ts";
import { useKeys } from "../moderation/useKeys.ts";
import { useSendKey } from "../sendKey.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { type ConsoleKey, useT } from "../text.ts";
import { OwnItems } from "./OwnItems.tsx";
import { agreementQuery, deskQuery } from "./queries.ts";

/** One thing at a time, without circle, author and earlier decision. */
export function SamplesPage() {
  const t = useT();
  const me = useMe();
  const desk = useQuery(deskQuery);
  return (
    <Page title={t("samples.title")} lead={t("samples.lead")}>
      {desk.isPending && <Waiting height={360} />}
      {desk.isError && <Failed error={desk.error} onRetry={() => void desk.refetch()} />}
      {desk.data !== undefined && <Desk desk={desk.data} />}
      <AgreementPanel />
      {mayOperate(me) && <OwnItems />}
    </Page>
  );
}

function Desk({ desk }: { desk: SampleDesk }) {
  const t = useT();
  const { rate } = desk;
  return (
    <>
      <p className="figures flex flex-wrap gap-x-5 text-muted" role="status">
        <span>{t("samples.waiting", { count: desk.waiting })}</span>
        <span>{t("samples.today", { count: desk.answered_today })}</span>
      </p>
      {desk.sample === null ? (
        <EmptyState title={t("samples.empty")}>{t("samples.empty_text")}</EmptyState>
      ) : (
        // A new sample begins without an answer.
        <Looked key={desk.sample.sample_id} sample={desk.sample} />
      )}
      <p className="max-w-3xl text-sm text-muted">
        {t("samples.rate", { percent: rate.share * 100, least: rate.least_a_day, most: rate.most_a_day, days: rate.kept_days })}
      </p>
    </>
  );
}

function Looked({ sample }: { sample: Sample }) {
  const t = useT();
  const photos = sample.photos.map(({ number, alt }) => {
    const address = `/api/v1/samples/${sample.sample_id}/photos/${number}`;
    return { key: String(number), alt, small: `${address}?size=small`, large: address };
  });
  return (
    <div className="grid items-start gap-4 desk:grid-cols-[1fr_22rem]">
      <Panel title={t("samples.content")}>
        {sample.html === "" ? (
          <p className="text-muted">{t("samples.no_text")}</p>
        ) : (
          // The server made it from the source and lets no script or style through.
          <div className="prose text-lg" data-testid="sample" dangerouslySetInnerHTML={{ __html: sample.html }} />
        )}
        {photos.length > 0 && <CoveredPictures pictures={photos} />}
      </Panel>
      <Answer sample={sample} />
    </div>
  );
}

const SEVERITIES = [0, 1, 2, 3, 4] as const;

function Answer({ sample }: { sample: Sample }) {
  const t = useT();
  const locale = useLocale();
  const { all, byCode } = useCategories();
  const [violating, setViolating] = useState<boolean | null>(null);
  const [code, setCode] = useState("sex.suggestive");
  const rule = byCode.get(code);
  const [chosen, setChosen] = useState<number | null>(null);
  const severity = chosen ?? rule?.severity ?? 2;
  const [lacking, setLacking] = useState(false);
  const first = useRef<HTMLSelectElement>(null);
  const headers = useSendKey(sample.sample_id, violating, code, severity);
  const send = useMutation({
    mutationFn: (said: boolean) =>
      answerSample({ path: { sample_id: sample.sample_id }, body: said ? { violating: true, category: code, severity } : { violating: false }, headers }),
    onSuccess: (next) => {
      cache.setQueryData(deskQuery.queryKey, next);
      for (const key of [agreementQuery.queryKey, ["overview"], ["cases"]]) void cache.invalidateQueries({ queryKey: key });
      window.scrollTo({ top: 0 });
    },
    onError: () => void cache.invalidateQueries({ queryKey: deskQuery.queryKey }),
    meta: { quiet: true },
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (violating === null) setLacking(true);
    else if (!send.isPending) send.mutate(violating);
  };
  const choose = (wanted: boolean) => {
    setViolating(wanted);
    setLacking(false);
  };
  useKeys({
    o: () => choose(false),
    v: () => choose(true),
    Enter: () => submit(),
  });
  return (
    <Panel title={t("samples.answer")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div role="radiogroup" aria-label={t("samples.answer")} className="grid grid-cols-2 gap-2">
          {([false, true] as const).map((one) => (
            <label
              key={String(one)}
              className={classes(
                "flex min-h-12 cursor-pointer items-center justify-center rounded-small border px-3 text-center font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
                violating === one ? "border-brand bg-tint text-brand" : "border-line",
              )}
            >
              <input type="radio" name="violating" className="sr-only" checked={violating === one} onChange={() => choose(one)} />
              {t(one ? "samples.violating" : "samples.fine")}
            </label>
          ))}
        </div>
        {violating === true && (
          <>
            <NativeSelect
              ref={first}
              label={t("samples.category")}
              description={rule === undefined ? undefined : inLocale(locale, rule.rule_zh, rule.rule_en)}
              inputWrapperOrder={["label", "input", "description"]}
              value={code}
              onChange={(event) => {
                setCode(event.currentTarget.value);
                setChosen(null);
              }}
              data={all.map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
            />
            <NativeSelect
              label={t("samples.severity")}
              value={String(severity)}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
              data={SEVERITIES.map((one) => ({ value: String(one), label: t(`samples.severity_${one}` as ConsoleKey) }))}
            />
          </>
        )}
        {lacking && <p role="alert">{t("samples.choose_first")}</p>}
        {send.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(send.error)}
          </Alert>
        )}
        <Button type="submit" h={48} loading={send.isPending}>
          {t("samples.send")}
        </Button>
        <p className="text-sm text-muted">{t("samples.follows")}</p>
        <p className="hidden text-sm text-muted wide:block">{t("samples.keys")}</p>
        <p>
          <a href="/standard" target="_blank" rel="noopener" className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
            {t("samples.standard")}
          </a>
        </p>
      </form>
    </Panel>
  );
}

function AgreementPanel() {
  const t = useT();
  const { data } = useQuery(agreementQuery);
  if (data === undefined) return null;
  return (
    <Panel title={t("samples.agreement")} text={t("samples.agreement_text")}>
      {data.length === 0 && <p className="text-muted">{t("samples.agreement_none")}</p>}
      <ul className="flex flex-col gap-3">
        {data.map((one) => (
          <li key={one.moderator.account_id} className="flex flex-wrap items-center gap-x-5 gap-y-1">
            <Agreed one={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Agreed({ one }: { one: Agreement }) {
  const t = useT();
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const { count, of, low, high } = one.agreed;
  return (
    <>
      <Person person={one.moderator} />
      <span className="figures">{t("samples.agreed", { count, of, low: percent(low), high: percent(high) })}</span>
      <span className="figures text-sm text-muted">
        {t("samples.passed", { count: one.passed })} · {t("samples.blamed", { count: one.blamed })}
      </span>
    </>
  );
}
