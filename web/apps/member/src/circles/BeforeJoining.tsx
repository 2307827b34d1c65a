import { type Circle, type JoinAsk, requestToJoin, withdrawJoinRequest } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { DutyPanel, RulesPanel, RunByPanel } from "./DutyPanel.tsx";
import { keepCircle } from "./queries.ts";

/** What stands in a circle's place for those who are not in it: who runs it, the rules, and how one comes in. */
export function BeforeJoining({ circle }: { circle: Circle }) {
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <JoiningPanel circle={circle} />
      <div className="flex flex-col gap-3 md:gap-4 xl:hidden">
        <RunByPanel circle={circle} />
        <DutyPanel circle={circle} />
        <RulesPanel circle={circle} />
      </div>
      {circle.ask !== null && circle.my_role === null && !circle.is_banned && circle.state === "open" && <Asking circle={circle} ask={circle.ask} />}
    </div>
  );
}

/** The kind of a circle in words, what it asks, and how soon it answers. */
export function JoiningPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const time = useDuration();
  const speed = circle.ask?.median_answer_seconds;
  return (
    <Panel title={t("join.before")}>
      <p>{t(`join.kind_${circle.kind}`)}</p>
      {circle.kind === "request" && <p className="mt-1 text-sm text-muted">{t("join.members_only")}</p>}
      {circle.ask !== null && (
        <>
          {circle.ask.questions.length > 0 && (
            <ol className="mt-3 list-decimal pl-5 text-sm">
              {circle.ask.questions.map((question) => (
                <li key={question.text}>
                  {question.text}
                  {question.is_required === false && <span className="text-muted">{t("join.optional")}</span>}
                </li>
              ))}
            </ol>
          )}
          <p className="mt-3 text-sm text-muted">{typeof speed === "number" ? t("join.speed", { time: time(speed) }) : t("join.speed_unknown")}</p>
        </>
      )}
    </Panel>
  );
}

function useDuration(): (seconds: number) => string {
  const t = useT();
  return (seconds) => {
    const minutes = Math.max(1, Math.round(seconds / 60));
    if (minutes < 90) return t("join.minutes", { count: minutes });
    const hours = Math.round(minutes / 60);
    return hours < 48 ? t("join.hours", { count: hours }) : t("join.days", { count: Math.round(hours / 24) });
  };
}

function Asking({ circle, ask }: { circle: Circle; ask: JoinAsk }) {
  const t = useT();
  const me = useMe();
  const { pathname } = useLocation();
  if (me === null) {
    return (
      <Panel title={t("join.form")}>
        <div id="ask">
          <Link to="/sign-in" search={{ next: pathname }} className={buttonClasses()}>
            {t("join.sign_in")}
          </Link>
        </div>
      </Panel>
    );
  }
  const mine = ask.my_request;
  return mine?.state === "pending" ? <Waiting circle={circle} request={mine} /> : <AskForm circle={circle} ask={ask} />;
}

type Mine = NonNullable<JoinAsk["my_request"]>;

function Waiting({ circle, request }: { circle: Circle; request: Mine }) {
  const t = useT();
  const { near, day } = useDates();
  const withdraw = useMutation({
    mutationFn: () => withdrawJoinRequest({ path: { circle_id: circle.circle_id } }),
    onSuccess: () => toast(t("join.withdrawn")),
    onSettled: () => void cache.invalidateQueries({ queryKey: ["circle", circle.slug] }),
  });
  return (
    <Panel title={t("join.pending")}>
      <div id="ask" role="status">
        <p className="text-sm text-muted">{t("join.pending_text", { asked: near(request.asked_at), until: day(request.expires_at) })}</p>
      </div>
      <Said introduction={request.introduction} note={request.note} answers={request.answers} />
      <Button look="line" className="mt-4" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {t("join.withdraw")}
      </Button>
    </Panel>
  );
}

/** What was said in a request; also for those who answer it. */
export function Said({ introduction, note, answers }: Pick<Mine, "introduction" | "note" | "answers">) {
  const t = useT();
  return (
    <div className="mt-2 flex flex-col gap-2">
      <p className="whitespace-pre-line">{introduction}</p>
      <dl className="flex flex-col gap-2 text-sm">
        {answers.map((one) => (
          <div key={one.question}>
            <dt className="text-muted">{one.question}</dt>
            <dd className="whitespace-pre-line">{one.answer}</dd>
          </div>
        ))}
        {note !== "" && (
          <div>
            <dt className="text-muted">{t("requests.note")}</dt>
            <dd className="whitespace-pre-line">{note}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function AskForm({ circle, ask }: { circle: Circle; ask: JoinAsk }) {
  const t = useT();
  const locale = useLocale();
  const { day } = useDates();
  const [introduction, setIntroduction] = useState("");
  const [note, setNote] = useState("");
  const [answers, setAnswers] = useState<string[]>(() => ask.questions.map(() => ""));
  const headers = useSendKey(introduction, note, answers);
  const send = useMutation({
    mutationFn: () =>
      requestToJoin({
        path: { circle_id: circle.circle_id },
        body: { introduction, note, answers: ask.questions.map((_, at) => answers[at] ?? "") },
        headers,
      }),
    onSuccess: (now) => {
      keepCircle(now);
      toast(t("join.sent"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  const mine = ask.my_request;
  return (
    <Panel title={t("join.form")}>
      <form id="ask" lang={locale} onSubmit={submit} className="flex flex-col gap-4">
        {mine?.state === "declined" && (
          <div className="rounded-small bg-amber-tint px-3 py-2 text-sm">
            <p className="font-medium">{t("join.declined")}</p>
            {mine.reason !== "" && <p>{t("join.declined_text", { date: day(mine.decided_at ?? mine.asked_at), reason: mine.reason })}</p>}
            <p>{t("join.declined_again")}</p>
          </div>
        )}
        {mine?.state === "expired" && <p className="rounded-small bg-amber-tint px-3 py-2 text-sm">{t("join.expired")}</p>}
        <TextArea
          label={t("join.introduction")}
          hint={t("join.introduction_hint")}
          required
          maxLength={300}
          rows={3}
          value={introduction}
          onChange={(event) => setIntroduction(event.target.value)}
        />
        {ask.questions.map((question, at) => (
          <TextArea
            key={question.text}
            label={question.is_required === false ? `${question.text}${t("join.optional")}` : question.text}
            required={question.is_required !== false}
            maxLength={300}
            rows={2}
            value={answers[at] ?? ""}
            onChange={(event) => setAnswers(ask.questions.map((_, place) => (place === at ? event.target.value : (answers[place] ?? ""))))}
          />
        ))}
        <TextArea label={t("join.note")} maxLength={300} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        {send.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(send.error)}
          </p>
        )}
        <Button type="submit" className="self-start" busy={send.isPending}>
          {t("join.send")}
        </Button>
      </form>
    </Panel>
  );
}
