import { Dialog as Base } from "@base-ui/react/dialog";
import { mediaAddress, type Photo } from "@tonghao/api";
import { type SharedKey, useTexts } from "@tonghao/i18n";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useZoom } from "./zoom.ts";

export type ViewerProps = { photos: Photo[]; start: number; onClose: () => void };

const ROUND = "grid size-11 cursor-pointer place-items-center rounded-full bg-black/60 text-white hover:bg-black/80";

/** Photos in full: arrows, keys or a swipe turn the page; pinch, double tap or +/- zoom; Escape closes. */
export default function Viewer({ photos, start, onClose }: ViewerProps) {
  const t = useTexts<SharedKey>();
  const [at, setAt] = useState(start);
  const turn = (by: number) => setAt((now) => Math.min(photos.length - 1, Math.max(0, now + by)));
  const zoom = useZoom(at, turn);
  useNeighbours(photos, at);
  const photo = photos[at];
  if (photo === undefined) return null;
  const keys: Record<string, () => void> = {
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
    Home: () => setAt(0),
    End: () => setAt(photos.length - 1),
    "+": () => zoom.by(1.5),
    "=": () => zoom.by(1.5),
    "-": () => zoom.by(1 / 1.5),
    "0": () => zoom.by(0),
  };
  const onKey = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/95" />
        <Base.Popup onKeyDown={onKey} className="fixed inset-0 z-40 flex flex-col text-white outline-none">
          <div className="flex items-center justify-between gap-3 p-3">
            <Base.Title className="pl-2 text-sm tabular-nums" aria-live="polite">
              {t("ui.photo_of", { at: at + 1, of: photos.length })}
            </Base.Title>
            <Base.Close aria-label={t("ui.close")} className={ROUND}>
              <X size={20} aria-hidden="true" />
            </Base.Close>
          </div>
          <div className="relative min-h-0 flex-1 touch-none overflow-hidden" {...zoom.hands}>
            <img
              key={photo.media_id}
              src={mediaAddress(photo, "large")}
              alt={photo.alt || t("ui.no_alt")}
              data-zoom={zoom.scale.toFixed(2)}
              style={{ transform: zoom.transform }}
              className={`absolute inset-0 size-full object-contain select-none ${zoom.isMoving ? "" : "transition-transform duration-150 motion-reduce:transition-none"} ${zoom.scale > 1 ? "cursor-grab" : "cursor-zoom-in"}`}
              draggable={false}
            />
            {at > 0 && (
              <button type="button" aria-label={t("ui.previous_photo")} className={`${ROUND} absolute top-1/2 left-3`} onClick={() => turn(-1)}>
                <ChevronLeft size={22} aria-hidden="true" />
              </button>
            )}
            {at < photos.length - 1 && (
              <button type="button" aria-label={t("ui.next_photo")} className={`${ROUND} absolute top-1/2 right-3`} onClick={() => turn(1)}>
                <ChevronRight size={22} aria-hidden="true" />
              </button>
            )}
          </div>
          <p className="min-h-14 px-5 py-4 text-center text-sm">{photo.alt}</p>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The photos beside the one that is shown come before one turns to them. */
function useNeighbours(photos: Photo[], at: number): void {
  useEffect(() => {
    for (const photo of [photos[at + 1], photos[at - 1]]) {
      if (photo !== undefined) new Image().src = mediaAddress(photo, "large");
    }
  }, [photos, at]);
}
