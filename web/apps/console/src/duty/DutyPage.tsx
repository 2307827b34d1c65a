import type { CircleDuty, HolderMisses } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { fullTimeOf, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CallsPanel } from "../calls/CallsPanel.tsx";
import { Severity } from "../moderation/chips.tsx";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { Platform } from "./Platform.tsx";
import { circleDutyQuery, missesQuery, platformDutyQuery } from "./queries.ts";
import { Week } from "./Week.tsx";

/** Who answers now, for the platform and in every circle, where nobody will, and whose clocks ran out. */
export function DutyPage() {
  const t = useT();
  const platform = useQuery(platformDutyQuery);
  const list = useInfiniteQuery(circleDutyQuery);
  const circles = entriesOf(list.data);
  return (
    <Page title={t("duty_board.title")} lead={t("duty_board.lead")}>
      {platform.isPending && <Waiting height={120} />}
      {platform.isError && <Failed error={platform.error} onRetry={() => void platform.refetch()} />}
      {platform.data !== undefined && <Platform duty={platform.data} />}
      <CallsPanel />
      <Panel title={t("duty_board.circles")} text={t("duty_board.circles_text")}>
        {list.isPending && <Waiting />}
        {list.isError && list.data === undefined && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        <ul className="flex flex-col divide-y divide-line">
          {circles.map((circle) => (
            <Circle key={circle.circle_id} circle={circle} />
          ))}
        </ul>
        <LoadMore list={list} />
      </Panel>
      <Misses />
    </Page>
  );
}

function Circle({ circle }: { circle: CircleDuty }) {
  const t = useT();
  const locale = useLocale();
  const full = (at: string) => fullTimeOf(Date.parse(at), locale);
  return (
    <li className="grid gap-x-6 gap-y-2 py-4 first:pt-0 desk:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="font-semibold">
          <a href={`/c/${circle.slug}/today`} className="inline-link inline-block py-1">
            {inLocale(locale, circle.name, circle.name_en)}
          </a>
        </h3>
        {circle.on_duty.length === 0 ? (
          <p className="text-sm font-medium text-accent">
            {circle.next_at === null ? t("duty_board.nobody") : t("duty_board.nobody_until", { time: full(circle.next_at) })}
          </p>
        ) : (
          <ul className="flex flex-col gap-1">
            {circle.on_duty.map((person) => (
              <li key={person.account_id}>
                <Person person={{ ...person, is_gone: false }} below={t("duty_board.until", { time: full(person.until) })} />
              </li>
            ))}
          </ul>
        )}
        <p className="text-sm text-muted">
          {t("duty_board.cases", { open: circle.open_cases, over: circle.overdue_cases })} · {t("duty_board.missed", { count: circle.missed })}
        </p>
      </div>
      <Week gaps={circle.gaps} hours={circle.open_hours} zone={circle.zone} />
    </li>
  );
}

function Misses() {
  const t = useT();
  const misses = useQuery(missesQuery);
  return (
    <Panel title={t("duty_board.misses")} text={t("duty_board.misses_text")}>
      {misses.isPending && <Waiting height={80} />}
      {misses.isError && <Failed error={misses.error} onRetry={() => void misses.refetch()} />}
      {misses.data?.length === 0 && <p className="text-muted">{t("duty_board.misses_none")}</p>}
      <ul className="grid gap-3 desk:grid-cols-2">
        {misses.data?.map((one) => (
          <Missed key={`${one.side} ${one.holder?.account_id ?? ""}`} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Missed({ one }: { one: HolderMisses }) {
  const t = useT();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-small border border-line px-3 py-2">
      <span className="min-w-0">
        {one.holder === null ? <span className="block">{t("duty_board.nobody_there")}</span> : <Person person={one.holder} />}
        <span className="block text-sm text-muted">{t(`duty_board.side_${one.side}`)}</span>
      </span>
      <span className="flex items-center gap-2 text-sm">
        <Severity level={one.gravest} />
        <span className="figures font-semibold">{t("duty_board.count", { count: one.count })}</span>
        <Time at={one.last_at} className="text-muted" />
      </span>
    </li>
  );
}
