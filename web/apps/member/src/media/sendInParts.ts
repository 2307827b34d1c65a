/** Sends a photo in parts (tus 1.0): a lost connection costs a part, and a reload costs nothing. Loaded when needed. */
import { getMedium, type Medium, offlineRefusal, refusalOf } from "@tonghao/api";
import { DetailedError, Upload } from "tus-js-client";
import { NAME_BEGINS } from "./unfinished.ts";

const PART_BYTES = 512 * 1024;
const WAITS_MS = [0, 500, 1500, 4000, 8000];
const ENDPOINT = "/api/v1/uploads";

export type Parts = {
  file: Blob;
  /** What was chosen: the same choice after a reload goes on where it stood. */
  chosen: File;
  purpose: Medium["purpose"];
  signal: AbortSignal;
  onProgress: (share: number) => void;
};

/** Why a transfer was stopped: a pause keeps what has arrived, anything else gives it up. */
const PAUSE = "pause";

export async function sendInParts({ file, chosen, purpose, signal, onProgress }: Parts): Promise<Medium> {
  const sha256 = await digestOf(file);
  // By its content where that can be told: a copy of the photo goes on as well.
  const name = [NAME_BEGINS, purpose, sha256 ?? [chosen.name, file.size, chosen.lastModified].join("·")].join("·");
  const mediaId = await new Promise<string>((resolve, reject) => {
    let made = "";
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      chunkSize: PART_BYTES,
      retryDelays: WAITS_MS,
      fingerprint: () => Promise.resolve(name),
      metadata: { purpose, filename: chosen.name, ...(sha256 === null ? {} : { sha256 }) },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => onProgress(total === 0 ? 0 : sent / total),
      onAfterResponse: (_, answer) => {
        made = answer.getHeader("Tonghao-Media") ?? made;
      },
      onError: (error) => reject(refusalIn(error)),
      onSuccess: () => resolve(made),
    });
    const stop = () => {
      void upload.abort(signal.reason !== PAUSE).catch(() => undefined);
      reject(new DOMException("aborted", "AbortError"));
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    void upload.findPreviousUploads().then(([begun]) => {
      if (begun !== undefined) upload.resumeFromPreviousUpload(begun);
      if (!signal.aborted) upload.start();
    }, reject);
  });
  return getMedium({ path: { media_id: mediaId } });
}

function refusalIn(error: Error | DetailedError) {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  if (answer === null || answer === undefined || answer.getStatus() === 0) return offlineRefusal();
  try {
    return refusalOf(answer.getStatus(), JSON.parse(answer.getBody()));
  } catch {
    return refusalOf(answer.getStatus(), null);
  }
}

/** SHA-256 in hexadecimal; null where the page may not compute it (plain http on another machine). */
async function digestOf(file: Blob): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
