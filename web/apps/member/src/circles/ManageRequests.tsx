import { answerJoinRequests, type Circle, type JoinQuestion, type JoinRequest, setJoinQuestions } from "@tonghao/api";
import { Button, Dialog, EmptyState, Field, Skeleton, TextArea, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, entriesOf, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { Said } from "./BeforeJoining.tsx";
import { keepCircle, requestsQuery } from "./queries.ts";

/** Who asks to come in, and what they are asked. */
export function ManageRequests({ circle }: { circle: Circle }) {
  return (
    <div className="flex flex-col gap-4">
      <WaitingPanel circle={circle} />
      {circle.my_rights.includes("edit_circle") && <QuestionsPanel circle={circle} />}
      <DecidedPanel circle={circle} />
    </div>
  );
}

function useAnswers(circle: Circle, onDone: () => void) {
  const t = useT();
  return useMutation({
    mutationFn: (answer: { requests: JoinRequest[]; accept: boolean; reason?: string }) =>
      answerJoinRequests({
        path: { circle_id: circle.circle_id },
        body: { request_ids: answer.requests.map((one) => one.request_id), accept: answer.accept, reason: answer.reason ?? "" },
      }),
    onSuccess: (outcomes, { requests, accept }) => {
      const done = outcomes.filter((one) => one.outcome === "accepted" || one.outcome === "declined").length;
      const [first] = requests;
      if (accept && first !== undefined && requests.length === 1) toast(t("requests.accepted", { name: first.account.name }));
      else toast(t("requests.done", { count: done }));
      if (done < outcomes.length) toast(t("requests.passed_over", { count: outcomes.length - done }), "bad");
      onDone();
    },
    onSettled: () => {
      for (const key of ["requests", "members"]) void cache.invalidateQueries({ queryKey: [key, circle.circle_id] });
      void cache.invalidateQueries({ queryKey: ["circle", circle.slug] });
    },
  });
}

function WaitingPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const mayAnswer = circle.my_rights.includes("answer_requests");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [declining, setDeclining] = useState<JoinRequest[] | null>(null);
  const requests = useInfiniteQuery(requestsQuery(circle.circle_id, "pending"));
  const answer = useAnswers(circle, () => {
    setPicked(new Set());
    setDeclining(null);
  });
  const shown = entriesOf(requests.data);
  const chosen = shown.filter((one) => picked.has(one.request_id));
  return (
    <Panel title={t("requests.waiting")}>
      {!mayAnswer && <p className="mb-3 text-sm text-muted">{t("requests.look_only")}</p>}
      {requests.isPending && <Skeleton className="h-24 w-full" />}
      {requests.isError && <Failed error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.isSuccess && shown.length === 0 && <EmptyState title={t("requests.none")}>{t("requests.none_text")}</EmptyState>}
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((request) => (
          <li key={request.request_id} className="flex flex-col gap-2 py-4 first:pt-0">
            <Asker request={request} />
            {mayAnswer && (
              <div className="flex flex-wrap items-center gap-2">
                <Button
                  busy={answer.isPending}
                  aria-label={t("requests.accept_named", { name: request.account.name })}
                  onClick={() => answer.mutate({ requests: [request], accept: true })}
                >
                  {t("requests.accept")}
                </Button>
                <Button look="line" aria-label={t("requests.decline_named", { name: request.account.name })} onClick={() => setDeclining([request])}>
                  {t("requests.decline")}
                </Button>
                {shown.length > 1 && (
                  <label className="ml-auto flex min-h-11 cursor-pointer items-center gap-2 px-2">
                    <input
                      type="checkbox"
                      className="size-5 accent-brand"
                      checked={picked.has(request.request_id)}
                      onChange={(event) => {
                        const next = new Set(picked);
                        if (event.target.checked) next.add(request.request_id);
                        else next.delete(request.request_id);
                        setPicked(next);
                      }}
                    />
                    <span className="sr-only">{t("requests.pick", { name: request.account.name })}</span>
                  </label>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <LoadMore has={requests.hasNextPage} busy={requests.isFetchingNextPage} onMore={() => void requests.fetchNextPage()} />
      {chosen.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
          <span className="mr-auto text-sm">{t("requests.picked", { count: chosen.length })}</span>
          <Button look="line" onClick={() => setDeclining(chosen)}>
            {t("requests.decline")}
          </Button>
          <Button busy={answer.isPending} onClick={() => answer.mutate({ requests: chosen, accept: true })}>
            {t("requests.accept_all")}
          </Button>
        </div>
      )}
      {declining !== null && (
        <DeclineDialog
          count={declining.length}
          busy={answer.isPending}
          onDecline={(reason) => answer.mutate({ requests: declining, accept: false, reason })}
          onClose={() => setDeclining(null)}
        />
      )}
    </Panel>
  );
}

function Asker({ request }: { request: JoinRequest }) {
  const t = useT();
  const { near, day, date } = useDates();
  const { before } = request;
  const behind = [
    before.accepted > 0 ? t("requests.before_accepted") : null,
    before.declined > 0 ? t("requests.before_declined", { count: before.declined }) : null,
    before.bans > 0 ? t("requests.before_bans", { count: before.bans }) : null,
  ].filter((line) => line !== null);
  return (
    <>
      <PersonRow
        person={request.account}
        below={`${t("requests.asked", { date: near(request.asked_at) })} · ${t("requests.until", { date: day(request.expires_at) })}`}
      />
      <p className="text-sm text-muted">
        {t("requests.since", { date: date(request.account_since) })} · {behind.length === 0 ? t("requests.before_nothing") : behind.join(" · ")}
      </p>
      {request.bio !== "" && <p className="text-sm text-muted">“{request.bio}”</p>}
      <Said introduction={request.introduction} note={request.note} answers={request.answers} />
    </>
  );
}

type DeclineProps = { count: number; busy: boolean; onDecline: (reason: string) => void; onClose: () => void };

function DeclineDialog({ count, busy, onDecline, onClose }: DeclineProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      title={t("requests.decline_title", { count })}
      description={t("requests.decline_text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look="danger" busy={busy} disabled={reason.trim() === ""} onClick={() => onDecline(reason.trim())}>
            {t("requests.decline")}
          </Button>
        </>
      }
    >
      <TextArea label={t("requests.reason")} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Dialog>
  );
}

function DecidedPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  const requests = useInfiniteQuery(requestsQuery(circle.circle_id, "decided"));
  const shown = entriesOf(requests.data);
  if (shown.length === 0) return null;
  return (
    <Panel title={t("requests.decided")}>
      <ul className="flex flex-col gap-3">
        {shown.map((request) => (
          <li key={request.request_id}>
            <PersonRow
              person={request.account}
              size={36}
              below={`${near(request.decided_at ?? request.asked_at)} · ${
                request.state === "accepted"
                  ? t("requests.was_accepted", { name: request.decided_by ?? "" })
                  : t("requests.was_declined", { name: request.decided_by ?? "", reason: request.reason })
              }`}
            />
          </li>
        ))}
      </ul>
      <LoadMore has={requests.hasNextPage} busy={requests.isFetchingNextPage} onMore={() => void requests.fetchNextPage()} />
    </Panel>
  );
}

function QuestionsPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const [questions, setQuestions] = useState<(JoinQuestion & { key: number })[]>(() =>
    (circle.ask?.questions ?? []).map((question, key) => ({ ...question, key })),
  );
  const change = (key: number, to: Partial<JoinQuestion>) => setQuestions(questions.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const save = useMutation({
    mutationFn: () =>
      setJoinQuestions({
        path: { circle_id: circle.circle_id },
        body: { questions: questions.map(({ text, is_required }) => ({ text, is_required })) },
      }),
    onSuccess: (now) => {
      keepCircle(now);
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  if (circle.kind !== "request") {
    return (
      <Panel title={t("questions.title")}>
        <p className="text-sm text-muted">{t("questions.kind_first")}</p>
      </Panel>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Panel title={t("questions.title")}>
      <p className="mb-3 text-sm text-muted">{t("questions.text")}</p>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {questions.map((question, at) => (
          <fieldset key={question.key} className="flex flex-col gap-1 border-t border-line pt-3">
            <legend className="sr-only">{t("questions.one", { number: at + 1 })}</legend>
            <Field
              label={t("questions.one", { number: at + 1 })}
              required
              minLength={2}
              maxLength={120}
              value={question.text}
              onChange={(event) => change(question.key, { text: event.target.value })}
              after={
                <Button
                  look="ghost"
                  size="icon"
                  aria-label={t("questions.drop", { number: at + 1 })}
                  onClick={() => setQuestions(questions.filter((one) => one.key !== question.key))}
                >
                  <X size={18} aria-hidden="true" />
                </Button>
              }
            />
            <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
              <input
                type="checkbox"
                className="size-5 accent-brand"
                checked={question.is_required !== false}
                onChange={(event) => change(question.key, { is_required: event.target.checked })}
              />
              {t("questions.required")}
            </label>
          </fieldset>
        ))}
        {save.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(save.error)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {questions.length < 5 && (
            <Button
              look="line"
              onClick={() => setQuestions([...questions, { text: "", is_required: true, key: Math.max(0, ...questions.map((one) => one.key)) + 1 }])}
            >
              <Plus size={18} aria-hidden="true" />
              {t("questions.add")}
            </Button>
          )}
          <Button type="submit" busy={save.isPending}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
