import { declinePanel, type NewVote, type PanelQuestion, voteOnPanel } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Choices, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { Examples } from "../standard/Examples.tsx";
import { useT } from "../text.ts";
import { keepPanels, panelsQuery } from "./queries.ts";

type Answer = NewVote["answer"];
const ANSWERS = ["keeps", "breaks", "cannot_say"] as const satisfies Answer[];

/** Words without a name, the rule with what it allows, and three answers of which none is chosen beforehand. */
export function Question({ asked }: { asked: PanelQuestion }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const { rule } = asked;
  return (
    <Panel title={t("panels.question", { rule: inLocale(locale, rule.zh, rule.en) })}>
      <div className="flex flex-col gap-4">
        <figure>
          <figcaption className="mb-1 text-sm text-muted">{t(asked.subject_kind === "post" ? "panels.from_post" : "panels.from_comment")}</figcaption>
          <blockquote data-testid="panel-words" className="rounded-small border border-line bg-raised px-4 py-3 text-lg break-words whitespace-pre-line">
            {asked.text}
          </blockquote>
        </figure>
        <p className="text-sm text-muted">{t("panels.hidden")}</p>
        <section className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{t("panels.rule")}</h3>
          <p>{inLocale(locale, rule.rule_zh, rule.rule_en)}</p>
          {rule.exceptions.length > 0 && (
            <>
              <h4 className="text-sm font-semibold">{t("panels.exceptions")}</h4>
              <ul className="flex flex-col gap-2 text-sm">
                {rule.exceptions.map((one) => (
                  <li key={one.code}>
                    <strong>{inLocale(locale, one.zh, one.en)}</strong> {t("panels.covers")} {inLocale(locale, one.covers_zh, one.covers_en)} {t("panels.covers_not")}{" "}
                    {inLocale(locale, one.not_zh, one.not_en)}
                  </li>
                ))}
              </ul>
            </>
          )}
          {rule.examples.length > 0 && (
            <>
              <h4 className="text-sm font-semibold">{t("panels.examples")}</h4>
              <Examples examples={rule.examples} />
            </>
          )}
        </section>
        <Answering asked={asked} by={full(asked.answer_by)} />
      </div>
    </Panel>
  );
}

function Answering({ asked, by }: { asked: PanelQuestion; by: string }) {
  const t = useT();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [reason, setReason] = useState("");
  const headers = useSendKey(asked.panel_id, answer, reason);
  // Somebody else may have the seat by now, or the case may be decided.
  const onError = () => void cache.invalidateQueries({ queryKey: panelsQuery.queryKey });
  const send = useMutation({
    mutationFn: (said: Answer) => voteOnPanel({ path: { panel_id: asked.panel_id }, body: { answer: said, reason: reason.trim() }, headers }),
    onSuccess: (now) => {
      keepPanels(now);
      toast(t("panels.thanks"));
    },
    onError,
    meta: { quiet: true },
  });
  const decline = useMutation({
    mutationFn: () => declinePanel({ path: { panel_id: asked.panel_id } }),
    onSuccess: (now) => {
      keepPanels(now);
      toast(t("panels.declined"));
    },
    onError,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answer !== null) send.mutate(answer);
  };
  const wrong = send.error ?? decline.error;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Choices
        legend={t("panels.answer")}
        name={`answer-${asked.panel_id}`}
        value={answer ?? ("" as Answer)}
        onChoose={setAnswer}
        choices={ANSWERS.map((one) => ({ value: one, label: t(`panels.${one}`), hint: t(`panels.${one}_text`) }))}
      />
      <TextArea label={t("panels.reason")} hint={t("panels.reason_hint")} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <p className="text-sm text-muted">{t("panels.secret", { by })}</p>
      {wrong !== null && (
        <p role="alert" className="text-accent">
          {sentenceOf(wrong)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={send.isPending} disabled={answer === null}>
          {t("panels.send")}
        </Button>
        <Button look="ghost" busy={decline.isPending} onClick={() => decline.mutate()}>
          {t("panels.decline")}
        </Button>
        <span className="text-sm text-muted">{t("panels.decline_text")}</span>
      </div>
    </form>
  );
}
