import { decideHere, mediaAddress, type SeenPhoto, type Today, type Waiting } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Eye } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useT, withWords } from "../text.ts";
import { leftOf } from "./clock.ts";
import { keepToday } from "./queries.ts";
import type { CurbAct } from "./RemoveDialog.tsx";

const RemoveDialog = lazy(withWords(["today"], () => import("./RemoveDialog.tsx")));

/** One open case: what was seen, how long there is, and what one may decide. */
export function WaitingCase({ today, one }: { today: Today; one: Waiting }) {
  const t = useT();
  const locale = useLocale();
  const [asking, setAsking] = useState<"remove" | "curb" | null>(null);
  const decide = useMutation({
    mutationFn: (wish: { act: "release" | "remove" | CurbAct; note: string; category?: string }) =>
      decideHere({ path: { circle_id: today.circle_id, case_id: one.case_id }, body: wish }),
    onSuccess: (now, { act }) => {
      keepToday(now);
      for (const key of ["circle-posts", "post"]) void cache.invalidateQueries({ queryKey: [key] });
      toast(t(act === "release" ? "today.released" : act === "remove" ? "today.removed" : "today.curbed"));
      setAsking(null);
    },
    meta: { quiet: true },
  });
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold">{inLocale(locale, one.category_zh, one.category_en)}</span>
        <DueIn dueAt={one.due_at} />
      </p>
      <p className="text-sm text-muted">
        {t(one.is_hold ? "today.held_of" : "today.shown_of", { name: one.author.name })}
        {one.reports > 0 && ` · ${t("today.reported", { count: one.reports })}`}
        {one.holder !== null && ` · ${t("today.held_by", { name: one.holder.name })}`}
      </p>
      {one.text !== "" && <p className="rounded-small bg-raised px-3 py-2 break-words whitespace-pre-line">{one.text}</p>}
      {one.photos.length > 0 && (
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {one.photos.map((photo, at) => (
            <li key={photo.media_id}>
              <Covered photo={photo} at={at + 1} />
            </li>
          ))}
        </ul>
      )}
      {one.may_remove ? (
        <div className="flex flex-wrap items-center gap-2">
          {one.may_release ? (
            <Button busy={decide.isPending} aria-label={t("today.release_named", { name: one.author.name })} onClick={() => decide.mutate({ act: "release", note: t("today.release_note") })}>
              {t("today.release")}
            </Button>
          ) : (
            <p className="text-sm text-muted">{t("today.platform_signs")}</p>
          )}
          <Button look="line" aria-label={t("today.remove_named", { name: one.author.name })} onClick={() => setAsking("remove")}>
            {t("today.remove")}
          </Button>
          {one.may_release && (
            <Button look="line" aria-label={t("today.curb_named", { name: one.author.name })} onClick={() => setAsking("curb")}>
              {t("today.curb")}
            </Button>
          )}
          {!one.is_hold && (
            <Link to="/c/$slug/p/$postId" params={{ slug: today.slug, postId: one.post_id }} className="inline-flex min-h-11 items-center px-2 text-brand hover:underline">
              {t("today.open")}
            </Link>
          )}
        </div>
      ) : (
        <p className="text-sm text-muted">{t("today.not_yours")}</p>
      )}
      {decide.isError && asking === null && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(decide.error)}
        </p>
      )}
      {asking !== null && (
        <Suspense fallback={null}>
          <RemoveDialog
            category={one.category}
            stays={asking === "curb"}
            hasPhotos={one.photos.length > 0}
            busy={decide.isPending}
            error={decide.error}
            onDecide={(act, category, note) => decide.mutate({ act, category, note })}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </li>
  );
}

function DueIn({ dueAt }: { dueAt: string }) {
  const t = useT();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(ticking);
  }, []);
  const { over, hours, minutes } = leftOf(Date.parse(dueAt), now);
  const say = hours > 0 ? (over ? "today.over_hours" : "today.left_hours") : over ? "today.over_minutes" : "today.left_minutes";
  return (
    <time dateTime={dueAt} className={over ? "text-sm font-semibold text-accent" : "text-sm text-muted"}>
      {t(say, { hours, minutes })}
    </time>
  );
}

/** Grey and blurred until pressed: nobody has to see more than they must. */
function Covered({ photo, at }: { photo: SeenPhoto; at: number }) {
  const t = useT();
  const [seen, setSeen] = useState(false);
  return (
    <button
      type="button"
      aria-pressed={seen}
      onClick={() => setSeen(!seen)}
      className="relative block aspect-[4/3] w-full cursor-pointer overflow-hidden rounded-small border border-line bg-raised"
    >
      <img src={mediaAddress(photo, seen ? "medium" : "small")} alt="" loading="lazy" decoding="async" className={seen ? "size-full object-contain" : "size-full scale-110 object-cover blur-xl grayscale"} />
      {seen ? (
        <span className="sr-only">{t("today.photo_cover", { at, alt: photo.alt ?? "" })}</span>
      ) : (
        <span className="absolute inset-0 grid place-items-center">
          <span className="inline-flex items-center gap-2 rounded-full bg-surface px-3 py-1.5 text-sm font-medium text-ink">
            <Eye size={16} aria-hidden="true" />
            {t("today.photo_look")}
            <span className="sr-only">{t("today.photo_name", { at, alt: photo.alt ?? "" })}</span>
          </span>
        </span>
      )}
    </button>
  );
}
