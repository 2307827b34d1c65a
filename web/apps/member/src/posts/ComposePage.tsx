import { type Circle, editPost, getMedium, type Medium, type Post, writePost } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, EmptyState, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { RulesPanel } from "../circles/DutyPanel.tsx";
import { circleQuery, myCirclesQuery } from "../circles/queries.ts";
import { allArrived, photosOf } from "../media/queue.ts";
import { PhotoTray } from "../media/PhotoTray.tsx";
import { useUploads } from "../media/uploads.ts";
import { useSendKey } from "../sendKey.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { CargoPart, useCargo } from "./CargoPart.tsx";
import { type Draft, dropDraft, keepDraft, keptDraft } from "./drafts.ts";
import { Preview } from "./Preview.tsx";
import { keepPost, postQuery } from "./queries.ts";
import { TextBox } from "./TextBox.tsx";

const route = getRouteApi("/shell/inside/compose");

/** Write a post, or change one. */
export function ComposePage() {
  const t = useT();
  const { circle: slug, edit } = route.useSearch();
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
        <Compose key={`${circle.data.circle_id}.${edit ?? ""}`} circle={circle.data} editing={edit === undefined ? null : (editing.data ?? null)} />
      )}
    </Page>
  );
}

function mediaOf(post: Post): Medium[] {
  return post.photos.map((photo) => ({ ...photo, purpose: "post", category: null, reason: null, appeal: null, created_at: "", checked_at: null }));
}

/** Photos of a kept draft are asked for again: meanwhile they may have been checked, or be gone. */
async function restored(draft: Draft): Promise<Medium[]> {
  const found = await Promise.allSettled(draft.photos.map((photo) => getMedium({ path: { media_id: photo.media_id } })));
  return found.flatMap((one, at) => (one.status === "fulfilled" ? [{ ...one.value, alt: draft.photos[at]?.alt ?? "" }] : []));
}

/** The text and photos of a draft, kept on this device as one types. */
function useDraft(place: string, editing: Post | null) {
  const [kept] = useState(() => keptDraft(place));
  const [text, setText] = useState(kept?.text ?? editing?.text ?? "");
  const uploads = useUploads("post", editing === null || kept !== null ? [] : mediaOf(editing));
  const [ready, setReady] = useState(kept === null || kept.photos.length === 0);
  const { restore, queue } = uploads;
  useEffect(() => {
    if (kept === null || kept.photos.length === 0) return;
    void restored(kept).then((media) => {
      restore(media);
      setReady(true);
    });
  }, [kept, restore]);
  const changed = editing === null || text !== editing.text || queue.length !== editing.photos.length;
  useEffect(() => {
    if (ready && changed) keepDraft(place, { text, photos: photosOf(queue) });
  }, [ready, changed, place, text, queue]);
  return { text, setText, uploads, wasKept: kept !== null };
}

function Compose({ circle, editing }: { circle: Circle; editing: Post | null }) {
  const t = useT();
  const navigate = useNavigate();
  const place = editing === null ? `post.${circle.circle_id}` : `edit.${editing.post_id}`;
  const { text, setText, uploads, wasKept } = useDraft(place, editing);
  const [previewing, setPreviewing] = useState(false);
  const { cargo, setCargo, ready, body: carried } = useCargo();
  const headers = useSendKey(text, photosOf(uploads.queue), carried);
  const send = useMutation({
    mutationFn: () => {
      const body = { text, photos: photosOf(uploads.queue) };
      if (editing !== null) {
        return editPost({ path: { circle_id: circle.circle_id, post_id: editing.post_id }, body: { ...body, version: editing.version } });
      }
      return writePost({ path: { circle_id: circle.circle_id }, body: { ...body, ...carried }, headers });
    },
    onSuccess: (post) => {
      dropDraft(place);
      keepPost(post);
      for (const name of ["account-posts", "circle-posts", "feed"]) void cache.invalidateQueries({ queryKey: [name] });
      void navigate({ to: "/c/$slug/p/$postId", params: { slug: post.circle_slug, postId: post.post_id }, replace: true });
    },
    meta: { quiet: true },
  });
  const empty = text.trim() === "" && uploads.queue.length === 0;
  const turn = (
    <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setPreviewing(!previewing)}>
      {previewing ? t("compose.write_on") : t("compose.preview")}
    </Button>
  );
  const wait = !allArrived(uploads.queue);
  return (
    <div className="flex flex-col gap-4 px-4 md:px-0">
      {editing === null && <CirclePicker circle={circle} />}
      {wasKept && <p className="text-sm text-muted">{t("compose.kept")}</p>}
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
      <PhotoTray uploads={uploads} />
      {editing === null && <CargoPart cargo={cargo} onChange={setCargo} />}
      {send.isError && (
        <p role="alert" className="text-accent">
          {sentenceOf(send.error)}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3 border-t border-line pt-4">
        {wait && uploads.queue.length > 0 && <span className="text-sm text-muted">{t("compose.wait")}</span>}
        <Button busy={send.isPending} disabled={empty || wait || !ready} onClick={() => send.mutate()}>
          {editing === null ? t("compose.send") : t("settings.save")}
        </Button>
      </div>
      <p className="text-sm text-muted">{t("compose.checked_first")}</p>
    </div>
  );
}

function CirclePicker({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const mine = useQuery(myCirclesQuery);
  return (
    <label className="flex items-center gap-3">
      <span className="shrink-0 text-sm font-semibold">{t("compose.where")}</span>
      <select
        value={circle.slug}
        onChange={(event) => void navigate({ to: "/compose", search: { circle: event.target.value }, replace: true })}
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
  );
}
