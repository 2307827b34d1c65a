import type { UploadMediaData } from "./generated/types.gen.ts";
import { offlineRefusal, refusalOf } from "./refusal.ts";
import type { Medium } from "./types.ts";
import { uuid7 } from "./uuid7.ts";

const ADDRESS: UploadMediaData["url"] = "/api/v1/media";

export type Upload = {
  file: Blob;
  name: string;
  purpose: Medium["purpose"];
  alt: string;
  key?: string;
  signal?: AbortSignal;
  onProgress?: (share: number) => void;
};

/** Send one photo. XMLHttpRequest, since fetch does not tell how much has left the machine. */
export function uploadPhoto(upload: Upload): Promise<Medium> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", ADDRESS);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", upload.key ?? uuid7());
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) upload.onProgress?.(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Medium);
      else reject(refusalOf(request.status, request.response));
    });
    request.addEventListener("error", () => reject(offlineRefusal()));
    request.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    upload.signal?.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.set("purpose", upload.purpose);
    form.set("alt", upload.alt);
    form.set("file", upload.file, upload.name);
    request.send(form);
  });
}
