import type { LicenceDraft } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { ImagePlus } from "lucide-react";
import { useRef } from "react";
import { useSite } from "../accounts/session.ts";
import { UploadStage } from "../media/UploadStage.tsx";
import { type Uploads, useUploads } from "../media/uploads.ts";
import { useT } from "../text.ts";

export type LicenceWords = { number: string; issuer: string; valid_until: string };
export const NO_LICENCE: LicenceWords = { number: "", issuer: "", valid_until: "" };

export function useLicencePhoto(): Uploads {
  return useUploads("licence");
}

/** What is sent: null while something is missing. */
export function licenceOf(words: LicenceWords, uploads: Uploads): LicenceDraft | null {
  const medium = uploads.queue.find((one) => one.medium !== null && one.stage !== "refused")?.medium;
  if (!medium || words.number.trim() === "" || words.issuer.trim() === "" || words.valid_until === "") return null;
  return { ...words, media_id: medium.media_id };
}

type Props = { called: string; words: LicenceWords; set: (change: Partial<LicenceWords>) => void; uploads: Uploads };

/** Number, issuer, end and a photo that only the platform looks at. */
export function LicenceFields({ called, words, set, uploads }: Props) {
  const t = useT();
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const photo = uploads.queue[0];
  return (
    <fieldset className="flex flex-col gap-4 border-t border-line pt-4">
      <legend className="float-left mb-2 font-semibold">{t("licence.title", { name: called })}</legend>
      <Field label={t("licence.number")} required maxLength={60} value={words.number} onChange={(event) => set({ number: event.target.value })} />
      <Field label={t("licence.issuer")} required maxLength={60} value={words.issuer} onChange={(event) => set({ issuer: event.target.value })} />
      <Field type="date" label={t("licence.until")} required value={words.valid_until} onChange={(event) => set({ valid_until: event.target.value })} />
      <div className="flex flex-col gap-2">
        <p className="text-sm text-muted">{t("licence.photo_hint")}</p>
        {photo !== undefined && (
          <div className="flex flex-col gap-1">
            <p className="truncate text-sm">{photo.name}</p>
            <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} />
          </div>
        )}
        <Button look="line" className="self-start" onClick={() => input.current?.click()}>
          <ImagePlus size={20} aria-hidden="true" />
          {t(photo === undefined ? "licence.photo" : "licence.photo_again")}
        </Button>
        <input
          ref={input}
          type="file"
          accept={upload_types.join(",")}
          aria-label={t("licence.photo")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            if (photo !== undefined) uploads.drop(photo.id);
            uploads.add(event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </div>
    </fieldset>
  );
}
