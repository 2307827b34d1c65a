import { getMedium, type Medium, type Post } from "@tonghao/api";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { photosOf } from "../media/queue.ts";
import { useUploads } from "../media/uploads.ts";
import { DraftKeeper, type DraftPlace } from "./DraftKeeper.ts";
import { type Content, isSame, keptDraft } from "./drafts.ts";

function mediaOf(post: Post): Medium[] {
  return post.photos.map((photo) => ({ ...photo, purpose: "post", category: null, reason: null, appeal: null, created_at: "", checked_at: null }));
}

/** Photos of a kept draft are asked for again: meanwhile they may have been checked, or be gone. */
export async function mediaAgain(photos: Content["photos"]): Promise<Medium[]> {
  const found = await Promise.allSettled(photos.map((photo) => getMedium({ path: { media_id: photo.media_id } })));
  return found.flatMap((one, at) => (one.status === "fulfilled" ? [{ ...one.value, alt: photos[at]?.alt ?? "" }] : []));
}

/** Save before the page is put away, and as soon as the network is back. */
export function useSaving(keeper: DraftKeeper): void {
  useEffect(() => {
    const save = () => void keeper.save();
    const hide = () => document.visibilityState === "hidden" && save();
    addEventListener("online", save);
    document.addEventListener("visibilitychange", hide);
    return () => {
      removeEventListener("online", save);
      document.removeEventListener("visibilitychange", hide);
      keeper.leave();
    };
  }, [keeper]);
}

function originalOf(editing: Post | null): Content {
  if (editing === null) return { text: "", tags: [], photos: [] };
  return { text: editing.text, tags: editing.tags, photos: editing.photos.map(({ media_id, alt }) => ({ media_id, alt })) };
}

/** The words, tags and photos of a post that is being written, kept on this device and on the server. */
export function useDraft(place: DraftPlace, editing: Post | null) {
  const local = editing === null ? `post.${place.circle_id}` : `edit.${editing.post_id}`;
  const [original] = useState(() => originalOf(editing));
  const [kept] = useState(() => keptDraft(local));
  const [text, setText] = useState(kept?.text ?? original.text);
  const [tags, setTags] = useState(kept?.tags ?? original.tags);
  const uploads = useUploads("post", editing === null || kept !== null ? [] : mediaOf(editing));
  const [ready, setReady] = useState(kept === null || kept.photos.length === 0);
  const { restore, queue } = uploads;
  const [keeper] = useState(() => new DraftKeeper(place, local));
  const bring = async (photos: Content["photos"]) => {
    restore(await mediaAgain(photos));
    setReady(true);
  };
  const adopt = useEffectEvent((content: Content) => {
    setText(content.text);
    setTags(content.tags);
    setReady(false);
    void bring(content.photos);
  });
  useEffect(() => {
    const stop = keeper.onAdopt((content) => adopt(content));
    if (kept !== null && kept.photos.length > 0) {
      void mediaAgain(kept.photos).then((media) => {
        restore(media);
        setReady(true);
      });
    }
    void keeper.start(kept);
    return stop;
  }, [keeper, kept, restore]);
  useSaving(keeper);
  useEffect(() => {
    if (!ready) return;
    const content = { text, tags, photos: photosOf(queue) };
    // What nobody has touched is no draft.
    if (keeper.version > 0 || kept !== null || !isSame(content, original)) keeper.change(content);
  }, [ready, keeper, kept, original, text, tags, queue]);
  return { text, setText, tags, setTags, uploads, keeper, state: useSyncExternalStore(keeper.subscribe, keeper.current) };
}
