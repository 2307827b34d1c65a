import type { Exempt, PublishedStandard, StandardRule, Standard } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useSite } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { ChangeList, Changes } from "./Changes.tsx";
import { Examples } from "./Examples.tsx";
import { standardQuery } from "./queries.ts";

const route = getRouteApi("/shell/standard");
const FIRST = "sex.suggestive";

/** What may be posted here, for everybody: rules, what follows, exceptions, drawings, and each version. */
export function StandardPage() {
  const t = useT();
  const { version } = route.useSearch();
  const page = useQuery(standardQuery(version));
  return (
    <Page title={t("standard.title")}>
      {page.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {page.isError && <Failed error={page.error} onRetry={() => void page.refetch()} />}
      {page.data !== undefined && <Shown shown={page.data} />}
    </Page>
  );
}

function Shown({ shown }: { shown: PublishedStandard }) {
  const t = useT();
  const locale = useLocale();
  const { date } = useDates();
  const { standard } = shown;
  const old = shown.versions[0]?.version !== standard.version;
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <div className="px-4 md:px-0">
        <p>{t("standard.about")}</p>
        <p className="text-sm text-muted">
          {t("standard.version", { version: standard.version, date: date(standard.date) })} · {inLocale(locale, standard.told_zh, standard.told_en)}
        </p>
        {old && (
          <p className="mt-2 rounded-small bg-amber-tint px-3 py-2">
            {t("standard.old")}{" "}
            <Link to="/standard" search={{}} className="text-brand underline underline-offset-4">
              {t("standard.now")}
            </Link>
          </p>
        )}
      </div>
      {shown.since.length > 0 && (
        <Panel title={t("standard.since")}>
          <ChangeList changes={shown.since} />
        </Panel>
      )}
      {standard.follows.length > 0 && <Follows standard={standard} />}
      {standard.examples.length > 0 && (
        <Panel title={t("standard.suggestive")}>
          <Examples examples={standard.examples.filter((one) => one.category === FIRST)} />
        </Panel>
      )}
      {standard.exceptions.length > 0 && (
        <Panel title={t("standard.exceptions")}>
          <p className="mb-3 text-sm text-muted">{t("standard.exceptions_text")}</p>
          <ul className="flex flex-col gap-4">
            {standard.exceptions.map((one) => (
              <li key={one.code} id={`exception-${one.code}`}>
                <Exception exempt={one} categories={standard.categories} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={t("standard.categories")}>
        <p className="mb-3 text-sm text-muted">{t("standard.by_people_text")}</p>
        <ul className="flex flex-col divide-y divide-line">
          {standard.categories.toSorted((one, other) => other.severity - one.severity).map((rule) => (
            <li key={rule.code} id={rule.code} className="py-3 first:pt-0 last:pb-0">
              <Category rule={rule} standard={standard} />
            </li>
          ))}
        </ul>
      </Panel>
      <Changes shown={shown} />
    </div>
  );
}

function Follows({ standard }: { standard: Standard }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={t("standard.follows")}>
      <dl className="flex flex-col gap-2">
        {standard.follows.toReversed().filter((step) => step.severity > 0).map((step) => (
          <div key={step.severity} className="flex gap-3">
            <dt>
              <Level severity={step.severity} />
            </dt>
            <dd className="min-w-0">
              {inLocale(locale, step.zh, step.en)}
              <span className="block text-sm text-muted">{t("standard.within", { time: timeOf(t, step.clock_minutes) })}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-muted">
        {t("standard.measured")}{" "}
        <a href="/first-moment#held_look" className="inline-flex min-h-6 items-center text-brand underline underline-offset-4">
          {t("moments.link")}
        </a>
      </p>
    </Panel>
  );
}

function timeOf(t: ReturnType<typeof useT>, minutes: number): string {
  return minutes < 60 ? t("standard.minutes", { count: minutes }) : t("standard.hours", { count: minutes / 60 });
}

function Level({ severity }: { severity: number }) {
  const t = useT();
  return <span className={`figures inline-block rounded-small px-2 whitespace-nowrap text-sm font-semibold ${severity > 2 ? "bg-accent-tint text-accent" : "bg-tint text-ink"}`}>{t("standard.level", { severity })}</span>;
}

function Category({ rule, standard }: { rule: StandardRule; standard: Standard }) {
  const t = useT();
  const locale = useLocale();
  const step = standard.follows[rule.severity];
  return (
    <>
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        {inLocale(locale, rule.zh, rule.en)} <Level severity={rule.severity} />
        {rule.by_people && <span className="rounded-small bg-amber-tint px-2 text-sm font-medium text-amber-ink">{t("standard.by_people")}</span>}
      </h3>
      <p>{inLocale(locale, rule.rule_zh, rule.rule_en)}</p>
      {step !== undefined && (
        <p className="text-sm text-muted">
          {inLocale(locale, step.zh, step.en)} {t("standard.within", { time: timeOf(t, step.clock_minutes) })}
        </p>
      )}
      <p className="text-sm break-words text-muted">{t("standard.eu", { version: standard.eu_version, names: rule.eu.join(", ") })}</p>
      {rule.code !== FIRST && (
        <div className="mt-2 max-w-120">
          <Examples examples={standard.examples.filter((one) => one.category === rule.code)} />
        </div>
      )}
    </>
  );
}

function Exception({ exempt, categories }: { exempt: Exempt; categories: StandardRule[] }) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  const named = exempt.topics.map((code) => topics.find((one) => one.code === code)).flatMap((one) => (one === undefined ? [] : [inLocale(locale, one.zh, one.en)]));
  const rules = categories.filter((one) => exempt.categories.includes(one.code)).map((one) => inLocale(locale, one.zh, one.en));
  const comma = inLocale(locale, "、", ", ");
  return (
    <>
      <h3 className="font-semibold">{inLocale(locale, exempt.zh, exempt.en)}</h3>
      <p className="text-sm text-muted">{named.join(comma)}</p>
      <p>
        {t("standard.covers")} {inLocale(locale, exempt.covers_zh, exempt.covers_en)}
      </p>
      <p>
        {t("standard.covers_not")} {inLocale(locale, exempt.not_zh, exempt.not_en)}
      </p>
      <p className="text-sm text-muted">
        {t("standard.for_rules")} {rules.join(comma)}
      </p>
    </>
  );
}
