import { type Choice, type Meetup, type Post, signOffFromMeetup, signUpForMeetup } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, classes, shownZone, toast, useMinute } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { CalendarPlus, MapPin, ScanLine, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { circleQuery } from "../circles/queries.ts";
import { rankOf } from "../circles/ranks.ts";
import { useDates } from "../dates.ts";
import { showCarried } from "../posts/showCarried.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { useT, withWords } from "../text.ts";
import { zoneName } from "./zoneName.ts";

const CheckIn = lazy(withWords(["meetups"], () => import("./CheckIn.tsx")));
const Organise = lazy(withWords(["meetups"], () => import("./Organise.tsx")));
const Guests = lazy(withWords(["meetups"], () => import("./Guests.tsx")));

const CHECK_IN_EARLY_MS = 2 * 3_600_000;
const CHECK_IN_LATE_MS = 12 * 3_600_000;

type Shown = "check-in" | "organise" | "guests" | "leave" | null;

/** When and where, who is going, and the one thing to do next. */
export function MeetupBox({ post, meetup, whole }: { post: Post; meetup: Meetup; whole: boolean }) {
  const t = useT();
  const me = useMe();
  const { code }: { code?: string } = useSearch({ strict: false });
  const circle = useQuery({ ...circleQuery(post.circle_slug), enabled: whole && me !== null });
  const organises = post.mine || (whole && rankOf(circle.data?.my_role ?? null) >= 1);
  const minute = useMinute();
  const begun = Date.parse(meetup.starts_at) <= minute;
  const [shown, setShown] = useState<Shown>(whole && code !== undefined && me !== null ? "check-in" : null);
  const near = minute >= Date.parse(meetup.starts_at) - CHECK_IN_EARLY_MS && minute <= Date.parse(meetup.ends_at ?? meetup.starts_at) + CHECK_IN_LATE_MS;
  const visible = post.state === "visible";
  const close = () => setShown(null);
  return (
    <div role="group" aria-label={t("meetup.title")} className="flex flex-col gap-3 rounded-card border border-line p-3.5">
      <When meetup={meetup} />
      {meetup.cancelled_at !== null ? (
        <p className="rounded-small bg-accent-tint px-3 py-2 text-accent">
          {meetup.cancel_reason === "" ? t("meetup.cancelled") : t("meetup.cancelled_because", { reason: meetup.cancel_reason })}
        </p>
      ) : (
        <Counts meetup={meetup} begun={begun} />
      )}
      {visible && meetup.cancelled_at === null && !begun && <SignUp post={post} meetup={meetup} onLeave={() => setShown("leave")} />}
      {visible && meetup.my_check_in_at !== null && <p className="text-sm text-brand">{t("meetup.checked_in")}</p>}
      <div className="flex flex-wrap gap-2">
        {visible && near && meetup.my_state === "going" && meetup.my_check_in_at === null && meetup.cancelled_at === null && (
          <Button onClick={() => setShown("check-in")}>
            <ScanLine size={18} aria-hidden="true" />
            {t("meetup.check_in")}
          </Button>
        )}
        {visible && organises && (
          <Button look="soft" onClick={() => setShown("organise")}>
            {t("meetup.organise")}
          </Button>
        )}
        {me !== null && meetup.going_count > 0 && (
          <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setShown("guests")}>
            <Users size={18} aria-hidden="true" />
            {t("meetup.guests")}
          </Button>
        )}
        {visible && !begun && (
          <a href={`/api/v1/circles/${post.circle_id}/posts/${post.post_id}/meetup/calendar`} download className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
            <CalendarPlus size={18} aria-hidden="true" />
            {t("meetup.calendar")}
          </a>
        )}
      </div>
      {shown === "leave" && <Leave post={post} waiting={meetup.my_state === "waiting"} onClose={close} />}
      <Suspense fallback={null}>
        {shown === "check-in" && <CheckIn post={post} code={code ?? ""} onClose={close} />}
        {shown === "organise" && <Organise post={post} meetup={meetup} onClose={close} />}
        {shown === "guests" && <Guests post={post} meetup={meetup} organises={false} onClose={close} />}
      </Suspense>
    </div>
  );
}

function When({ meetup }: { meetup: Meetup }) {
  const t = useT();
  const locale = useLocale();
  const { clock } = useDates();
  const zone = shownZone();
  const starts = new Date(meetup.starts_at);
  const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(starts);
  return (
    <div className="flex items-center gap-3.5">
      <div aria-hidden="true" className="flex w-15 shrink-0 flex-col items-center overflow-hidden rounded-small border border-line leading-tight">
        <span className="w-full bg-brand py-0.5 text-center text-xs text-on-brand">{said({ month: "short" })}</span>
        <span className="text-2xl font-bold tabular-nums">{said({ day: "numeric" }).replace(/\D/g, "")}</span>
        <span className="pb-0.5 text-xs text-muted">{said({ weekday: "short" })}</span>
      </div>
      <div className="min-w-0">
        <p className={classes("font-bold break-words", meetup.cancelled_at !== null && "line-through")}>{meetup.title}</p>
        <p className="text-sm">
          <time dateTime={meetup.starts_at}>{said({ month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}</time>
          {meetup.ends_at !== null && ` – ${clock(meetup.ends_at)}`}
          <span className="text-muted"> · {t("meetup.in_zone", { zone: zoneName() })}</span>
        </p>
        {meetup.place !== "" && (
          <p className="flex items-start gap-1 text-sm break-words text-muted">
            <MapPin size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
            {meetup.place}
          </p>
        )}
      </div>
    </div>
  );
}

function Counts({ meetup, begun }: { meetup: Meetup; begun: boolean }) {
  const t = useT();
  if (begun) return <p className="text-sm tabular-nums">{t("meetup.came", { came: meetup.came_count, going: meetup.going_count })}</p>;
  const said = meetup.seats === null ? t("meetup.going", { count: meetup.going_count }) : t("meetup.going_of", { count: meetup.going_count, seats: meetup.seats });
  return (
    <div className="flex flex-col gap-2 text-sm tabular-nums">
      <p>
        {said}
        {meetup.waiting_count > 0 && <span className="text-muted"> · {t("meetup.waiting", { count: meetup.waiting_count })}</span>}
      </p>
      {meetup.seats !== null && (
        <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-tint">
          <div className="h-full bg-brand" style={{ width: `${Math.min(100, (100 * meetup.going_count) / meetup.seats)}%` }} />
        </div>
      )}
      {meetup.choices.length > 0 && (
        <p className="text-muted">
          {meetup.choices.map((choice) => `${choice.text} ${choice.seats === null ? choice.going_count : `${choice.going_count}/${choice.seats}`}`).join(" · ")}
        </p>
      )}
    </div>
  );
}

function isFull(meetup: Meetup, choice: Choice | undefined): boolean {
  return (meetup.seats !== null && meetup.going_count >= meetup.seats) || (choice !== undefined && choice.seats !== null && choice.going_count >= choice.seats);
}

function SignUp({ post, meetup, onLeave }: { post: Post; meetup: Meetup; onLeave: () => void }) {
  const t = useT();
  const me = useMe();
  const { full } = useDates();
  const minute = useMinute();
  const [number, setNumber] = useState<number | null>(null);
  const chosen = meetup.choices.find((choice) => choice.number === number);
  const path = { circle_id: post.circle_id, post_id: post.post_id };
  const send = useMutation({
    mutationFn: () => signUpForMeetup({ path, body: { choice: number } }),
    onSuccess: (now) => {
      showCarried(post, { meetup: now });
      toast(now.my_state === "waiting" ? t("meetup.you_wait", { place: now.my_place ?? 1 }) : t("meetup.you_go"));
    },
    onError: () => void cache.invalidateQueries({ queryKey: ["post", post.circle_id, post.post_id] }),
  });
  if (me === null) {
    return (
      <Link to="/sign-in" search={{ next: `/c/${post.circle_slug}/p/${post.post_id}` }} className={buttonClasses("soft", "m", "self-start")}>
        {t("meetup.sign_in")}
      </Link>
    );
  }
  if (meetup.my_state !== null) {
    const mine = meetup.choices.find((choice) => choice.number === meetup.my_choice);
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-semibold text-brand">
          {meetup.my_state === "going" ? t("meetup.you_go") : t("meetup.you_wait", { place: meetup.my_place ?? 1 })}
          {mine !== undefined && ` · ${mine.text}`}
        </p>
        <Button look="line" size="s" className="min-h-11" onClick={onLeave}>
          {meetup.my_state === "going" ? t("meetup.leave") : t("meetup.stop_waiting")}
        </Button>
      </div>
    );
  }
  if (meetup.opens_at !== null && Date.parse(meetup.opens_at) > minute) return <p className="text-sm text-muted">{t("meetup.opens", { time: full(meetup.opens_at) })}</p>;
  if (Date.parse(meetup.closes_at) <= minute) return <p className="text-sm text-muted">{t("meetup.closed")}</p>;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {meetup.choices.length > 0 && (
        <fieldset className="flex flex-wrap gap-2">
          <legend className="mb-2 text-sm font-semibold">{meetup.question}</legend>
          {meetup.choices.map((choice) => (
            <label
              key={choice.number}
              className="flex min-h-11 cursor-pointer items-center gap-2 rounded-full border border-line px-4 has-checked:border-brand has-checked:bg-tint has-focus-visible:outline-2"
            >
              <input type="radio" name="choice" required checked={choice.number === number} onChange={() => setNumber(choice.number)} className="size-4 accent-brand" />
              {choice.text}
              {isFull(meetup, choice) && <span className="text-sm text-muted">{t("meetup.full")}</span>}
            </label>
          ))}
        </fieldset>
      )}
      <Button type="submit" className="self-start" busy={send.isPending}>
        {isFull(meetup, chosen) ? t("meetup.wait") : t("meetup.sign_up")}
      </Button>
    </form>
  );
}

function Leave({ post, waiting, onClose }: { post: Post; waiting: boolean; onClose: () => void }) {
  const t = useT();
  const off = useMutation({
    mutationFn: () => signOffFromMeetup({ path: { circle_id: post.circle_id, post_id: post.post_id } }),
    onSuccess: (now) => showCarried(post, { meetup: now }),
    onSettled: onClose,
  });
  return (
    <Confirm
      title={waiting ? t("meetup.stop_waiting") : t("meetup.leave_title")}
      text={t("meetup.leave_text")}
      act={waiting ? t("meetup.stop_waiting") : t("meetup.leave")}
      busy={off.isPending}
      onAct={() => off.mutate()}
      onClose={onClose}
    />
  );
}
