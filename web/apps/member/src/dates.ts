/** Days and clock times in the viewer's language and zone, for sentences. */
import { useLocale } from "@tonghao/i18n";
import { clockOf, dateOf, fullTimeOf, shownZone } from "@tonghao/ui";

export function useDates() {
  const locale = useLocale();
  return {
    day: (at: string) => dateOf(Date.parse(at), Date.now(), locale, shownZone()),
    clock: (at: string) => clockOf(Date.parse(at), locale, shownZone()),
    /** The day with its year. */
    date: (at: string) => dateOf(Date.parse(at), 0, locale, shownZone()),
    full: (at: string) => fullTimeOf(Date.parse(at), locale, shownZone()),
    /** Today only the time of day, else with the day. */
    near: (at: string) => {
      const then = Date.parse(at);
      const day = dateOf(then, Date.now(), locale, shownZone());
      const clock = clockOf(then, locale, shownZone());
      return day === dateOf(Date.now(), Date.now(), locale, shownZone()) ? clock : `${day} ${clock}`;
    },
  };
}

/** Monday first, as the server counts weekdays from 0. */
export function weekdayName(weekday: number, locale: string): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + weekday));
}

/** Minutes since midnight as 08:30. 1440 is the end of the day. */
export function minuteClock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
