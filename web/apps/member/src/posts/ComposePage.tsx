import { type Circle, editPost, type Post, type PostPlace, type ScheduledPost, schedulePost, writePost } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, EmptyState, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { CalendarClock, X } from "lucide-react";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { DutyLine, RulesPanel } from "../circles/DutyPanel.tsx";
import { circleQuery, myCirclesQuery } from "../circles/queries.ts";
import { useDates } from "../dates.ts";
import { allArrived, photosOf } from "../media/queue.ts";
import { PhotoTray } from "../media/PhotoTray.tsx";
import { MomentField } from "../meetups/MomentField.tsx";
import { useSendKey } from "../sendKey.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { StandardLink } from "../standard/StandardLink.tsx";
import { useT } from "../text.ts";
import { CargoPart, useCargo } from "./CargoPart.tsx";
import type { DraftKeeper, DraftPlace } from "./DraftKeeper.ts";
import { DraftConflict, DraftNote } from "./DraftNote.tsx";
import { type Content, isEmpty, keepDraft, keptDraft } from "./drafts.ts";
import { Preview } from "./Preview.tsx";
import QuotedPost from "./QuotedPost.tsx";
import { keepPost, postQuery } from "./queries.ts";
import { TagInput } from "./TagInput.tsx";
import { TextBox } from "./TextBox.tsx";
import { useDraft } from "./useDraft.ts";

const route = getRouteApi("/shell/inside/compose");

/** Write a post, or change one. */
export function ComposePage() {
  const t = useT();
  const { circle: slug, edit, quote } = route.useSearch();
  const mine = useQuery(myCirclesQuery);
  const chosen = slug ?? mine.data?.[0]?.slug;
  const circle = useQuery({ ...circleQuery(chosen ?? ""), enabled: chosen !== undefined });
  const circleId = circle.data?.circle_id;
  const editing = useQuery({ ...postQuery(circleId ?? "", edit ?? ""), enabled: edit !== undefined && circleId !== undefined });
  const failed = mine.error ?? circle.error ?? editing.error;
  const ready = circle.data !== undefined && (edit === undefined || editing.data !== undefined);
  return (
    <Page title={edit === undefined ? t("compose.title") : t("compose.edit_title")} aside={circle.data && <RulesPanel circle={circle.data} />}>
      {failed !== null && <Failed error={failed} onRetry={() => void mine.refetch()} />}
      {failed === null && mine.data?.length === 0 && slug === undefined && (
        <EmptyState
          title={t("compose.no_circle")}
          action={
            <Link to="/discover" className={buttonClasses()}>
              {t("circles.discover")}
            </Link>
          }
        />
      )}
      {failed === null && !ready && (mine.data?.length ?? 1) > 0 && <Skeleton className="h-56 w-full rounded-card" />}
      {ready && circle.data !== undefined && (
        <Compose key={`${circle.data.circle_id}.${edit ?? ""}`} circle={circle.data} editing={edit === undefined ? null : (editing.data ?? null)} quoted={placeOf(quote)} />
      )}
    </Page>
  );
}

/** "circle/post" of the address. */
function placeOf(quote: string | undefined): PostPlace | null {
  const [circle_id, post_id] = quote?.split("/") ?? [];
  return circle_id === undefined || post_id === undefined ? null : { circle_id, post_id };
}

function useSend(circle: Circle, editing: Post | null, draft: ReturnType<typeof useDraft>, more: Carried, publishAt: string | null) {
  const t = useT();
  const { near } = useDates();
  const navigate = useNavigate();
  const { text, tags, uploads, keeper } = draft;
  const photos = photosOf(uploads.queue);
  const headers = useSendKey(text, photos, tags.join("\n"), more, publishAt);
  return useMutation({
    mutationFn: async (): Promise<Post | ScheduledPost> => {
      const body = { text, tags, photos, draft_version: keeper.version > 0 ? keeper.version : null };
      if (editing !== null) {
        return editPost({ path: { circle_id: circle.circle_id, post_id: editing.post_id }, body: { ...body, version: editing.version } });
      }
      if (publishAt !== null) {
        return schedulePost({ body: { ...body, quote: more.quote, circle_id: circle.circle_id, publish_at: publishAt }, headers });
      }
      return writePost({ path: { circle_id: circle.circle_id }, body: { ...body, ...more }, headers });
    },
    onSuccess: (sent) => {
      keeper.sent();
      void cache.invalidateQueries({ queryKey: ["drafts"] });
      if ("scheduled_id" in sent) {
        void cache.invalidateQueries({ queryKey: ["scheduled"] });
        toast(t("schedule.done", { time: near(sent.publish_at) }));
        void navigate({ to: "/drafts", replace: true });
        return;
      }
      keepPost(sent);
      for (const name of ["account-posts", "circle-posts", "feed", "tags", "tagged-posts"]) void cache.invalidateQueries({ queryKey: [name] });
      void navigate({ to: "/c/$slug/p/$postId", params: { slug: sent.circle_slug, postId: sent.post_id }, replace: true });
    },
    meta: { quiet: true },
  });
}

type Carried = ReturnType<typeof useCargo>["body"] & { quote: PostPlace | null };

function Compose({ circle, editing, quoted }: { circle: Circle; editing: Post | null; quoted: PostPlace | null }) {
  const t = useT();
  const [place] = useState<DraftPlace>(() => ({ kind: editing === null ? "post" : "edit", circle_id: circle.circle_id, post_id: editing?.post_id ?? null }));
  const draft = useDraft(place, editing);
  const { text, setText, tags, setTags, uploads, keeper, state } = draft;
  const [previewing, setPreviewing] = useState(false);
  const [quote, setQuote] = useState(quoted);
  const [later, setLater] = useState(false);
  const [publishAt, setPublishAt] = useState<string | null>(null);
  const { cargo, setCargo, ready, body: carried } = useCargo();
  const send = useSend(circle, editing, draft, { ...carried, quote }, later ? publishAt : null);
  const empty = text.trim() === "" && uploads.queue.length === 0;
  const turn = (
    <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setPreviewing(!previewing)}>
      {previewing ? t("compose.write_on") : t("compose.preview")}
    </Button>
  );
  const wait = !allArrived(uploads.queue);
  const here = { text, tags, photos: photosOf(uploads.queue) };
  return (
    <div className="flex flex-col gap-4 px-4 md:px-0">
      {editing === null && <CirclePicker circle={circle} keeper={keeper} content={here} />}
      {state.conflict !== null && <DraftConflict here={here} conflict={state.conflict} keeper={keeper} />}
      {previewing ? (
        <section aria-label={t("compose.preview")} className="rounded-card border border-line bg-surface">
          <div className="min-h-44 px-4 py-3">
            {text.trim() === "" ? <p className="text-muted">{t("compose.nothing")}</p> : <Preview text={text} />}
          </div>
          <div className="flex justify-end border-t border-line px-1">{turn}</div>
        </section>
      ) : (
        <TextBox value={text} onChange={setText} end={turn} />
      )}
      {quote !== null && <QuotePart quote={quote} onDrop={() => setQuote(null)} />}
      <PhotoTray uploads={uploads} />
      <TagInput circleId={circle.circle_id} tags={tags} onChange={setTags} />
      {editing === null && !later && <CargoPart cargo={cargo} onChange={setCargo} />}
      {later && (
        <section className="rounded-card border border-line bg-surface p-4">
          <MomentField label={t("schedule.when")} hint={t("schedule.hint")} required value={publishAt} onChange={setPublishAt} />
        </section>
      )}
      {send.isError && (
        <p role="alert" className="text-accent">
          {sentenceOf(send.error)}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line pt-4">
        {wait && uploads.queue.length > 0 && <span className="text-sm text-muted">{t("compose.wait")}</span>}
        {editing === null && (cargo === null || later) && (
          <Button look="ghost" className="text-brand" aria-pressed={later} onClick={() => setLater(!later)}>
            <CalendarClock size={18} aria-hidden="true" />
            {later ? t("schedule.drop") : t("schedule.open")}
          </Button>
        )}
        <Button busy={send.isPending} disabled={empty || wait || !ready || state.conflict !== null || (later && publishAt === null)} onClick={() => send.mutate()}>
          {editing !== null ? t("settings.save") : later ? t("schedule.send") : t("compose.send")}
        </Button>
      </div>
      <DraftNote state={state} />
      <p className="text-sm text-muted">
        {t("compose.checked_first")} <StandardLink />
      </p>
    </div>
  );
}

function QuotePart({ quote, onDrop }: { quote: PostPlace; onDrop: () => void }) {
  const t = useT();
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <QuotedPost place={quote} linked={false} />
      </div>
      <Button look="ghost" size="icon" aria-label={t("quote.drop")} onClick={onDrop}>
        <X size={18} aria-hidden="true" />
      </Button>
    </div>
  );
}

/** Where it goes, and who answers there. What one has written comes along to another circle. */
function CirclePicker({ circle, keeper, content }: { circle: Circle; keeper: DraftKeeper; content: Content }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const mine = useQuery(myCirclesQuery);
  const { quote } = route.useSearch();
  const move = (slug: string) => {
    const target = mine.data?.find((one) => one.slug === slug);
    if (target !== undefined && !isEmpty(content) && keptDraft(`post.${target.circle_id}`) === null) {
      keepDraft(`post.${target.circle_id}`, { ...content, version: 0, dirty: true });
      keeper.discard();
    }
    void navigate({ to: "/compose", search: { circle: slug, ...(quote === undefined ? {} : { quote }) }, replace: true });
  };
  return (
    <div className="flex flex-col gap-1">
      <label className="flex items-center gap-3">
        <span className="shrink-0 text-sm font-semibold">{t("compose.where")}</span>
        <select
          value={circle.slug}
          onChange={(event) => move(event.target.value)}
          className="min-h-11 min-w-0 flex-1 rounded-small border border-line bg-surface px-3"
        >
          {!mine.data?.some((one) => one.slug === circle.slug) && <option value={circle.slug}>{inLocale(locale, circle.name, circle.name_en)}</option>}
          {mine.data?.map((one) => (
            <option key={one.circle_id} value={one.slug}>
              {inLocale(locale, one.name, one.name_en)}
            </option>
          ))}
        </select>
      </label>
      <DutyLine circle={circle} />
    </div>
  );
}
