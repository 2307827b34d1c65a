import type { Photo, ShownPhoto } from "@tonghao/api";
import { PhotoGrid, Viewer } from "@tonghao/ui";
import { useState } from "react";
import { useT } from "../text.ts";

type Shown = Omit<Photo, "state"> & { state?: string };

/** Checked photos, small, which open whole; of those that are being checked their owner reads so. */
export function OpenPhotos({ photos, alt = "" }: { photos: (Shown | ShownPhoto)[]; alt?: string }) {
  const t = useT();
  const [open, setOpen] = useState<number | null>(null);
  const seen: Photo[] = photos
    .filter((photo) => (photo.state ?? "visible") === "visible")
    .map((photo) => ({ ...photo, alt: photo.alt || alt, state: "visible" }));
  return (
    <>
      {seen.length > 0 && (
        <div className={seen.length === 1 ? "max-w-56" : "max-w-96"}>
          <PhotoGrid photos={seen} onOpen={setOpen} />
        </div>
      )}
      {seen.length < photos.length && <p className="text-sm text-muted">{t("tool.photo_waits")}</p>}
      {open !== null && <Viewer photos={seen} start={open} onClose={() => setOpen(null)} />}
    </>
  );
}
