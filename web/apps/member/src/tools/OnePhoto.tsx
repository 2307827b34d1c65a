import { Button } from "@tonghao/ui";
import { ImagePlus } from "lucide-react";
import { useRef } from "react";
import { useSite } from "../accounts/session.ts";
import { UploadStage } from "../media/UploadStage.tsx";
import type { Uploads } from "../media/uploads.ts";

/** One photo to go with something, with its state. */
export function OnePhoto({ uploads, label }: { uploads: Uploads; label: string }) {
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const [photo] = uploads.queue;
  return (
    <div className="flex flex-col gap-2">
      <Button look="line" className="self-start" onClick={() => input.current?.click()}>
        <ImagePlus size={20} aria-hidden="true" />
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept={upload_types.join(",")}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          if (photo !== undefined) uploads.drop(photo.id);
          uploads.add(event.target.files ?? [], 1);
          event.target.value = "";
        }}
      />
      {photo !== undefined && <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} />}
    </div>
  );
}

/** The photo that has arrived; null when there is none. */
export function arrivedId(uploads: Uploads): string | null {
  return uploads.queue[0]?.medium?.media_id ?? null;
}
