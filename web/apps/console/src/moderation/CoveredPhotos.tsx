import { mediaAddress, type SeenPhoto } from "@tonghao/api";
import { classes } from "@tonghao/ui";
import { Eye } from "lucide-react";
import { useState } from "react";
import { useT } from "../text.ts";

type Picture = { key: string; alt: string; small: string; large: string };

/** Photos that are grey and blurred until pressed, one by one: nobody has to see more than they must. */
export function CoveredPhotos({ photos }: { photos: SeenPhoto[] }) {
  return (
    <CoveredPictures
      pictures={photos.map((photo) => ({ key: photo.media_id, alt: photo.alt ?? "", small: mediaAddress(photo, "small"), large: mediaAddress(photo, "medium") }))}
    />
  );
}

/** The same of pictures whose addresses tell nothing about them. */
export function CoveredPictures({ pictures }: { pictures: Picture[] }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {pictures.map((picture, at) => (
        <li key={picture.key} className={pictures.length === 1 ? "col-span-2" : undefined}>
          <CoveredPicture picture={picture} at={at + 1} of={pictures.length} />
        </li>
      ))}
    </ul>
  );
}

function CoveredPicture({ picture, at, of }: { picture: Picture; at: number; of: number }) {
  const t = useT();
  const [seen, setSeen] = useState(false);
  const [gone, setGone] = useState(false);
  const alt = picture.alt || t("ui.no_alt");
  if (gone) {
    return <p className="grid aspect-[4/3] place-items-center rounded-small border border-dashed border-muted p-3 text-center text-sm text-muted">{t("case.photo_gone")}</p>;
  }
  return (
    <>
      <button
        type="button"
        aria-pressed={seen}
        data-key={seen ? undefined : "p"}
        onClick={() => setSeen(!seen)}
        className="relative block aspect-[4/3] w-full cursor-pointer overflow-hidden rounded-small border border-line bg-raised"
      >
        <img
          src={seen ? picture.large : picture.small}
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
      {picture.alt !== "" && <p className="mt-1 text-sm text-muted">{picture.alt}</p>}
    </>
  );
}
