import type { Overview } from "@tonghao/api";
import { Alert } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { mayOperate, useMe } from "../accounts/session.ts";
import { ChainHead } from "../audit/ChainHead.tsx";
import { entriesOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Severity } from "./chips.tsx";
import { overviewQuery, queueQuery } from "./queries.ts";
import { QueueRows } from "./QueueRows.tsx";
import { Unattended } from "./Unattended.tsx";

/** How the queue stands. */
export function OverviewPage() {
  const t = useT();
  const overview = useQuery(overviewQuery);
  const urgent = entriesOf(useInfiniteQuery(queueQuery()).data).slice(0, 5);
  return (
    <Page title={t("overview.title")} lead={overview.data !== undefined && <Lead overview={overview.data} />}>
      {overview.isPending && <Waiting height={120} />}
      {overview.isError && <Failed error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.data !== undefined && <FewPeople overview={overview.data} />}
      {overview.data !== undefined && <Counts overview={overview.data} />}
      {urgent.length > 0 && (
        <section className="flex min-w-0 flex-col gap-3">
          <div className="flex items-baseline justify-between gap-4">
            <h2 className="font-semibold">{t("overview.next")}</h2>
            <Link to="/queue" className="inline-link py-1 text-sm">
              {t("overview.to_queue")}
            </Link>
          </div>
          <QueueRows label={t("overview.next")} rows={urgent} />
        </section>
      )}
      <Unattended />
      <div className="grid gap-5 desk:grid-cols-2">
        <Clocks />
        <ChainHead />
      </div>
    </Page>
  );
}

function Lead({ overview }: { overview: Overview }) {
  const t = useT();
  if (overview.open_cases === 0) return t("overview.none");
  return (
    <>
      {t("overview.waiting", { count: overview.open_cases })}
      {overview.oldest_case_at !== null && (
        <>
          {" · "}
          {t("overview.oldest")} <Time at={overview.oldest_case_at} />
        </>
      )}
    </>
  );
}

/** One person alone cannot hear an appeal against themself: who runs the place appoints another. */
function FewPeople({ overview }: { overview: Overview }) {
  const t = useT();
  const me = useMe();
  if (overview.platform_people > 1 && overview.stuck_appeals === 0) return null;
  return (
    <Alert color="yellow" role="note">
      <p>{overview.stuck_appeals > 0 ? t("overview.stuck", { count: overview.stuck_appeals }) : t("overview.alone")}</p>
      {mayOperate(me) ? (
        <Link to="/people" className="inline-link mt-1 inline-block py-1">
          {t("overview.appoint")}
        </Link>
      ) : (
        <p>{t("overview.ask_operator")}</p>
      )}
    </Alert>
  );
}

function Counts({ overview }: { overview: Overview }) {
  const t = useT();
  const me = useMe();
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 desk:grid-cols-6">
      <Count name={t("overview.open")} count={overview.open_cases} to={{ to: "/queue" }} />
      <Count name={t("overview.overdue")} count={overview.overdue_cases} to={{ to: "/queue" }} alarm />
      <Count name={t("overview.reports")} count={overview.open_reports} to={{ to: "/reports", search: { state: "open" } }} />
      <Count name={t("overview.partners")} count={overview.partners_to_approve} to={mayOperate(me) ? { to: "/partners" } : undefined} />
      <Count name={t("overview.held")} count={overview.held_today} />
      <Count name={t("overview.decided")} count={overview.decided_today} to={{ to: "/queue", search: { state: "closed" } }} />
    </ul>
  );
}

type CountProps = { name: string; count: number; to?: LinkProps; alarm?: boolean };

function Count({ name, count, to, alarm = false }: CountProps) {
  const red = alarm && count > 0;
  const figure = (
    <>
      <span className="block text-sm text-muted">{name}</span>
      <span className={`figures block text-3xl leading-tight font-semibold ${red ? "text-accent" : ""}`}>{count}</span>
    </>
  );
  const look = `panel block h-full px-4 py-3 ${red ? "border-accent" : ""}`;
  return (
    <li>
      {to === undefined ? (
        <div className={look}>{figure}</div>
      ) : (
        <Link {...to} className={`${look} hover:border-brand`}>
          {figure}
        </Link>
      )}
    </li>
  );
}

// As the server sets them, in minutes.
const CLOCKS = [
  [4, 15],
  [3, 30],
  [2, 240],
  [1, 1440],
  [0, 1440],
] as const;

function Clocks() {
  const t = useT();
  return (
    <Panel title={t("overview.clocks")} text={t("overview.clocks_text")}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
        {CLOCKS.map(([level, minutes]) => (
          <div key={level} className="contents">
            <dt>
              <Severity level={level} />
            </dt>
            <dd className="figures">
              {minutes < 60 ? t("overview.minutes", { count: minutes }) : t("overview.hours", { count: minutes / 60 })}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
