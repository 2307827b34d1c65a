import { askClinic, type Circle, type Clinic, type ClinicQuestion, closeClinicQuestion, getClinic, listClinicQuestions, readClinicNotice, removeClinicQuestion, replyToClinicQuestion } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, classes, Dialog, Field, Skeleton, TextArea, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { byCursor, entriesOf } from "../cache.ts";
import { useUploads } from "../media/uploads.ts";
import { useSendKey } from "../sendKey.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { Desk } from "./ClinicDesk.tsx";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { arrivedIds, isWaiting, Photos } from "./Photos.tsx";
import { Remarks, Remove, Report, Say } from "./Remarks.tsx";

const TOPICS = ["contract", "deposit", "loan", "insurance", "tax", "fraud", "household", "misc"] as const;
const STATES = ["open", "answered", "closed"] as const;
const SELECT = "min-h-11 min-w-0 rounded-small border border-line bg-surface px-3 text-base font-normal text-ink";
type Topic = (typeof TOPICS)[number];

/** Questions under a risk notice, and the people who may answer them. */
export default function ClinicTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [asking, setAsking] = useState(false);
  const [topic, setTopic] = useState<Topic | undefined>();
  const [state, setState] = useState<(typeof STATES)[number] | undefined>();
  const path = { circle_id: circle.circle_id };
  const desk = useQuery({ queryKey: ["tool", circle.circle_id, "clinic", "desk"], queryFn: ({ signal }) => getClinic({ path, signal }) });
  const found = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "clinic", "list", topic, state],
    queryFn: ({ pageParam, signal }) => listClinicQuestions({ path, query: { cursor: pageParam, topic, in_state: state }, signal }),
    ...byCursor,
    placeholderData: (before) => before,
  });
  if (desk.isError || found.isError) return <Failed error={desk.error ?? found.error} onRetry={() => void Promise.all([desk.refetch(), found.refetch()])} />;
  if (desk.data === undefined || found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  const questions = entriesOf(found.data);
  return (
    <>
      <Notice clinic={desk.data} />
      <Desk circle={circle} clinic={desk.data} />
      {belongs && (
        <Button className="mx-4 self-start md:mx-0" onClick={() => setAsking(true)}>
          {t("clinic.ask")}
        </Button>
      )}
      <div className="flex flex-wrap gap-2 px-4 md:px-0">
        <select aria-label={t("clinic.topic")} className={SELECT} value={topic ?? ""} onChange={(event) => setTopic(TOPICS.find((one) => one === event.target.value))}>
          <option value="">{t("clinic.every_topic")}</option>
          {TOPICS.map((one) => (
            <option key={one} value={one}>
              {t(`clinic.topic_${one}`)}
            </option>
          ))}
        </select>
        <select aria-label={t("clinic.state")} className={SELECT} value={state ?? ""} onChange={(event) => setState(STATES.find((one) => one === event.target.value))}>
          <option value="">{t("clinic.every_state")}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`clinic.state_${one}`)}
            </option>
          ))}
        </select>
      </div>
      {questions.length === 0 && <NothingHere text={t("clinic.none")} />}
      {questions.map((question) => (
        <Question key={question.question_id} circle={circle} clinic={desk.data} question={question} />
      ))}
      <LoadMore has={found.hasNextPage} busy={found.isFetchingNextPage} failed={found.isFetchNextPageError} onMore={() => void found.fetchNextPage()} />
      {asking && <Ask circle={circle} clinic={desk.data} onClose={() => setAsking(false)} />}
    </>
  );
}

function Sentences({ clinic }: { clinic: Clinic }) {
  const { notice } = clinic;
  const house = useLocale() === "en" ? notice.house_en : notice.house_zh;
  return (
    <>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {house.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {notice.own !== "" && <p className="mt-2 break-words whitespace-pre-line">{notice.own}</p>}
    </>
  );
}

function Notice({ clinic }: { clinic: Clinic }) {
  const t = useT();
  return (
    <section aria-label={t("clinic.notice")} className="mx-4 rounded-card bg-amber-tint px-4 py-3 md:mx-0">
      <h2 className="flex flex-wrap items-center gap-x-2 font-bold">
        <ShieldAlert size={20} aria-hidden="true" className="shrink-0 text-amber-ink" />
        {t("clinic.notice")}
        <span className="text-sm font-normal tabular-nums">
          {t("clinic.version", { version: clinic.notice.version })}
          {clinic.is_read && ` · ${t("clinic.read_by_me")}`}
        </span>
      </h2>
      <div className="mt-1.5">
        <Sentences clinic={clinic} />
      </div>
    </section>
  );
}

/** The box that says one has read the notice; it is gone once one has, until the notice changes. */
function HaveRead({ clinic, checked, onCheck }: { clinic: Clinic; checked: boolean; onCheck: (checked: boolean) => void }) {
  const t = useT();
  if (clinic.is_read) return null;
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input type="checkbox" checked={checked} onChange={(event) => onCheck(event.target.checked)} className="size-5 shrink-0 accent-brand" />
      {t("clinic.have_read", { version: clinic.notice.version })}
    </label>
  );
}

/** Confirms the notice before the first question or answer in its version. */
function readFirst(circle: Circle, clinic: Clinic): Promise<unknown> {
  if (clinic.is_read) return Promise.resolve();
  return readClinicNotice({ path: { circle_id: circle.circle_id }, body: { version: clinic.notice.version } });
}

function Question({ circle, clinic, question }: { circle: Circle; clinic: Clinic; question: ClinicQuestion }) {
  const t = useT();
  const { belongs, helps } = standingIn(circle);
  const closed = question.state === "closed";
  const speaks = belongs && !closed && (question.mine || clinic.is_counsellor);
  const [open, setOpen] = useState(false);
  const [closing, setClosing] = useState(false);
  const [checked, setChecked] = useState(false);
  const path = { circle_id: circle.circle_id, question_id: question.question_id };
  const listId = `answers-${question.question_id}`;
  const close = useAct(circle, "clinic", () => closeClinicQuestion({ path }), () => setClosing(false));
  return (
    <article aria-label={question.title}>
      <Panel title={question.title}>
        <p className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <span className={classes("rounded-full border px-2 py-0.5", question.state === "answered" ? "border-brand text-brand" : "border-line")}>{t(`clinic.state_${question.state}`)}</span>
          <span>{t(`clinic.topic_${question.topic}`)}</span>
          <span>
            {question.account === null ? t("tool.unnamed") : <PersonName person={question.account} />}
            {question.account !== null && question.is_unnamed && ` (${t("tool.unnamed_for_others")})`}
          </span>
          <Time at={question.created_at} />
        </p>
        {question.text !== "" && <p className="break-words whitespace-pre-line">{question.text}</p>}
        <OpenPhotos photos={question.photos} alt={question.title} />
        <div className="mt-2 flex flex-wrap gap-2">
          <Button
            look="ghost"
            size="s"
            className="min-h-11 text-brand"
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            {question.answers > 0 ? t("clinic.answers", { count: question.answers }) : speaks ? t("clinic.talk") : t("clinic.unanswered")}
          </Button>
          {belongs && !closed && (question.mine || helps) && (
            <Button look="line" size="s" className="min-h-11" aria-label={t("clinic.close_named", { title: question.title })} onClick={() => setClosing(true)}>
              {t("clinic.close")}
            </Button>
          )}
          <Report circle={circle} subjectId={question.question_id} mine={question.mine} label={t("tool.report_named", { name: question.title })} word={t("tool.report")} />
          <Remove
            circle={circle}
            tool="clinic"
            mine={question.mine}
            label={t("clinic.remove_named", { title: question.title })}
            word={t("tool.remove")}
            onRemove={(reason) => removeClinicQuestion({ path, query: { reason } })}
          />
        </div>
        <div id={listId}>
          {open && (
            <div className="mt-3 border-l-2 border-line pl-4">
              <p className="text-sm text-muted">{t("clinic.under", { version: question.notice_version })}</p>
              <Remarks circle={circle} tool="clinic" subjectId={question.question_id} none={t("clinic.answers_none")} />
              {speaks && (
                <Say
                  circle={circle}
                  tool="clinic"
                  label={question.mine ? t("clinic.more") : t("clinic.answer")}
                  hint={question.mine ? undefined : t("clinic.answer_hint")}
                  send={t("clinic.send")}
                  photos={!(question.mine && question.is_unnamed)}
                  ready={clinic.is_read || checked}
                  onSay={async (body, headers) => {
                    await readFirst(circle, clinic);
                    return replyToClinicQuestion({ path, body, headers });
                  }}
                >
                  <HaveRead clinic={clinic} checked={checked} onCheck={setChecked} />
                </Say>
              )}
            </div>
          )}
        </div>
        {closing && (
          <Confirm title={t("clinic.close_named", { title: question.title })} text={t("clinic.close_text")} act={t("clinic.close")} busy={close.isPending} onAct={() => close.mutate()} onClose={() => setClosing(false)} />
        )}
      </Panel>
    </article>
  );
}

function Ask({ circle, clinic, onClose }: { circle: Circle; clinic: Clinic; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<{ topic: Topic; title: string; text: string; is_unnamed: boolean }>({ topic: "contract", title: "", text: "", is_unnamed: false });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const [checked, setChecked] = useState(false);
  const uploads = useUploads("post");
  const media_ids = draft.is_unnamed ? [] : arrivedIds(uploads);
  const headers = useSendKey(draft, media_ids);
  const ask = useAct(
    circle,
    "clinic",
    async () => {
      await readFirst(circle, clinic);
      return askClinic({ path: { circle_id: circle.circle_id }, body: { ...draft, media_ids }, headers });
    },
    onClose,
  );
  const ready = draft.title.trim() !== "" && (clinic.is_read || checked) && (draft.is_unnamed || !isWaiting(uploads));
  return (
    <Dialog
      title={t("clinic.ask")}
      onClose={onClose}
      footer={
        <Button busy={ask.isPending} disabled={!ready} onClick={() => ask.mutate()}>
          {t("clinic.ask_send")}
        </Button>
      }
    >
      {!clinic.is_read && (
        <div className="rounded-small bg-amber-tint px-4 py-3 text-sm">
          <Sentences clinic={clinic} />
        </div>
      )}
      <HaveRead clinic={clinic} checked={checked} onCheck={setChecked} />
      <label className="flex flex-col gap-1.5 text-sm font-semibold">
        {t("clinic.topic")}
        <select className={SELECT} value={draft.topic} onChange={(event) => set({ topic: TOPICS.find((one) => one === event.target.value) ?? "misc" })}>
          {TOPICS.map((one) => (
            <option key={one} value={one}>
              {t(`clinic.topic_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={t("clinic.title")} hint={t("clinic.title_hint")} maxLength={60} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      <TextArea label={t("clinic.text")} hint={t("clinic.text_hint")} maxLength={1000} rows={4} value={draft.text} onChange={(event) => set({ text: event.target.value })} />
      <label className="flex min-h-11 cursor-pointer items-start gap-3">
        <input type="checkbox" aria-label={t("clinic.unnamed")} checked={draft.is_unnamed} onChange={(event) => set({ is_unnamed: event.target.checked })} className="mt-0.5 size-5 shrink-0 accent-brand" />
        <span className="flex min-w-0 flex-col">
          <span>{t("clinic.unnamed")}</span>
          <span className="text-sm text-muted">{t("clinic.unnamed_hint")}</span>
        </span>
      </label>
      {!draft.is_unnamed && <Photos uploads={uploads} label={t("clinic.photo")} most={4} />}
    </Dialog>
  );
}
