import type { MeetupBody, PollBody } from "@tonghao/api";
import { Button, Skeleton } from "@tonghao/ui";
import { CalendarDays, CircleHelp, ListChecks, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useT, withWords } from "../text.ts";

/** What a new post carries besides words and photos. */
export type Cargo = { poll: PollBody } | { meetup: MeetupBody } | { kind: "question" } | null;

const PollFields = lazy(withWords(["polls", "meetups"], async () => ({ default: (await import("../polls/PollFields.tsx")).PollFields })));
const MeetupFields = lazy(withWords(["meetups"], async () => ({ default: (await import("../meetups/MeetupFields.tsx")).MeetupFields })));

const NEW_POLL: PollBody = { options: ["", ""], max_choices: 1, closes_at: null, results: "always", is_named: false, may_change: true };
const NEW_MEETUP: MeetupBody = { title: "", starts_at: "", place: "", ends_at: null, seats: null, opens_at: null, closes_at: null, question: "", choices: [] };

/** The cargo of a post that is being written; `ready` says whether enough of it is filled in. */
export function useCargo() {
  const [cargo, setCargo] = useState<Cargo>(null);
  const ready =
    cargo === null ||
    "kind" in cargo ||
    ("poll" in cargo ? cargo.poll.options.filter((option) => option.trim() !== "").length >= 2 : cargo.meetup.title.trim() !== "" && cargo.meetup.starts_at !== "");
  // Rows that were left empty are no options.
  const body = cargo !== null && "poll" in cargo ? { poll: { ...cargo.poll, options: cargo.poll.options.filter((option) => option.trim() !== "") } } : (cargo ?? {});
  return { cargo, setCargo, ready, body };
}

/** Three buttons, or the fields of what was chosen. */
export function CargoPart({ cargo, onChange }: { cargo: Cargo; onChange: (cargo: Cargo) => void }) {
  const t = useT();
  if (cargo === null) {
    return (
      <div className="flex flex-wrap gap-3">
        <Button look="line" onClick={() => onChange({ kind: "question" })}>
          <CircleHelp size={20} aria-hidden="true" />
          {t("compose.ask")}
        </Button>
        <Button look="line" onClick={() => onChange({ poll: NEW_POLL })}>
          <ListChecks size={20} aria-hidden="true" />
          {t("compose.add_poll")}
        </Button>
        <Button look="line" onClick={() => onChange({ meetup: NEW_MEETUP })}>
          <CalendarDays size={20} aria-hidden="true" />
          {t("compose.add_meetup")}
        </Button>
      </div>
    );
  }
  if ("kind" in cargo) {
    return (
      <section className="flex items-center gap-3 rounded-card border border-line bg-surface py-2 pr-1 pl-4">
        <CircleHelp size={20} aria-hidden="true" className="shrink-0 text-brand" />
        <p className="min-w-0 flex-1 text-sm">{t("compose.asked")}</p>
        <Button look="ghost" size="icon" aria-label={t("compose.drop_question")} onClick={() => onChange(null)}>
          <X size={18} aria-hidden="true" />
        </Button>
      </section>
    );
  }
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <Suspense fallback={<Skeleton className="h-60 w-full" />}>
        {"poll" in cargo ? <PollFields poll={cargo.poll} onChange={(poll) => onChange({ poll })} /> : <MeetupFields meetup={cargo.meetup} onChange={(meetup) => onChange({ meetup })} />}
      </Suspense>
      <Button look="ghost" size="s" className="min-h-11 self-end" onClick={() => onChange(null)}>
        <X size={18} aria-hidden="true" />
        {t("poll" in cargo ? "compose.drop_poll" : "compose.drop_meetup")}
      </Button>
    </section>
  );
}
