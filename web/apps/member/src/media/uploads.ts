/** Runs the uploads of one queue: one after the other, with progress, retry and the verdict. */
import { getMedium, isRefusal, type Medium, offlineRefusal, uploadPhoto, uuid7 } from "@tonghao/api";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { allArrived, MOST_PHOTOS, queueAfter, queuedOf } from "./queue.ts";
import { shrunk } from "./shrink.ts";
import { onVerdict } from "./verdicts.ts";

// Most verdicts are there at once, perhaps before this page listens for them.
const FIRST_ASK_MS = 350;
const ASK_AGAIN_MS = 2500;
// Above this a lost connection would cost too much: the photo goes in parts.
const IN_PARTS_BYTES = 1_000_000;
const PAUSE = "pause";
type Kept = { file: File; key: string; stop: AbortController; hasFailed: boolean };

export function useUploads(purpose: Medium["purpose"], start: Medium[] = []) {
  const [queue, change] = useReducer(queueAfter, start, (media) => media.map(queuedOf));
  const files = useRef(new Map<string, Kept>());
  const line = useRef<Promise<void>>(Promise.resolve());

  const send = useCallback(
    (id: string) => {
      line.current = line.current.then(async () => {
        const kept = files.current.get(id);
        if (kept === undefined) return;
        if (kept.stop.signal.aborted) kept.stop = new AbortController();
        const { signal } = kept.stop;
        const onProgress = (share: number) => change({ kind: "progressed", id, share });
        try {
          const file = await shrunk(kept.file);
          const inParts = kept.hasFailed || file.size > IN_PARTS_BYTES;
          change({ kind: "started", id, inParts });
          const medium = inParts
            ? await (await import("./sendInParts.ts")).sendInParts({ file, chosen: kept.file, purpose, signal, onProgress })
            : await uploadPhoto({ file, name: kept.file.name, purpose, alt: "", key: kept.key, signal, onProgress });
          change({ kind: "arrived", id, medium });
        } catch (error) {
          if (signal.aborted) return;
          kept.hasFailed = true;
          change({ kind: "failed", id, refusal: isRefusal(error) ? error : offlineRefusal() });
        }
      });
    },
    [purpose],
  );

  const add = useCallback(
    (chosen: Iterable<File>, room: number = MOST_PHOTOS) => {
      const photos = Array.from(chosen)
        .slice(0, room)
        .map((file) => ({ id: uuid7(), name: file.name, file }));
      for (const { id, file } of photos) files.current.set(id, { file, key: uuid7(), stop: new AbortController(), hasFailed: false });
      change({ kind: "added", photos: photos.map(({ id, name }) => ({ id, name })) });
      for (const { id } of photos) send(id);
    },
    [send],
  );

  const pause = useCallback((id: string) => {
    files.current.get(id)?.stop.abort(PAUSE);
    change({ kind: "paused", id });
  }, []);

  const drop = useCallback((id: string) => {
    files.current.get(id)?.stop.abort();
    files.current.delete(id);
    change({ kind: "dropped", id });
  }, []);

  useVerdicts(queue.flatMap((one) => (one.stage === "checking" && one.medium !== null ? [one.medium.media_id] : [])), change);

  return {
    queue,
    add,
    drop,
    pause,
    retry: send,
    describe: (id: string, alt: string) => change({ kind: "described", id, alt }),
    move: (id: string, by: number) => change({ kind: "moved", id, by }),
    restore: useCallback((media: Medium[]) => change({ kind: "restored", media }), []),
    fileOf: (id: string) => files.current.get(id)?.file ?? null,
    arrived: allArrived(queue),
  };
}

export type Uploads = ReturnType<typeof useUploads>;

/** Ask for the verdict when its event comes, and from time to time in case it was missed. */
function useVerdicts(checking: string[], change: (change: { kind: "checked"; medium: Medium }) => void): void {
  const ids = checking.join(" ");
  useEffect(() => {
    if (ids === "") return undefined;
    const waiting = new Set(ids.split(" "));
    const ask = async (mediaId: string) => {
      if (!waiting.has(mediaId)) return;
      try {
        const medium = await getMedium({ path: { media_id: mediaId } });
        if (medium.state !== "pending") change({ kind: "checked", medium });
      } catch {
        // Asked again at the next tick.
      }
    };
    const heard = (mediaId: string) => void ask(mediaId);
    const stop = onVerdict(heard);
    const askAll = () => waiting.forEach((one) => void ask(one));
    const first = setTimeout(askAll, FIRST_ASK_MS);
    const timer = setInterval(askAll, ASK_AGAIN_MS);
    return () => {
      stop();
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [ids, change]);
}
