import type { ContentState, Reason } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { CircleSlash, Clock3 } from "lucide-react";
import { StandardLink } from "../standard/StandardLink.tsx";
import { AppealLink } from "../appeals/AppealLink.tsx";
import type { AppealTarget } from "../appeals/target.ts";
import { useT } from "../text.ts";

interface Props {
  state: ContentState;
  reason: Reason | null;
  /** A person or the decoder refused one of its photos: nobody looks again, the author takes it out. */
  photoRefused?: boolean;
  /** One's own thing, which another person can be asked to look at. */
  appeal?: AppealTarget;
}

/** What became of one's own text, plainly: being checked, held, removed. Nothing when everybody sees it. */
export function StateNote({ state, reason, photoRefused = false, appeal }: Props) {
  const t = useT();
  const locale = useLocale();
  if (state !== "pending" && state !== "held" && state !== "removed") return null;
  const bad = state !== "pending";
  const Icon = bad ? CircleSlash : Clock3;
  return (
    <div role="status" className={`flex items-start gap-2 rounded-small px-3 py-2 text-sm ${bad ? "bg-accent-tint" : "bg-amber-tint"}`}>
      <Icon size={16} aria-hidden="true" className={`mt-1 shrink-0 ${bad ? "text-accent" : "text-amber-ink"}`} />
      <span>
        {state === "pending" && t("state.checking")}
        {state === "held" && t(photoRefused ? "state.photo_refused" : "state.held")}
        {state === "removed" && t("state.removed")}
        {bad && reason !== null && ` ${inLocale(locale, reason.zh, reason.en)} `}
        {bad && <StandardLink />}
        {bad && reason !== null && appeal !== undefined && (
          <>
            {" "}
            <AppealLink target={appeal} />
          </>
        )}
      </span>
    </div>
  );
}
