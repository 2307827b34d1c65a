import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { minuteClock, useDates, weekdayName } from "../dates.ts";
import { Panel } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import StandingPanel from "../tiers/StandingPanel.tsx";
import { JoiningPanel } from "./BeforeJoining.tsx";
import { CircleFrame } from "./CircleFrame.tsx";
import { hoursOf, useDayWords } from "./dutyWords.ts";
import { OpeningPages } from "./OpeningPages.tsx";
import { DutyPanel, RulesPanel, RunByPanel } from "./DutyPanel.tsx";

const HousePanel = lazy(withWords(["house"], () => import("./HousePanel.tsx")));

const route = getRouteApi("/shell/c/$slug/about");

export function CircleAbout() {
  const { slug } = route.useParams();
  return (
    <CircleFrame slug={slug}>
      {(circle) => <About circle={circle} />}
    </CircleFrame>
  );
}

function About({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  const { date } = useDates();
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <Panel title={t("circle.what")}>
        <p className="whitespace-pre-line">{inLocale(locale, circle.description, circle.description_en)}</p>
        <p className="mt-3 text-sm text-muted">{t("circle.since", { date: date(circle.created_at) })}</p>
      </Panel>
      <div className="flex flex-col gap-3 md:gap-4 xl:hidden">
        <DutyPanel circle={circle} />
        <RunByPanel circle={circle} />
        <RulesPanel circle={circle} />
      </div>
      <StandingPanel circle={circle} />
      <Suspense fallback={null}>
        <HousePanel circle={circle} />
      </Suspense>
      <OpeningPages circle={circle} />
      <JoiningPanel circle={circle} />
      <DutyWeek circle={circle} />
    </div>
  );
}

/** The week's duty hours, as the circle promises them. */
function DutyWeek({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  const sayDay = useDayWords(circle);
  const names = new Map(circle.staff.map((person) => [person.account_id, person.name]));
  return (
    <Panel title={t("duty.week")}>
      {circle.duty_shifts.length === 0 ? (
        <p className="text-sm text-muted">{t("duty.no_week")}</p>
      ) : (
        <>
          <table className="w-full text-sm tabular-nums">
            <thead>
              <tr className="text-left text-muted">
                <th className="py-1 font-normal">{t("duty.day")}</th>
                <th className="py-1 font-normal">{t("duty.hours")}</th>
                <th className="py-1 font-normal">{t("duty.person")}</th>
              </tr>
            </thead>
            <tbody>
              {circle.duty_shifts.toSorted((a, b) => a.weekday - b.weekday || a.starts_minute - b.starts_minute).map((shift) => (
                <tr key={`${shift.weekday}-${shift.starts_minute}-${shift.account_id}`} className="border-t border-line">
                  <td className="py-2">{weekdayName(shift.weekday, locale)}</td>
                  <td className="py-2">
                    {minuteClock(shift.starts_minute)}–{minuteClock(shift.ends_minute)}
                  </td>
                  <td className="py-2">{names.get(shift.account_id) ?? t("duty.partner_staff")}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {circle.duty_exceptions.length > 0 && (
            <ul className="mt-3 flex flex-col gap-1 text-sm">
              {circle.duty_exceptions.map((one) => (
                <li key={one.exception_id}>
                  <span className="tabular-nums">
                    {one.on_date} {hoursOf(one, t("duty_day.whole"))}
                  </span>{" "}
                  · {sayDay(one)}
                  {one.note !== "" && <span className="text-muted"> · {one.note}</span>}
                </li>
              ))}
            </ul>
          )}
          <p className="mt-2 text-xs text-muted">{t("duty.zone", { zone: circle.zone })}</p>
        </>
      )}
    </Panel>
  );
}
