import { type Circle, dropDutyException, exceptDuty } from "@tonghao/api";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { hoursOf, useDayWords } from "./dutyWords.ts";
import { keepCircle } from "./queries.ts";

const BOX = "min-h-11 w-full rounded-small border border-line bg-surface px-3";

/** Holidays and swaps. */
export function DutyDays({ circle }: { circle: Circle }) {
  const t = useT();
  const say = useDayWords(circle);
  const drop = useMutation({
    mutationFn: (id: string) => dropDutyException({ path: { circle_id: circle.circle_id, exception_id: id } }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["circle", circle.slug] }),
  });
  const planned = circle.duty_exceptions.toSorted((a, b) => a.on_date.localeCompare(b.on_date) || a.starts_minute - b.starts_minute);
  return (
    <Panel title={t("duty_day.title")}>
      <p className="mb-3 text-sm text-muted">{t("duty_day.text")}</p>
      {planned.length === 0 && <p className="mb-3 text-sm">{t("duty_day.none")}</p>}
      <ul className="mb-4 flex flex-col divide-y divide-line">
        {planned.map((one) => (
          <li key={one.exception_id} className="flex items-center gap-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <span className="tabular-nums">
                {one.on_date} {hoursOf(one, t("duty_day.whole"))}
              </span>{" "}
              · {say(one)}
              {one.note !== "" && <span className="block text-muted">{one.note}</span>}
            </span>
            <Button look="ghost" size="icon" aria-label={t("duty_day.drop", { date: one.on_date })} onClick={() => drop.mutate(one.exception_id)}>
              <X size={18} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      <DayForm circle={circle} />
    </Panel>
  );
}

const minutesOf = (clock: string, isEnd: boolean): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  const total = Number(hours) * 60 + Number(minutes);
  return isEnd && total === 0 ? 1440 : total;
};

function DayForm({ circle }: { circle: Circle }) {
  const t = useT();
  const id = useId();
  const [day, setDay] = useState("");
  const [whole, setWhole] = useState(true);
  const [from, setFrom] = useState("09:00");
  const [to, setTo] = useState("18:00");
  // Empty: nobody; "all": a holiday.
  const [absent, setAbsent] = useState("all");
  const [cover, setCover] = useState("");
  const [note, setNote] = useState("");
  const add = useMutation({
    mutationFn: () =>
      exceptDuty({
        path: { circle_id: circle.circle_id },
        body: {
          on_date: day,
          starts_minute: whole ? 0 : minutesOf(from, false),
          ends_minute: whole ? 1440 : minutesOf(to, true),
          absent_id: absent === "" || absent === "all" ? null : absent,
          cover_id: absent === "all" || cover === "" ? null : cover,
          note,
        },
      }),
    onSuccess: (now) => {
      keepCircle(now);
      setNote("");
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-t border-line pt-4">
      <Field label={t("duty_day.date")} type="date" required value={day} onChange={(event) => setDay(event.target.value)} />
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input type="checkbox" className="size-5 accent-brand" checked={whole} onChange={(event) => setWhole(event.target.checked)} />
        {t("duty_day.whole")}
      </label>
      {!whole && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("manage.from")} type="time" required value={from} onChange={(event) => setFrom(event.target.value)} />
          <Field label={t("manage.to")} type="time" required value={to} onChange={(event) => setTo(event.target.value)} />
        </div>
      )}
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-absent`} className="text-sm font-semibold">
          {t("duty_day.absent")}
        </label>
        <select id={`${id}-absent`} className={BOX} value={absent} onChange={(event) => setAbsent(event.target.value)}>
          <option value="all">{t("duty_day.everybody")}</option>
          <option value="">{t("duty_day.nobody_absent")}</option>
          {circle.staff.map((person) => (
            <option key={person.account_id} value={person.account_id}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
      {absent !== "all" && (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={`${id}-cover`} className="text-sm font-semibold">
            {t("duty_day.cover")}
          </label>
          <select id={`${id}-cover`} className={BOX} value={cover} required={absent === ""} onChange={(event) => setCover(event.target.value)}>
            <option value="">{t("duty_day.no_cover")}</option>
            {circle.staff
              .filter((person) => person.account_id !== absent)
              .map((person) => (
                <option key={person.account_id} value={person.account_id}>
                  {person.name}
                </option>
              ))}
          </select>
        </div>
      )}
      <Field label={t("duty_day.note")} maxLength={120} value={note} onChange={(event) => setNote(event.target.value)} />
      {add.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(add.error)}
        </p>
      )}
      <Button type="submit" className="self-start" busy={add.isPending}>
        {t("duty_day.add")}
      </Button>
    </form>
  );
}
