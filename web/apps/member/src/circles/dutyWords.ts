/** What a day that differs from the roster says. */
import type { Circle, DutyException } from "@tonghao/api";
import { minuteClock } from "../dates.ts";
import { useT } from "../text.ts";

/** What a changed day says: who is away, who comes. */
export function useDayWords(circle: Circle): (one: DutyException) => string {
  const t = useT();
  const names = new Map(circle.staff.map((person) => [person.account_id, person.name]));
  return (one) => {
    const absent = one.absent_id === null ? null : (names.get(one.absent_id) ?? "");
    const cover = one.cover_id === null ? null : (names.get(one.cover_id) ?? "");
    if (absent === null && cover === null) return t("duty_day.closed");
    if (absent === null) return t("duty_day.extra", { cover: cover ?? "" });
    return cover === null ? t("duty_day.absence", { absent }) : t("duty_day.swap", { absent, cover });
  };
}

export function hoursOf(one: DutyException, whole: string): string {
  return one.starts_minute === 0 && one.ends_minute === 1440 ? whole : `${minuteClock(one.starts_minute)}–${minuteClock(one.ends_minute)}`;
}
