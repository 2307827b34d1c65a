import { Dialog as Base } from "@base-ui/react/dialog";
import { mediaAddress, type Photo } from "@tonghao/api";
import { type SharedKey, useTexts } from "@tonghao/i18n";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";

export type ViewerProps = { photos: Photo[]; start: number; onClose: () => void };

const ROUND = "grid size-11 cursor-pointer place-items-center rounded-full bg-black/60 text-white hover:bg-black/80";
const SWIPE_PX = 48;

/** Photos in full: arrows, keys or a swipe turn the page, Escape closes. */
export default function Viewer({ photos, start, onClose }: ViewerProps) {
  const t = useTexts<SharedKey>();
  const [at, setAt] = useState(start);
  const pressed = useRef<number | null>(null);
  const photo = photos[at];
  if (photo === undefined) return null;
  const turn = (by: number) => setAt((now) => Math.min(photos.length - 1, Math.max(0, now + by)));
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") turn(1);
    if (event.key === "ArrowLeft") turn(-1);
  };
  const onUp = (event: PointerEvent) => {
    const moved = event.clientX - (pressed.current ?? event.clientX);
    pressed.current = null;
    if (Math.abs(moved) > SWIPE_PX) turn(moved < 0 ? 1 : -1);
  };
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/95" />
        <Base.Popup
          onKeyDown={onKey}
          onPointerDown={(event) => (pressed.current = event.clientX)}
          onPointerUp={onUp}
          className="fixed inset-0 z-40 flex touch-pan-y flex-col text-white outline-none"
        >
          <div className="flex items-center justify-between gap-3 p-3">
            <Base.Title className="pl-2 text-sm tabular-nums">{t("ui.photo_of", { at: at + 1, of: photos.length })}</Base.Title>
            <Base.Close aria-label={t("ui.close")} className={ROUND}>
              <X size={20} aria-hidden="true" />
            </Base.Close>
          </div>
          <div className="relative min-h-0 flex-1">
            <img
              key={photo.media_id}
              src={mediaAddress(photo, "large")}
              alt={photo.alt || t("ui.no_alt")}
              className="absolute inset-0 size-full object-contain select-none"
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
