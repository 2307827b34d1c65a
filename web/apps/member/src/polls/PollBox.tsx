import { closePoll, dropPollOption, type Poll, type Post, voteInPoll } from "@tonghao/api";
import { Button, buttonClasses, classes, useMinute } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { showCarried } from "../posts/showCarried.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { useT } from "../text.ts";
import { VotersDialog } from "./VotersDialog.tsx";

const LONGEST_TIMER_MS = 86_400_000;

/** Whether it is over by now; the page looks again when the time comes. */
function useIsOver(post: Post, poll: Poll): boolean {
  const minute = useMinute();
  const closes = poll.closes_at === null || poll.closed_at !== null ? Number.POSITIVE_INFINITY : Date.parse(poll.closes_at);
  useEffect(() => {
    const left = closes - Date.now();
    if (left <= 0 || left > LONGEST_TIMER_MS) return undefined;
    const timer = setTimeout(() => void cache.invalidateQueries({ queryKey: ["post", post.circle_id, post.post_id] }), left + 500);
    return () => clearTimeout(timer);
  }, [closes, post.circle_id, post.post_id]);
  return poll.closed_at !== null || closes <= minute;
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((100 * count) / of);
}

/** A question with its answers: to choose, then to read. */
export function PollBox({ post, poll }: { post: Post; poll: Poll }) {
  const t = useT();
  const me = useMe();
  const over = useIsOver(post, poll);
  const voted = poll.my_choices.length > 0;
  const [changing, setChanging] = useState(false);
  const choosing = me !== null && post.state === "visible" && !over && (!voted || changing);
  return (
    <div role="group" aria-label={t("poll.title")} className="flex flex-col gap-3 rounded-card border border-line p-3.5">
      {choosing ? <Ballot post={post} poll={poll} onDone={() => setChanging(false)} /> : <Results poll={poll} />}
      <Below post={post} poll={poll} over={over} />
      {me === null && !over && (
        <Link to="/sign-in" search={{ next: `/c/${post.circle_slug}/p/${post.post_id}` }} className={buttonClasses("soft", "m", "self-start")}>
          {t("poll.sign_in")}
        </Link>
      )}
      {voted && !over && !changing && poll.may_change && (
        <Button look="line" size="s" className="min-h-11 self-start" onClick={() => setChanging(true)}>
          {t("poll.change")}
        </Button>
      )}
    </div>
  );
}

function Ballot({ post, poll, onDone }: { post: Post; poll: Poll; onDone: () => void }) {
  const t = useT();
  const name = useId();
  const [chosen, setChosen] = useState<number[]>(poll.my_choices);
  const many = poll.max_choices > 1;
  const send = useMutation({
    mutationFn: () => voteInPoll({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: { choices: chosen } }),
    onSuccess: (now) => {
      showCarried(post, { poll: now });
      onDone();
    },
    onError: () => void cache.invalidateQueries({ queryKey: ["post", post.circle_id, post.post_id] }),
  });
  const choose = (number: number) => {
    if (!many) setChosen([number]);
    else if (chosen.includes(number)) setChosen(chosen.filter((one) => one !== number));
    else if (chosen.length < poll.max_choices) setChosen([...chosen, number]);
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm text-muted">{many ? t("poll.choose_up_to", { count: poll.max_choices }) : t("poll.choose_single")}</legend>
        {poll.options.map((option) => (
          <label
            key={option.number}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-small border border-line px-3.5 py-2 has-checked:border-brand has-checked:bg-tint"
          >
            <input
              type={many ? "checkbox" : "radio"}
              name={name}
              checked={chosen.includes(option.number)}
              disabled={many && !chosen.includes(option.number) && chosen.length >= poll.max_choices}
              onChange={() => choose(option.number)}
              className="size-5 shrink-0 accent-brand"
            />
            <span className="min-w-0 flex-1 break-words">{option.text}</span>
            {option.vote_count !== null && <span className="shrink-0 text-sm text-muted tabular-nums">{t("poll.votes", { count: option.vote_count })}</span>}
          </label>
        ))}
      </fieldset>
      <Button type="submit" className="self-start" busy={send.isPending} disabled={chosen.length === 0}>
        {t("poll.vote")}
      </Button>
    </form>
  );
}

function Results({ poll }: { poll: Poll }) {
  const t = useT();
  const most = Math.max(...poll.options.map((option) => option.vote_count ?? 0));
  return (
    <table className="w-full border-separate border-spacing-y-1 text-sm">
      <caption className="sr-only">{t("poll.results")}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("poll.option")}</th>
          <th scope="col">{t("poll.count")}</th>
        </tr>
      </thead>
      <tbody>
        {poll.options.map((option) => {
          const mine = poll.my_choices.includes(option.number);
          const part = share(option.vote_count ?? 0, poll.voter_count);
          return (
            <tr key={option.number}>
              <th scope="row" className="relative w-full overflow-hidden rounded-small bg-tint px-3 py-2.5 text-left font-normal">
                <span
                  aria-hidden="true"
                  className={classes("absolute inset-y-0 left-0 rounded-small", option.vote_count !== null && option.vote_count === most && most > 0 ? "bg-brand/30" : "bg-brand/15")}
                  style={{ width: `${option.vote_count === null ? 0 : part}%` }}
                />
                <span className={classes("relative flex items-center gap-2", mine && "font-semibold")}>
                  <span className="min-w-0 break-words">{option.text}</span>
                  {mine && <Check size={16} aria-label={t("poll.mine")} className="shrink-0" />}
                </span>
              </th>
              <td className="pl-3 text-right whitespace-nowrap tabular-nums">
                {option.vote_count === null ? (
                  <span className="text-muted">{t("poll.hidden")}</span>
                ) : (
                  <>
                    {option.vote_count} <span className="text-muted">({part}%)</span>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How many voted, until when, in which way; and what whoever asked may do. */
function Below({ post, poll, over }: { post: Post; poll: Poll; over: boolean }) {
  const t = useT();
  const { full } = useDates();
  const [asking, setAsking] = useState<"close" | "drop" | null>(null);
  const [voters, setVoters] = useState(false);
  const path = { circle_id: post.circle_id, post_id: post.post_id };
  const close = useMutation({ mutationFn: () => closePoll({ path }), onSuccess: (now) => showCarried(post, { poll: now }), onSettled: () => setAsking(null) });
  const said = [
    t("poll.voters", { count: poll.voter_count }),
    over ? t("poll.over") : poll.closes_at === null ? t("poll.open") : t("poll.until", { time: full(poll.closes_at) }),
    poll.is_named ? t("poll.named") : t("poll.anonymous"),
    ...(poll.results === "voted" && !over ? [t("poll.after_vote")] : []),
    ...(poll.may_change || over ? [] : [t("poll.stays")]),
  ];
  const mayList = poll.is_named && poll.voter_count > 0 && poll.options.every((option) => option.vote_count !== null);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <p>{said.join(" · ")}</p>
      {mayList && (
        <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setVoters(true)}>
          {t("poll.who")}
        </Button>
      )}
      {post.mine && post.state === "visible" && !over && (
        <>
          <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setAsking("close")}>
            {t("poll.close")}
          </Button>
          {poll.options.length > 2 && (
            <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setAsking("drop")}>
              {t("poll.drop")}
            </Button>
          )}
        </>
      )}
      {asking === "close" && (
        <Confirm title={t("poll.close_title")} text={t("poll.close_text")} act={t("poll.close")} busy={close.isPending} onAct={() => close.mutate()} onClose={() => setAsking(null)} />
      )}
      {asking === "drop" && <DropDialog post={post} poll={poll} onClose={() => setAsking(null)} />}
      {voters && <VotersDialog post={post} poll={poll} onClose={() => setVoters(false)} />}
    </div>
  );
}

function DropDialog({ post, poll, onClose }: { post: Post; poll: Poll; onClose: () => void }) {
  const t = useT();
  const [number, setNumber] = useState<number | null>(null);
  const drop = useMutation({
    mutationFn: () => dropPollOption({ path: { circle_id: post.circle_id, post_id: post.post_id, number: number ?? 0 } }),
    onSuccess: (now) => {
      showCarried(post, { poll: now });
      onClose();
    },
  });
  return (
    <Confirm
      title={t("poll.drop_title")}
      text={t("poll.drop_text")}
      act={t("poll.drop")}
      danger
      busy={drop.isPending}
      onAct={() => number !== null && drop.mutate()}
      onClose={onClose}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t("poll.option")}</legend>
        {poll.options.map((option) => (
          <label key={option.number} className="flex min-h-11 items-center gap-3 rounded-small border border-line px-3.5">
            <input type="radio" name="dropped" checked={number === option.number} onChange={() => setNumber(option.number)} className="size-5 accent-brand" />
            <span className="min-w-0 flex-1 break-words">{option.text}</span>
            <X size={16} aria-hidden="true" className="text-muted" />
          </label>
        ))}
      </fieldset>
    </Confirm>
  );
}
