import { mediaAddress } from "@tonghao/api";
import { Button } from "@tonghao/ui";
import { ArrowLeft, ArrowRight, ImagePlus, X } from "lucide-react";
import { useCallback, useId, useRef, useState } from "react";
import { useSite } from "../accounts/session.ts";
import { useT } from "../text.ts";
import { MOST_PHOTOS, type Queued } from "./queue.ts";
import { drawPreview } from "./shrink.ts";
import { UploadStage } from "./UploadStage.tsx";
import { unfinished } from "./unfinished.ts";
import type { Uploads } from "./uploads.ts";

/** The photos of something that is being written: added, described, ordered, each with its state. */
export function PhotoTray({ uploads }: { uploads: Uploads }) {
  const t = useT();
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const carried = useRef<number | null>(null);
  const [cut] = useState(() => unfinished("post"));
  const waiting = cut.filter((name) => !uploads.queue.some((photo) => photo.name === name));
  return (
    <section aria-label={t("compose.photos")} className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {uploads.queue.map((photo, at) => (
          <TrayPhoto key={photo.id} photo={photo} at={at} uploads={uploads} carried={carried} />
        ))}
      </ul>
      {waiting.length > 0 && (
        <p role="note" className="text-sm text-muted">
          {t("upload.cut", { names: waiting.join("、") })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button look="line" disabled={uploads.queue.length >= MOST_PHOTOS} onClick={() => input.current?.click()}>
          <ImagePlus size={20} aria-hidden="true" />
          {t("compose.add_photo")}
        </Button>
        <span className="text-sm text-muted tabular-nums">{t("compose.photo_count", { count: uploads.queue.length, most: MOST_PHOTOS })}</span>
        <input
          ref={input}
          type="file"
          multiple
          accept={upload_types.join(",")}
          aria-label={t("compose.add_photo")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            uploads.add(event.target.files ?? []);
            event.target.value = "";
          }}
        />
      </div>
    </section>
  );
}

type TrayPhotoProps = { photo: Queued; at: number; uploads: Uploads; carried: { current: number | null } };

function TrayPhoto({ photo, at, uploads, carried }: TrayPhotoProps) {
  const t = useT();
  const id = useId();
  const { fileOf } = uploads;
  const [isDrawn, setIsDrawn] = useState(true);
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const file = fileOf(photo.id);
      if (canvas !== null && file !== null) void drawPreview(canvas, file).then((drawn) => setIsDrawn(drawn));
    },
    // The file of a photo never changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [photo.id],
  );
  // Most browsers cannot draw a HEIC; the server has made a picture of it by the time it is checked.
  const fromServer = photo.medium !== null && (fileOf(photo.id) === null || (!isDrawn && photo.stage !== "checking"));
  return (
    // A place to drop on, beside buttons that do the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className="flex gap-3 rounded-small border border-line bg-surface p-3"
      onDragOver={(event) => {
        if (carried.current !== null) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const moving = carried.current === null ? undefined : uploads.queue[carried.current];
        if (moving !== undefined && carried.current !== null) uploads.move(moving.id, at - carried.current);
        carried.current = null;
      }}
    >
      {/* By mouse the picture itself is carried; the arrows do the same for fingers and keys. */}
      <div
        draggable
        data-testid="tray-picture"
        className="size-24 shrink-0 cursor-grab overflow-hidden rounded-small bg-line"
        onDragStart={(event) => {
          carried.current = at;
          event.dataTransfer.effectAllowed = "move";
        }}
        onDragEnd={() => {
          carried.current = null;
        }}
      >
        {fromServer && photo.medium !== null ? (
          <img src={mediaAddress(photo.medium, "small")} alt="" className="size-full object-cover" />
        ) : (
          <canvas ref={paint} aria-hidden="true" className="size-full object-cover" />
        )}
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} onPause={() => uploads.pause(photo.id)} />
        <label htmlFor={id} className="sr-only">
          {t("compose.alt", { at: at + 1 })}
        </label>
        <input
          id={id}
          value={photo.alt}
          maxLength={300}
          placeholder={t("compose.alt_hint")}
          onChange={(event) => uploads.describe(photo.id, event.target.value)}
          className="min-h-11 w-full rounded-small border border-line bg-bg px-3 placeholder:text-muted"
        />
        <div className="flex justify-end">
          <Button look="ghost" size="icon" disabled={at === 0} aria-label={t("compose.earlier", { at: at + 1 })} onClick={() => uploads.move(photo.id, -1)}>
            <ArrowLeft size={18} aria-hidden="true" />
          </Button>
          <Button
            look="ghost"
            size="icon"
            disabled={at === uploads.queue.length - 1}
            aria-label={t("compose.later", { at: at + 1 })}
            onClick={() => uploads.move(photo.id, 1)}
          >
            <ArrowRight size={18} aria-hidden="true" />
          </Button>
          <Button look="ghost" size="icon" aria-label={t("compose.drop", { at: at + 1 })} onClick={() => uploads.drop(photo.id)}>
            <X size={18} aria-hidden="true" />
          </Button>
        </div>
      </div>
    </li>
  );
}
