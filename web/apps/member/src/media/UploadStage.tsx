import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, classes } from "@tonghao/ui";
import { CircleCheck, CircleSlash, Clock3, TriangleAlert } from "lucide-react";
import { AppealLink } from "../appeals/AppealLink.tsx";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import type { Queued } from "./queue.ts";

/** What one photo is at, said plainly. */
export function UploadStage({ photo, onRetry, onPause }: { photo: Queued; onRetry: () => void; onPause?: () => void }) {
  const t = useT();
  const locale = useLocale();
  const reason = photo.medium?.reason;
  const bad = photo.stage === "held" || photo.stage === "refused" || photo.stage === "failed";
  return (
    <div role="status" className={classes("flex flex-col gap-1 text-sm", bad ? "text-accent" : "text-muted")}>
      {(photo.stage === "waiting" || photo.stage === "sending" || photo.stage === "paused") && (
        <>
          <span className="tabular-nums">
            {photo.stage === "waiting"
              ? t("upload.waiting")
              : t(photo.stage === "paused" ? "upload.paused" : "upload.sending", { share: Math.round(photo.share * 100) })}
          </span>
          <progress className="h-1.5 w-full accent-brand" max={1} value={photo.share} aria-label={t("upload.progress")} />
          {photo.inParts && onPause !== undefined && (
            <Button look="line" size="s" className="self-start" onClick={photo.stage === "paused" ? onRetry : onPause}>
              {photo.stage === "paused" ? t("upload.go_on") : t("upload.pause")}
            </Button>
          )}
        </>
      )}
      {photo.stage === "checking" && (
        <span className="flex items-center gap-1.5">
          <Clock3 size={15} aria-hidden="true" className="shrink-0" />
          {t("state.checking")}
        </span>
      )}
      {photo.stage === "visible" && (
        <span className="flex items-center gap-1.5 text-brand">
          <CircleCheck size={15} aria-hidden="true" className="shrink-0" />
          {t("upload.checked")}
        </span>
      )}
      {(photo.stage === "held" || photo.stage === "refused") && (
        <span className="flex items-start gap-1.5">
          <CircleSlash size={15} aria-hidden="true" className="mt-1 shrink-0" />
          <span>
            {photo.stage === "held" ? t("upload.held") : t("upload.refused")}
            {reason && ` ${inLocale(locale, reason.zh, reason.en)}`}
            {photo.stage === "held" && photo.medium && (
              <>
                {" "}
                <AppealLink target={{ about: "content", id: photo.medium.media_id, kind: "photo" }} />
              </>
            )}
          </span>
        </span>
      )}
      {!bad && photo.name.toLowerCase().endsWith(".gif") && <span>{t("upload.gif_still")}</span>}
      {photo.stage === "failed" && (
        <>
          <span className="flex items-start gap-1.5">
            <TriangleAlert size={15} aria-hidden="true" className="mt-1 shrink-0" />
            {photo.refusal === null ? t("upload.failed") : sentenceOf(photo.refusal)}
          </span>
          <Button look="line" size="s" className="self-start" onClick={onRetry}>
            {t("ui.retry")}
          </Button>
        </>
      )}
    </div>
  );
}
