import { type DutyShift, type PlatformDuty, setPlatformRoster } from "@tonghao/api";
import { ActionIcon, Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { clockOfMinute, minutesOf } from "./week.ts";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const ZONES = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Tokyo", "Europe/Berlin", "Europe/London", "America/New_York", "America/Vancouver", "UTC"];

function dayName(weekday: number, locale: string): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + weekday));
}

type Row = DutyShift & { key: number };

/** The platform's week; a shift whose end is not after its start runs over midnight. */
export function RosterEditor({ duty, onClose }: { duty: PlatformDuty; onClose: () => void }) {
  const t = useT();
  const [zone, setZone] = useState(duty.zone);
  const [rows, setRows] = useState<Row[]>(() => duty.shifts.map((shift, key) => ({ ...shift, key })));
  const save = useMutation({
    mutationFn: () =>
      setPlatformRoster({
        body: { zone, shifts: rows.map(({ account_id, weekday, starts_minute, ends_minute }) => ({ account_id, weekday, starts_minute, ends_minute })) },
      }),
    onSuccess: (now) => {
      cache.setQueryData(["duty", "platform"], now);
      toast(t("duty_board.saved"));
      onClose();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const add = () => {
    const key = Math.max(0, ...rows.map((one) => one.key)) + 1;
    const last = rows.at(-1);
    const person = last?.account_id ?? duty.staff[0]?.account_id;
    if (person === undefined) return;
    setRows([...rows, { account_id: person, weekday: ((last?.weekday ?? -1) + 1) % 7, starts_minute: last?.starts_minute ?? 540, ends_minute: last?.ends_minute ?? 1080, key }]);
  };
  const change = (key: number, with_: Partial<DutyShift>) => setRows(rows.map((one) => (one.key === key ? { ...one, ...with_ } : one)));
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("ui.close") }} title={t("duty_board.roster_title")} size="lg" centered>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t("duty_board.roster_text")}</p>
        <NativeSelect size="md" label={t("duty_board.zone")} value={zone} onChange={(event) => setZone(event.currentTarget.value)} data={[...new Set([duty.zone, ...ZONES])]} />
        {rows.map((row) => (
          <Shift key={row.key} row={row} duty={duty} onChange={(with_) => change(row.key, with_)} onDrop={() => setRows(rows.filter((one) => one.key !== row.key))} />
        ))}
        {save.isError && (
          <p role="alert" className="text-accent">
            {sentenceOf(save.error)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button h={44} variant="outline" leftSection={<Plus size={18} aria-hidden="true" />} onClick={add}>
            {t("duty_board.add_shift")}
          </Button>
          <Button type="submit" h={44} loading={save.isPending}>
            {t("duty_board.save")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type ShiftProps = { row: Row; duty: PlatformDuty; onChange: (with_: Partial<DutyShift>) => void; onDrop: () => void };

function Shift({ row, duty, onChange, onDrop }: ShiftProps) {
  const t = useT();
  const locale = useLocale();
  return (
    <fieldset className="flex flex-wrap items-end gap-2 border-t border-line pt-3">
      <legend className="sr-only">
        {dayName(row.weekday, locale)} {clockOfMinute(row.starts_minute)}
      </legend>
      <NativeSelect
        size="md"
        aria-label={t("duty_board.day")}
        value={String(row.weekday)}
        onChange={(event) => onChange({ weekday: Number(event.currentTarget.value) })}
        data={WEEKDAYS.map((day) => ({ value: String(day), label: dayName(day, locale) }))}
      />
      <TextInput size="md" type="time" required aria-label={t("duty_board.from")} value={clockOfMinute(row.starts_minute)} onChange={(event) => onChange({ starts_minute: minutesOf(event.currentTarget.value, false) })} />
      <TextInput size="md" type="time" required aria-label={t("duty_board.to_time")} value={clockOfMinute(row.ends_minute)} onChange={(event) => onChange({ ends_minute: minutesOf(event.currentTarget.value, true) })} />
      <NativeSelect
        size="md"
        className="min-w-0 grow"
        aria-label={t("duty_board.who")}
        value={row.account_id}
        onChange={(event) => onChange({ account_id: event.currentTarget.value })}
        data={duty.staff.map((person) => ({ value: person.account_id, label: person.name }))}
      />
      <ActionIcon size={44} variant="subtle" aria-label={t("duty_board.drop_shift", { day: dayName(row.weekday, locale), time: clockOfMinute(row.starts_minute) })} onClick={onDrop}>
        <X size={18} aria-hidden="true" />
      </ActionIcon>
    </fieldset>
  );
}
