/** What a person decided about something that stays: its notice, its fold, its covered photos. */
import type { Curb, Photo } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, paintBlur, PhotoGrid } from "@tonghao/ui";
import { ChevronDown, ChevronUp, Eye, EyeOff, Info } from "lucide-react";
import { type ReactNode, useCallback, useId, useState } from "react";
import { AppealLink } from "../appeals/AppealLink.tsx";
import type { AppealTarget } from "../appeals/target.ts";
import { useT } from "../text.ts";

const NOTES = { label: "curb.note", fold: "curb.fold", blur: "curb.blur", limit: "curb.limit" } as const;

type NoteProps = {
  curb: Curb;
  /** One's own thing, which another person can be asked to look at. */
  appeal?: AppealTarget | undefined;
};

/** The notice that everybody reads; the author also reads what it does, the rule, and the way to another person. */
export function CurbNote({ curb, appeal }: NoteProps) {
  const t = useT();
  const locale = useLocale();
  const gap = inLocale(locale, "", " ");
  return (
    <p role={appeal === undefined ? "note" : "status"} className="flex items-start gap-2 rounded-small bg-amber-tint px-3 py-2 text-sm">
      <Info size={16} aria-hidden="true" className="mt-1 shrink-0 text-amber-ink" />
      <span>
        {t(NOTES[curb.act], { name: inLocale(locale, curb.zh, curb.en) })}
        {appeal !== undefined && [gap, t(`curb.mine_${curb.act}`), gap, inLocale(locale, curb.rule_zh, curb.rule_en)].join("")}{" "}
        <a href={`/standard#${curb.category}`} target="_blank" rel="noopener" className="inline-flex min-h-6 items-center text-brand underline underline-offset-4">
          {t("curb.rule")}
        </a>
        {appeal !== undefined && (
          <>
            {" "}
            <AppealLink target={appeal} />
          </>
        )}
      </span>
    </p>
  );
}

/** Closed until somebody opens it; what is inside is not drawn before. */
export function Folded({ name, children }: { name: string; children: ReactNode }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        look="line"
        size="s"
        className="min-h-11 self-start"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t(open ? "curb.close_of" : "curb.open_of", { name })}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronUp size={18} aria-hidden="true" /> : <ChevronDown size={18} aria-hidden="true" />}
        {t(open ? "curb.close" : "curb.open")}
      </Button>
      <div id={id} className={open ? "flex flex-col gap-3" : "hidden"}>
        {open && children}
      </div>
    </>
  );
}

type CoveredProps = {
  photos: Photo[];
  /** On the page of its post they can be uncovered; in lists they stay covered. */
  whole: boolean;
  onOpen: (at: number) => void;
};

/** Only their colours, and nothing is fetched, until somebody uncovers them. */
export function CoveredPhotos({ photos, whole, onOpen }: CoveredProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const id = useId();
  const count = photos.length;
  if (count === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <div id={id}>{open ? <PhotoGrid photos={photos} onOpen={onOpen} eager /> : <Colours photos={photos} />}</div>
      {whole ? (
        <Button look="line" size="s" className="min-h-11 self-start" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? <EyeOff size={18} aria-hidden="true" /> : <Eye size={18} aria-hidden="true" />}
          {open ? t("curb.cover") : t("curb.uncover", { count })}
        </Button>
      ) : (
        <p className="text-sm text-muted">{t("curb.photos", { count })}</p>
      )}
    </div>
  );
}

function Colours({ photos }: { photos: Photo[] }) {
  return (
    <div aria-hidden="true" className={`grid gap-1.5 overflow-hidden rounded-card ${photos.length === 1 ? "grid-cols-1" : photos.length === 2 || photos.length === 4 ? "grid-cols-2" : "grid-cols-3"}`}>
      {photos.map((photo) => (
        <Colour key={photo.media_id} blur={photo.blur} alone={photos.length === 1} />
      ))}
    </div>
  );
}

function Colour({ blur, alone }: { blur: string | null; alone: boolean }) {
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas !== null && blur !== null) paintBlur(canvas, blur);
    },
    [blur],
  );
  return (
    <span className={`block bg-line ${alone ? "aspect-[4/3]" : "aspect-square"}`}>
      <canvas ref={paint} className="size-full" />
    </span>
  );
}
