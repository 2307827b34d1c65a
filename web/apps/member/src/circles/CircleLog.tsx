import { type Circle, type CircleAct, undoCircleAct } from "@tonghao/api";
import { Button, classes, Dialog, EmptyState, Skeleton, TextArea, Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { cache, entriesOf, sentenceOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { detailOf, headlineOf } from "./acts.ts";
import { CircleFrame } from "./CircleFrame.tsx";
import { type ActGroup, actsQuery } from "./queries.ts";

const route = getRouteApi("/shell/c/$slug/log");
const GROUPS = ["content", "people", "circle", "undone"] as const;

/** What the circle's staff did, for everybody to read; and, for the level above, to undo. */
export function CircleLog() {
  const { slug } = route.useParams();
  return <CircleFrame slug={slug}>{(circle) => <Log circle={circle} />}</CircleFrame>;
}

function Log({ circle }: { circle: Circle }) {
  const t = useT();
  const [group, setGroup] = useState<ActGroup>();
  const [undoing, setUndoing] = useState<CircleAct | null>(null);
  const acts = useInfiniteQuery({ ...actsQuery(circle.circle_id, group), staleTime: 0 });
  const shown = entriesOf(acts.data);
  return (
    <section aria-label={t("log.title")}>
      <p className="mb-3 px-4 text-sm text-muted md:px-1">{t("log.text")}</p>
      <div role="group" aria-label={t("log.filter")} className="mb-3 flex gap-2 overflow-x-auto px-4 [scrollbar-width:none] md:px-0">
        <Chip label={t("log.all")} on={group === undefined} onPick={() => setGroup(undefined)} />
        {GROUPS.map((one) => (
          <Chip key={one} label={t(`log.${one}`)} on={group === one} onPick={() => setGroup(one)} />
        ))}
      </div>
      {acts.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {acts.isError && acts.data === undefined && <Failed error={acts.error} onRetry={() => void acts.refetch()} />}
      {acts.isSuccess && shown.length === 0 && <EmptyState title={t("log.none")}>{t("log.none_text")}</EmptyState>}
      {shown.length > 0 && (
        <ol className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((act) => (
            <li key={act.act_id} id={act.act_id} className="border-b border-line px-4 py-3 last:border-b-0">
              <Row act={act} all={shown} slug={circle.slug} onUndo={() => setUndoing(act)} />
            </li>
          ))}
        </ol>
      )}
      <LoadMore has={acts.hasNextPage} busy={acts.isFetchingNextPage} onMore={() => void acts.fetchNextPage()} />
      {undoing !== null && <UndoDialog circle={circle} act={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}

function Chip({ label, on, onPick }: { label: string; on: boolean; onPick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPick}
      className="min-h-11 shrink-0 cursor-pointer rounded-full border border-line bg-surface px-4 text-sm aria-pressed:border-brand aria-pressed:bg-brand aria-pressed:text-on-brand"
    >
      {label}
    </button>
  );
}

function Row({ act, all, slug, onUndo }: { act: CircleAct; all: CircleAct[]; slug: string; onUndo: () => void }) {
  const t = useT();
  const undone = act.undone_by !== null;
  const detail = detailOf(act, t);
  const headline = headlineOf(act, t);
  const takenBack = all.find((one) => one.act_id === act.undoes);
  return (
    <div className="flex items-start gap-3">
      {act.actor === null ? <span className="size-10 shrink-0 rounded-full bg-tint" /> : <PersonAvatar person={act.actor} size={40} />}
      <div className="min-w-0 flex-1">
        <p className="text-sm text-muted">
          {act.actor === null ? t(act.act.startsWith("circle.") ? "log.rule" : "log.gone") : <PersonName person={act.actor} className="text-ink" />} · {t(`log.level_${act.level}` as "log.level_1")} ·{" "}
          <Time at={act.at} />
        </p>
        <p className={classes("break-words", undone && "text-muted line-through")}>
          {headline}
          {detail !== "" && <span className="text-muted"> · {detail}</span>}
        </p>
        {takenBack?.subject_name && act.subject_name === null && <p className="text-sm text-muted">{takenBack.subject_name}</p>}
        {act.reason !== "" && <p className="text-sm break-words whitespace-pre-line">{t("log.reason", { reason: act.reason })}</p>}
        <div className="flex flex-wrap items-center gap-x-4 text-sm">
          {undone && <span className="rounded-full bg-tint px-2.5 py-0.5">{t("log.was_undone")}</span>}
          {act.post_id !== null && act.act !== "post.removed" && (
            <Link to="/c/$slug/p/$postId" params={{ slug, postId: act.post_id }} className="flex min-h-8 items-center text-brand hover:underline">
              {t("log.open_post")}
            </Link>
          )}
        </div>
      </div>
      {act.i_may_undo && (
        <Button look="line" size="s" className="min-h-11" aria-label={t("log.undo_named", { act: headline })} onClick={onUndo}>
          <Undo2 size={16} aria-hidden="true" />
          {t("log.undo")}
        </Button>
      )}
    </div>
  );
}

function UndoDialog({ circle, act, onClose }: { circle: Circle; act: CircleAct; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const undo = useMutation({
    mutationFn: () => undoCircleAct({ path: { circle_id: circle.circle_id, act_id: act.act_id }, body: { reason: reason.trim() } }),
    onSuccess: () => {
      toast(t("log.undo_done"));
      for (const key of ["acts", "members", "bans", "circle-posts"]) void cache.invalidateQueries({ queryKey: [key, circle.circle_id] });
      void cache.invalidateQueries({ queryKey: ["circle", circle.slug] });
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("log.undo_title")}
      description={t("log.undo_text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={undo.isPending} disabled={reason.trim() === ""} onClick={() => undo.mutate()}>
            {t("log.undo")}
          </Button>
        </>
      }
    >
      <p>
        {headlineOf(act, t)} <span className="text-muted">{detailOf(act, t)}</span>
      </p>
      <TextArea
        label={t("log.undo_reason")}
        maxLength={500}
        value={reason}
        error={undo.isError ? sentenceOf(undo.error) : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
