import {
  beginChallenge,
  type Challenge,
  type Circle,
  dropMark,
  endChallenge,
  joinChallenge,
  leaveChallenge,
  listChallenges,
  listMarks,
  markToday,
  type MyChallenge,
} from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, classes, Dialog, Field, Skeleton, TextArea, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { byCursor, entriesOf } from "../cache.ts";
import { useUploads } from "../media/uploads.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { arrivedId, Photos } from "./Photos.tsx";
import { Remove, Report } from "./Remarks.tsx";

/** 打卡: some days, some minutes a day, one missed day a week forgiven, nobody ranked. */
export default function ChallengeTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { hosts } = standingIn(circle);
  const [beginning, setBeginning] = useState(false);
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "challenge", "list"],
    queryFn: ({ signal }) => listChallenges({ path: { circle_id: circle.circle_id }, signal }),
  });
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  return (
    <>
      {hosts && (
        <Button look="soft" className="mx-4 self-start md:mx-0" onClick={() => setBeginning(true)}>
          {t("challenge.begin")}
        </Button>
      )}
      {found.data.length === 0 && <NothingHere text={t("challenge.none")} />}
      {found.data.map((challenge) => (
        <One key={challenge.challenge_id} circle={circle} challenge={challenge} />
      ))}
      {beginning && <Begin circle={circle} onClose={() => setBeginning(false)} />}
    </>
  );
}

function One({ circle, challenge }: { circle: Circle; challenge: Challenge }) {
  const t = useT();
  const me = useMe();
  const { hosts, belongs } = standingIn(circle);
  const [marking, setMarking] = useState(false);
  const path = { circle_id: circle.circle_id, challenge_id: challenge.challenge_id };
  const join = useAct<boolean>(circle, "challenge", (again) => joinChallenge({ path, body: { again } }));
  const leave = useAct(circle, "challenge", () => leaveChallenge({ path }));
  const end = useAct(circle, "challenge", () => endChallenge({ path }));
  const { mine } = challenge;
  const runs = challenge.ended_at === null;
  const marked = mine?.marks.some((mark) => mark.day === mine.today) === true;
  return (
    <Panel title={challenge.title}>
      {challenge.about !== "" && <p className="mb-2 whitespace-pre-line">{challenge.about}</p>}
      <p className="text-sm text-muted tabular-nums">
        {t("challenge.length", { days: challenge.days, minutes: challenge.minutes })} · {t("challenge.still_in", { count: challenge.in_count })} ·{" "}
        {t("challenge.today", { count: challenge.today_count })}
      </p>
      {mine !== null && <Grid mine={mine} days={challenge.days} />}
      {mine !== null && <Standing mine={mine} />}
      {!runs && <p className="mt-2 text-sm text-muted">{t("challenge.over")}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        {belongs && runs && mine === null && (
          <Button busy={join.isPending} onClick={() => join.mutate(false)}>
            {t("challenge.join")}
          </Button>
        )}
        {belongs && runs && mine !== null && (
          <Button look={marked ? "soft" : "primary"} onClick={() => setMarking(true)}>
            {marked ? t("challenge.mark_again") : t("challenge.mark")}
          </Button>
        )}
        {belongs && runs && mine !== null && (!mine.is_in || mine.is_finished) && (
          <Button look="line" busy={join.isPending} onClick={() => join.mutate(true)}>
            {t("challenge.again")}
          </Button>
        )}
        {mine !== null && (
          <Button look="ghost" size="s" className="min-h-11" busy={leave.isPending} onClick={() => leave.mutate()}>
            {t("challenge.leave")}
          </Button>
        )}
        {hosts && runs && (
          <Button look="ghost" size="s" className="min-h-11" busy={end.isPending} onClick={() => end.mutate()}>
            {t("challenge.end")}
          </Button>
        )}
        <Report circle={circle} subjectId={challenge.challenge_id} mine={me?.account_id === challenge.made_by} label={t("tool.report_named", { name: challenge.title })} word={t("tool.report")} />
      </div>
      <Marks circle={circle} challenge={challenge} />
      {marking && <MarkDialog circle={circle} challenge={challenge} onClose={() => setMarking(false)} />}
    </Panel>
  );
}

function Standing({ mine }: { mine: MyChallenge }) {
  const t = useT();
  const said = mine.is_finished ? t("challenge.finished") : mine.is_in ? t("challenge.you_are_in") : t("challenge.you_are_out");
  return <p className="mt-2 text-sm">{said}</p>;
}

const DAY_MS = 86_400_000;

/** My days, a week a row: done, missed, today, to come. */
function Grid({ mine, days }: { mine: MyChallenge; days: number }) {
  const t = useT();
  const locale = useLocale();
  const start = Date.parse(mine.starts_on);
  const lines = new Map(mine.marks.map((mark) => [mark.day, mark.line]));
  const named = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", timeZone: "UTC" });
  return (
    <ol aria-label={t("challenge.my_days")} className="mt-3 grid max-w-sm grid-cols-7 gap-1.5">
      {Array.from({ length: days }, (_, at) => {
        const day = new Date(start + at * DAY_MS).toISOString().slice(0, 10);
        const done = lines.has(day);
        const missed = mine.missed.includes(day);
        const state = done ? t("challenge.day_done") : missed ? t("challenge.day_missed") : day === mine.today ? t("challenge.day_today") : t("challenge.day_to_come");
        return (
          <li
            key={day}
            title={lines.get(day) || undefined}
            className={classes(
              "grid aspect-square place-items-center rounded-small border text-xs tabular-nums",
              done ? "border-brand bg-brand text-on-brand" : missed ? "border-dashed border-muted text-muted" : "border-line text-muted",
              day === mine.today && "ring-2 ring-brand ring-offset-1 ring-offset-surface",
            )}
          >
            <span className="sr-only">
              {named.format(start + at * DAY_MS)}：{state} {lines.get(day)}
            </span>
            <span aria-hidden="true">{done ? <Check size={15} /> : at + 1}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Marks({ circle, challenge }: { circle: Circle; challenge: Challenge }) {
  const t = useT();
  const path = { circle_id: circle.circle_id, challenge_id: challenge.challenge_id };
  const marks = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "challenge", "marks", challenge.challenge_id],
    queryFn: ({ pageParam, signal }) => listMarks({ path, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });
  const drop = useAct<{ account_id: string; day: string }>(circle, "challenge", (mark) => dropMark({ path: { ...path, ...mark } }));
  const shown = entriesOf(marks.data);
  if (shown.length === 0) return null;
  return (
    <>
      <h3 className="mt-5 mb-2 text-sm font-semibold">{t("challenge.marks")}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((mark) => (
          <li key={mark.mark_id} className="flex gap-3 py-3">
            <PersonAvatar person={mark.account} size={36} />
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <p className="break-words">
                <PersonName person={mark.account} /> <span>{mark.line || t("challenge.done")}</span>
                <span className="ml-2 text-sm text-muted">
                  <Time at={mark.at} />
                </span>
              </p>
              {mark.photo !== null && mark.photo.state === "visible" && <OpenPhotos photos={[mark.photo]} />}
              {mark.photo !== null && mark.photo.state !== "visible" && <p className="text-sm text-muted">{t("challenge.photo_waits")}</p>}
            </div>
            <Report circle={circle} subjectId={mark.mark_id} mine={mark.mine} label={t("tool.report_remark", { name: mark.account.name })} />
            {!mark.mine && (
              <Remove
                circle={circle}
                tool="challenge"
                mine={false}
                label={t("challenge.drop", { name: mark.account.name })}
                onRemove={(reason) => dropMark({ path: { ...path, account_id: mark.account.account_id, day: mark.day }, query: { reason } })}
              />
            )}
            {mark.mine && (
              <Button
                look="ghost"
                size="icon"
                aria-label={t("challenge.drop", { name: mark.account.name })}
                onClick={() => drop.mutate({ account_id: mark.account.account_id, day: mark.day })}
              >
                <X size={16} aria-hidden="true" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LoadMore has={marks.hasNextPage} busy={marks.isFetchingNextPage} failed={marks.isFetchNextPageError} onMore={() => void marks.fetchNextPage()} />
    </>
  );
}

function MarkDialog({ circle, challenge, onClose }: { circle: Circle; challenge: Challenge; onClose: () => void }) {
  const t = useT();
  const today = challenge.mine?.marks.find((mark) => mark.day === challenge.mine?.today);
  const [line, setLine] = useState(today?.line ?? "");
  const uploads = useUploads("post");
  const waits = uploads.queue.length > 0 && arrivedId(uploads) === null;
  const send = useAct(
    circle,
    "challenge",
    () => markToday({ path: { circle_id: circle.circle_id, challenge_id: challenge.challenge_id }, body: { line, media_id: arrivedId(uploads) } }),
    onClose,
  );
  return (
    <Dialog
      title={t("challenge.mark")}
      description={t("challenge.mark_text")}
      onClose={onClose}
      footer={
        <Button busy={send.isPending} disabled={waits} onClick={() => send.mutate()}>
          {t("challenge.mark_send")}
        </Button>
      }
    >
      <Field label={t("challenge.line")} maxLength={200} value={line} onChange={(event) => setLine(event.target.value)} />
      <Photos uploads={uploads} label={t("challenge.photo")} />
    </Dialog>
  );
}

function Begin({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ title: "", about: "", days: 30, minutes: 20 });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const begin = useAct(circle, "challenge", () => beginChallenge({ path: { circle_id: circle.circle_id }, body: draft }), onClose);
  return (
    <Dialog
      title={t("challenge.begin")}
      onClose={onClose}
      footer={
        <Button busy={begin.isPending} disabled={draft.title.trim() === ""} onClick={() => begin.mutate()}>
          {t("challenge.begin")}
        </Button>
      }
    >
      <Field label={t("challenge.name")} maxLength={40} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      <Field label={t("challenge.days")} type="number" min={7} max={100} value={draft.days} onChange={(event) => set({ days: Number(event.target.value) })} />
      <Field label={t("challenge.minutes")} type="number" min={1} max={600} value={draft.minutes} onChange={(event) => set({ minutes: Number(event.target.value) })} />
      <TextArea label={t("challenge.about")} maxLength={500} rows={3} value={draft.about} onChange={(event) => set({ about: event.target.value })} />
    </Dialog>
  );
}
