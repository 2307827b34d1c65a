import { mediaAddress, type Photo as PhotoShape, type PhotoSize } from "@tonghao/api";
import { type SharedKey, useTexts } from "@tonghao/i18n";
import { useCallback, useState } from "react";
import { paintBlur } from "./blur.ts";
import { classes } from "./classes.ts";

type PhotoProps = {
  photo: PhotoShape;
  size?: PhotoSize;
  /** How wide it will be shown, as `sizes` of HTML; then the browser chooses between small and medium. */
  sizes?: string;
  className?: string;
  eager?: boolean;
};

const LONGEST_PX = { small: 320, medium: 960 } as const;

/** The addresses of `photo` with the width that each has. */
function sourcesOf(photo: PhotoShape): string | undefined {
  const { width, height } = photo;
  if (width === null || height === null) return undefined;
  const wide = (size: "small" | "medium") => Math.round(width * Math.min(1, LONGEST_PX[size] / Math.max(width, height)));
  return (["small", "medium"] as const).map((size) => `${mediaAddress(photo, size)} ${wide(size)}w`).join(", ");
}

/** A photo that fills its frame, over its own blurred colours until it has come. */
export function Photo({ photo, size = "medium", sizes, className, eager = false }: PhotoProps) {
  const t = useTexts<SharedKey>();
  const [come, setCome] = useState(false);
  const [missing, setMissing] = useState(false);
  const { blur } = photo;
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas !== null && blur !== null) paintBlur(canvas, blur);
    },
    [blur],
  );
  return (
    <span className={classes("relative block overflow-hidden bg-line", className)}>
      {blur !== null && !come && <canvas ref={paint} aria-hidden="true" className="absolute inset-0 size-full" />}
      {!missing && (
        <img
          src={mediaAddress(photo, size)}
          srcSet={sizes === undefined ? undefined : sourcesOf(photo)}
          sizes={sizes}
          fetchPriority={eager ? "high" : undefined}
          alt={photo.alt || t("ui.no_alt")}
          width={photo.width ?? undefined}
          height={photo.height ?? undefined}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          onLoad={() => setCome(true)}
          onError={() => setMissing(true)}
          className="relative size-full object-cover"
        />
      )}
    </span>
  );
}

/** Wide for a panorama, tall for a portrait, never beyond 16:9 and 3:4, so that a feed stays calm. */
function frameOf(photo: PhotoShape): string {
  const ratio = (photo.width ?? 4) / (photo.height ?? 3);
  return String(Math.min(16 / 9, Math.max(3 / 4, ratio)));
}

type PhotosProps = { photos: PhotoShape[]; onOpen: (at: number) => void; eager?: boolean };

/** One photo large, two side by side, more in threes. */
export function PhotoGrid({ photos, onOpen, eager = false }: PhotosProps) {
  const t = useTexts<SharedKey>();
  const [only] = photos;
  if (only === undefined) return null;
  const [columns, shown] =
    photos.length === 1
      ? ["grid-cols-1", "(min-width: 768px) 560px, 92vw"]
      : photos.length === 2 || photos.length === 4
        ? ["grid-cols-2", "(min-width: 768px) 280px, 45vw"]
        : ["grid-cols-3", "(min-width: 768px) 185px, 30vw"];
  return (
    <div className={classes("grid gap-1.5 overflow-hidden rounded-card", columns)}>
      {photos.map((photo, at) => (
        <button
          key={photo.media_id}
          type="button"
          onClick={() => onOpen(at)}
          aria-label={t("ui.open_photo", { alt: photo.alt || t("ui.no_alt") })}
          className="block cursor-zoom-in -outline-offset-4"
          style={{ aspectRatio: photos.length === 1 ? frameOf(only) : "1" }}
        >
          <Photo photo={photo} sizes={shown} eager={eager && at < 3} className="size-full" />
        </button>
      ))}
    </div>
  );
}
