import { type Circle, type DutyShift, setDutyShifts } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { minuteClock, weekdayName } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { DutyDays } from "./DutyDays.tsx";
import { keepCircle } from "./queries.ts";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const BOX = "min-h-11 rounded-small border border-line bg-bg px-2";

/** 08:30 as minutes since midnight; 00:00 as an end is the end of the day. */
function minutesOf(clock: string, isEnd: boolean): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  const total = Number(hours) * 60 + Number(minutes);
  return isEnd && total === 0 ? 1440 : total;
}

/** Who answers when, week after week. */
export function ManageDuty({ circle }: { circle: Circle }) {
  const t = useT();
  const [shifts, setShifts] = useState<(DutyShift & { key: number })[]>(() => circle.duty_shifts.map((shift, key) => ({ ...shift, key })));
  const save = useMutation({
    mutationFn: () =>
      setDutyShifts({
        path: { circle_id: circle.circle_id },
        body: { shifts: shifts.map(({ account_id, weekday, starts_minute, ends_minute }) => ({ account_id, weekday, starts_minute, ends_minute })) },
      }),
    onSuccess: (now) => {
      keepCircle(now);
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const [first] = circle.staff;
  const add = () => {
    const last = shifts.at(-1);
    const key = Math.max(0, ...shifts.map((one) => one.key)) + 1;
    if (last !== undefined) setShifts([...shifts, { ...last, weekday: (last.weekday + 1) % 7, key }]);
    else if (first !== undefined) setShifts([{ account_id: first.account_id, weekday: 0, starts_minute: 540, ends_minute: 1080, key }]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t("duty.week")}>
        <p className="mb-3 text-sm text-muted">{t("manage.duty_text", { zone: circle.zone })}</p>
        <form onSubmit={submit} className="flex flex-col gap-3">
          {shifts.map((shift) => (
            <ShiftRow
              key={shift.key}
              circle={circle}
              shift={shift}
              onChange={(change) => setShifts(shifts.map((one) => (one.key === shift.key ? { ...one, ...change } : one)))}
              onDrop={() => setShifts(shifts.filter((one) => one.key !== shift.key))}
            />
          ))}
          {save.isError && (
            <p role="alert" className="text-sm text-accent">
              {sentenceOf(save.error)}
            </p>
          )}
          <div className="under-thumb flex flex-wrap gap-2">
            <Button look="line" onClick={add}>
              <Plus size={18} aria-hidden="true" />
              {t("manage.add_shift")}
            </Button>
            <Button type="submit" busy={save.isPending}>
              {t("settings.save")}
            </Button>
          </div>
        </form>
      </Panel>
      <DutyDays circle={circle} />
    </div>
  );
}

type ShiftRowProps = { circle: Circle; shift: DutyShift; onChange: (change: Partial<DutyShift>) => void; onDrop: () => void };

function ShiftRow({ circle, shift, onChange, onDrop }: ShiftRowProps) {
  const t = useT();
  const id = useId();
  const locale = useLocale();
  return (
    <fieldset className="flex flex-wrap items-center gap-2 border-t border-line pt-3">
      <legend className="sr-only">
        {weekdayName(shift.weekday, locale)} {minuteClock(shift.starts_minute)}
      </legend>
      <select
        aria-label={t("duty.day")}
        value={shift.weekday}
        onChange={(event) => onChange({ weekday: Number(event.target.value) })}
        className={BOX}
      >
        {WEEKDAYS.map((weekday) => (
          <option key={weekday} value={weekday}>
            {weekdayName(weekday, locale)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-from`} className="sr-only">
        {t("manage.from")}
      </label>
      <input
        id={`${id}-from`}
        type="time"
        required
        value={minuteClock(shift.starts_minute)}
        onChange={(event) => onChange({ starts_minute: minutesOf(event.target.value, false) })}
        className={BOX}
      />
      <span aria-hidden="true">–</span>
      <label htmlFor={`${id}-to`} className="sr-only">
        {t("manage.to")}
      </label>
      <input
        id={`${id}-to`}
        type="time"
        required
        value={minuteClock(shift.ends_minute % 1440)}
        onChange={(event) => onChange({ ends_minute: minutesOf(event.target.value, true) })}
        className={BOX}
      />
      <select
        aria-label={t("duty.person")}
        value={shift.account_id}
        onChange={(event) => onChange({ account_id: event.target.value })}
        className={`${BOX} min-w-0 flex-1`}
      >
        {circle.staff.map((person) => (
          <option key={person.account_id} value={person.account_id}>
            {person.name}
          </option>
        ))}
        {!circle.staff.some((person) => person.account_id === shift.account_id) && (
          <option value={shift.account_id}>{t("duty.partner_staff")}</option>
        )}
      </select>
      <Button look="ghost" size="icon" aria-label={t("manage.drop_shift")} onClick={onDrop}>
        <X size={18} aria-hidden="true" />
      </Button>
    </fieldset>
  );
}
