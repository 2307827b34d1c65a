import type { Circle, Today } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useMe } from "../accounts/session.ts";
import { circleQuery } from "../circles/queries.ts";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { HandingOver, Offers } from "./Offers.tsx";
import { todayQuery } from "./queries.ts";
import { WaitingCase } from "./WaitingCase.tsx";

const route = getRouteApi("/shell/inside/c/$slug/today");

/** What waits in a circle for those who answer for it, and who does. */
export function TodayPage() {
  const { slug } = route.useParams();
  const t = useT();
  const locale = useLocale();
  const circle = useQuery(circleQuery(slug));
  const today = useQuery({ ...todayQuery(circle.data?.circle_id ?? ""), enabled: circle.data !== undefined });
  const name = circle.data === undefined ? "" : inLocale(locale, circle.data.name, circle.data.name_en);
  const fault = circle.error ?? (today.data === undefined ? today.error : null);
  return (
    <Page key={slug} title={t("today.title")} page={name === "" ? t("today.title") : t("today.title_of", { name })} action={<CircleLink slug={slug} name={name} />}>
      {fault !== null && <Failed error={fault} onRetry={() => void (circle.error === null ? today : circle).refetch()} />}
      {fault === null && today.data === undefined && <Skeleton className="mx-4 h-40 md:mx-0" />}
      {circle.data !== undefined && today.data !== undefined && <Parts circle={circle.data} today={today.data} />}
    </Page>
  );
}

function CircleLink({ slug, name }: { slug: string; name: string }) {
  return (
    <Link to="/c/$slug" params={{ slug }} className="inline-flex min-h-11 min-w-0 items-center gap-1 truncate text-brand hover:underline">
      {name}
      <ChevronRight size={18} aria-hidden="true" className="shrink-0" />
    </Link>
  );
}

function Parts({ circle, today }: { circle: Circle; today: Today }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-4">
      <Offers today={today} circle={circle} />
      <OnDuty today={today} circle={circle} />
      <Figures today={today} />
      <Panel title={t("today.waiting")}>
        {today.cases.length === 0 && <EmptyState title={t("today.nothing")}>{t("today.nothing_text")}</EmptyState>}
        <ul className="flex flex-col divide-y divide-line">
          {today.cases.map((one) => (
            <WaitingCase key={one.case_id} today={today} one={one} />
          ))}
        </ul>
        {today.more_cases > 0 && <p className="pt-3 text-sm text-muted">{t("today.more", { count: today.more_cases })}</p>}
        {today.graver > 0 && <p className="pt-3 text-sm text-muted">{t("today.graver", { count: today.graver })}</p>}
      </Panel>
      <Missed today={today} />
    </div>
  );
}

function OnDuty({ today, circle }: { today: Today; circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  const me = useMe();
  const mine = today.on_duty.find((person) => person.account_id === me?.account_id);
  const names = today.next_names.join("、");
  return (
    <Panel title={t("today.on_duty")}>
      <div className="flex flex-col gap-3">
        {today.on_duty.length === 0 && (
          <p role="note" className="rounded-small bg-amber-tint px-3 py-2 text-sm">
            {today.next_at === null ? t("duty.photos_wait") : t("duty.photos_wait_until", { time: near(today.next_at) })}
          </p>
        )}
        {today.on_duty.map((person) => (
          <PersonRow key={person.account_id} person={person} size={40} below={t("today.partner_until", { time: near(person.until) })} />
        ))}
        {mine !== undefined && circle.staff.length > 1 && <HandingOver circle={circle} today={today} until={mine.until} />}
        {today.platform === null ? (
          <p className="text-sm text-muted">{t("today.no_platform")}</p>
        ) : (
          <PersonRow person={today.platform} size={40} below={t("today.for_platform")} />
        )}
        <p className="border-t border-line pt-3 text-sm text-muted">
          {today.next_at === null ? t("today.no_next") : names === "" ? t("today.next", { time: near(today.next_at) }) : t("today.next_names", { time: near(today.next_at), names })}{" "}
          {circle.my_rights.includes("set_roster") && (
            <Link to="/c/$slug/manage" params={{ slug: today.slug }} search={{ part: "duty" }} className="inline-flex min-h-6 items-center text-brand hover:underline">
              {t("today.roster")}
            </Link>
          )}
        </p>
      </div>
    </Panel>
  );
}

function Figures({ today }: { today: Today }) {
  const t = useT();
  const holds = today.cases.filter((one) => one.is_hold).length;
  const figures = [
    { key: "holds", value: holds, label: t("today.holds") },
    { key: "reports", value: today.open_reports, label: t("today.reports") },
    { key: "missed", value: today.missed_count, label: t("today.missed_lately") },
  ];
  return (
    <ul className="mx-4 grid grid-cols-2 gap-3 sm:grid-cols-4 md:mx-0">
      <li>
        <Link to="/c/$slug/manage" params={{ slug: today.slug }} search={{ part: "requests" }} className="block rounded-card border border-line bg-surface p-3 hover:border-brand">
          <span className="block text-xl font-bold">{today.join_requests}</span>
          <span className="text-sm text-brand">{t("today.requests")}</span>
        </Link>
      </li>
      {figures.map((one) => (
        <li key={one.key} className="rounded-card border border-line bg-surface p-3">
          <span className="block text-xl font-bold">{one.value}</span>
          <span className="text-sm text-muted">{one.label}</span>
        </li>
      ))}
    </ul>
  );
}

function Missed({ today }: { today: Today }) {
  const t = useT();
  const locale = useLocale();
  const { near } = useDates();
  return (
    <Panel title={t("today.missed")}>
      <p className="mb-2 text-sm text-muted">{t("today.missed_text")}</p>
      {today.missed.length === 0 && <p>{t("today.missed_none")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {today.missed.map((one) => (
          <li key={`${one.case_id} ${one.due_at}`} className="flex flex-wrap items-baseline justify-between gap-x-3 py-2">
            <span>{inLocale(locale, one.category_zh, one.category_en)}</span>
            <span className="text-sm text-muted">
              {near(one.due_at)} · {one.holder === null ? t("today.missed_nobody") : t("today.missed_by", { name: one.holder.name })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
