import type { MeetupBody } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { Plus, X } from "lucide-react";
import { useT } from "../text.ts";
import { MomentField } from "./MomentField.tsx";
import { zoneName } from "./zoneName.ts";

const MOST = 10;

export function numberOf(text: string): number | null {
  const number = Math.trunc(Number(text));
  return text.trim() === "" || !(number >= 1) ? null : Math.min(number, 10_000);
}

type Times = Pick<MeetupBody, "title" | "starts_at" | "place" | "ends_at" | "seats" | "opens_at" | "closes_at">;

/** What can also be changed later: name, time, place, seats. */
export function MeetupTimes<T extends Times>({ meetup, onChange }: { meetup: T; onChange: (meetup: T) => void }) {
  const t = useT();
  const zone = zoneName();
  const set = (change: Partial<Times>) => onChange({ ...meetup, ...change });
  return (
    <>
      <Field label={t("meetup.name")} required maxLength={60} value={meetup.title} onChange={(event) => set({ title: event.target.value })} />
      <MomentField
        label={t("meetup.starts_at")}
        hint={t("meetup.zone", { zone })}
        required
        value={meetup.starts_at === "" ? null : meetup.starts_at}
        onChange={(at) => set({ starts_at: at ?? "" })}
      />
      <MomentField label={t("meetup.ends_at")} value={meetup.ends_at ?? null} onChange={(ends_at) => set({ ends_at })} />
      <Field label={t("meetup.place")} maxLength={200} value={meetup.place ?? ""} onChange={(event) => set({ place: event.target.value })} />
      <Field
        label={t("meetup.seats")}
        hint={t("meetup.seats_hint")}
        inputMode="numeric"
        value={meetup.seats ?? ""}
        onChange={(event) => set({ seats: numberOf(event.target.value) })}
      />
      <MomentField label={t("meetup.closes_at")} hint={t("meetup.closes_hint")} value={meetup.closes_at ?? null} onChange={(closes_at) => set({ closes_at })} />
    </>
  );
}

/** A meetup that is being written. */
export function MeetupFields({ meetup, onChange }: { meetup: MeetupBody; onChange: (meetup: MeetupBody) => void }) {
  const t = useT();
  const choices = meetup.choices ?? [];
  const put = (at: number, change: Partial<(typeof choices)[number]>) =>
    onChange({ ...meetup, choices: choices.map((one, place) => (place === at ? { ...one, ...change } : one)) });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">{t("meetup.title")}</legend>
      <MeetupTimes meetup={meetup} onChange={onChange} />
      <MomentField label={t("meetup.opens_at")} hint={t("meetup.opens_hint")} value={meetup.opens_at ?? null} onChange={(opens_at) => onChange({ ...meetup, opens_at })} />
      {choices.length === 0 ? (
        <Button look="line" className="self-start" onClick={() => onChange({ ...meetup, choices: [{ text: "" }, { text: "" }] })}>
          <Plus size={18} aria-hidden="true" />
          {t("meetup.ask")}
        </Button>
      ) : (
        <>
          <Field
            label={t("meetup.question")}
            hint={t("meetup.question_hint")}
            maxLength={60}
            value={meetup.question ?? ""}
            onChange={(event) => onChange({ ...meetup, question: event.target.value })}
          />
          {choices.map((choice, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className="flex items-end gap-2">
              <div className="min-w-0 flex-1">
                <Field label={t("meetup.answer_at", { at: at + 1 })} maxLength={40} value={choice.text} onChange={(event) => put(at, { text: event.target.value })} />
              </div>
              <div className="w-24">
                <Field label={t("meetup.answer_seats")} inputMode="numeric" value={choice.seats ?? ""} onChange={(event) => put(at, { seats: numberOf(event.target.value) })} />
              </div>
              <Button
                look="ghost"
                size="icon"
                aria-label={t("meetup.drop_answer", { at: at + 1 })}
                onClick={() => {
                  const left = choices.filter((_, place) => place !== at);
                  onChange(left.length < 2 ? { ...meetup, question: "", choices: [] } : { ...meetup, choices: left });
                }}
              >
                <X size={18} aria-hidden="true" />
              </Button>
            </div>
          ))}
          {choices.length < MOST && (
            <Button look="line" className="self-start" onClick={() => onChange({ ...meetup, choices: [...choices, { text: "" }] })}>
              <Plus size={18} aria-hidden="true" />
              {t("meetup.add_answer")}
            </Button>
          )}
        </>
      )}
    </fieldset>
  );
}
