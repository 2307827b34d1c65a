import { Button } from "@tonghao/ui";
import { ImagePlus, X } from "lucide-react";
import { useRef } from "react";
import { useSite } from "../accounts/session.ts";
import { UploadStage } from "../media/UploadStage.tsx";
import type { Uploads } from "../media/uploads.ts";
import { useT } from "../text.ts";

type PhotosProps = { uploads: Uploads; label: string; most?: number };

/** A few photos to go with something, each with its state; another one takes the place of a single one. */
export function Photos({ uploads, label, most = 1 }: PhotosProps) {
  const t = useT();
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const { queue } = uploads;
  const full = most > 1 && queue.length >= most;
  return (
    <div className="flex flex-col gap-2">
      <Button look="line" className="self-start" disabled={full} onClick={() => input.current?.click()}>
        <ImagePlus size={20} aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={most > 1}
        accept={upload_types.join(",")}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          if (most === 1) for (const photo of queue) uploads.drop(photo.id);
          uploads.add(event.target.files ?? [], most === 1 ? 1 : most - queue.length);
          event.target.value = "";
        }}
      />
      {queue.map((photo) => (
        <div key={photo.id} className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            {most > 1 && <p className="truncate text-sm">{photo.name}</p>}
            <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} />
          </div>
          {most > 1 && (
            <Button look="ghost" size="icon" aria-label={t("tool.photo_drop", { name: photo.name })} onClick={() => uploads.drop(photo.id)}>
              <X size={16} aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}

/** The photo that has arrived; null when there is none. */
export function arrivedId(uploads: Uploads): string | null {
  return arrivedIds(uploads)[0] ?? null;
}

/** The photos that have arrived, in their order. */
export function arrivedIds(uploads: Uploads): string[] {
  return uploads.queue.flatMap((photo) => photo.medium?.media_id ?? []);
}

/** Whether a photo is still on its way, or will not come. */
export function isWaiting(uploads: Uploads): boolean {
  return uploads.queue.some((photo) => photo.medium === null);
}
