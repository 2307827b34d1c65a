import { mediaAddress, type SeenPhoto } from "@tonghao/api";
import { classes } from "@tonghao/ui";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useT } from "../text.ts";

/** Photos that are grey and blurred until pressed, one by one: nobody has to see more than they must. */
export function CoveredPhotos({ photos }: { photos: SeenPhoto[] }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {photos.map((photo, at) => (
        <li key={photo.media_id} className={photos.length === 1 ? "col-span-2" : undefined}>
          <CoveredPhoto photo={photo} at={at + 1} of={photos.length} />
        </li>
      ))}
    </ul>
  );
}

function CoveredPhoto({ photo, at, of }: { photo: SeenPhoto; at: number; of: number }) {
  const t = useT();
  const [seen, setSeen] = useState(false);
  const [gone, setGone] = useState(false);
  const alt = photo.alt || t("ui.no_alt");
  if (gone) {
    return <p className="grid aspect-[4/3] place-items-center rounded-small border border-dashed border-muted p-3 text-center text-sm text-muted">{t("case.photo_gone")}</p>;
  }
  return (
    <>
      <button
        type="button"
        aria-pressed={seen}
        onClick={() => setSeen(!seen)}
        className="relative block aspect-[4/3] w-full cursor-pointer overflow-hidden rounded-small border border-line bg-raised"
      >
        <img
          src={mediaAddress(photo, seen ? "medium" : "small")}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setGone(true)}
          className={classes("size-full", seen ? "object-contain" : "scale-110 object-cover blur-xl grayscale")}
        />
        {seen ? (
          <span className="sr-only">{t("case.photo_hide", { at, of, alt })}</span>
        ) : (
          <span className="absolute inset-0 grid place-items-center">
            <span className="inline-flex items-center gap-2 rounded-full bg-surface px-3 py-1.5 text-sm font-medium text-ink">
              <Eye size={16} aria-hidden="true" />
              {t("case.photo_press")}
              <span className="sr-only">{t("case.photo_name", { at, of, alt })}</span>
            </span>
          </span>
        )}
      </button>
      {photo.alt !== "" && <p className="mt-1 text-sm text-muted">{photo.alt}</p>}
    </>
  );
}
