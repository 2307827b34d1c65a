import type { Draft as ServerDraft } from "@tonghao/api";
import { Button } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { CloudOff } from "lucide-react";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import type { DraftKeeper, DraftState } from "./DraftKeeper.ts";
import type { Content } from "./drafts.ts";

/** Where the draft is kept, in one line. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useT();
  const { near } = useDates();
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
      <p role="status" className="flex items-center gap-1.5">
        {(state.say === "offline" || state.say === "full") && <CloudOff size={16} aria-hidden="true" className="shrink-0" />}
        {state.say === "saving" && t("draft.saving")}
        {state.say === "saved" && state.savedAt !== null && t("draft.saved", { time: near(state.savedAt) })}
        {state.say === "offline" && t("draft.offline")}
        {state.say === "full" && t("draft.full")}
        {state.say === "elsewhere" && t("draft.elsewhere")}
      </p>
      <Link to="/drafts" className="flex min-h-11 items-center text-brand underline-offset-4 hover:underline">
        {t("draft.list")}
      </Link>
    </div>
  );
}

/** Two devices wrote: which goes on. */
export function DraftConflict({ here, conflict, keeper }: { here: Content; conflict: ServerDraft; keeper: DraftKeeper }) {
  const t = useT();
  const { near } = useDates();
  return (
    <section aria-label={t("draft.conflict")} role="alert" className="flex flex-col gap-3 rounded-card border border-amber bg-amber-tint p-4">
      <h2 className="font-semibold">{t("draft.conflict")}</h2>
      <div className="grid gap-3 md:grid-cols-2">
        <Side title={t("draft.here")} content={here} act={t("draft.keep_here")} onChoose={() => keeper.choose("here")} />
        <Side title={t("draft.there", { time: near(conflict.updated_at) })} content={conflict} act={t("draft.keep_there")} onChoose={() => keeper.choose("there")} />
      </div>
    </section>
  );
}

type SideProps = { title: string; content: Pick<Content, "text"> & { photos: unknown[] }; act: string; onChoose: () => void };

function Side({ title, content, act, onChoose }: SideProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-2 rounded-small bg-surface p-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      <p className="line-clamp-5 flex-1 text-sm whitespace-pre-wrap">{content.text.trim() === "" ? t("draft.no_words") : content.text}</p>
      {content.photos.length > 0 && <p className="text-sm text-muted">{t("draft.photos", { count: content.photos.length })}</p>}
      <Button look="line" onClick={onChoose}>
        {act}
      </Button>
    </div>
  );
}
