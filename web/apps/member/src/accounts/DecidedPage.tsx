import { AppealLink } from "../appeals/AppealLink.tsx";
import { listMyDecisions, type Sanction } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, EmptyState, Skeleton } from "@tonghao/ui";
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { byCursor, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { categoriesQuery } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { isStopped, useMe } from "./session.ts";

const decidedQuery = infiniteQueryOptions({
  queryKey: ["decided"],
  queryFn: ({ pageParam, signal }) => listMyDecisions({ query: { cursor: pageParam }, signal }),
  staleTime: 0,
  ...byCursor,
});

/** What was decided about me: the rule, why, until when. */
export function DecidedPage() {
  const t = useT();
  const me = useMe();
  const decided = useInfiniteQuery(decidedQuery);
  const shown = entriesOf(decided.data);
  return (
    <Page title={t("decided.title")}>
      <p className="mb-4 px-4 text-muted md:px-1">{t("decided.text")}</p>
      {isStopped(me) && (
        <section className="mx-4 mb-4 flex flex-col gap-3 rounded-small bg-amber-tint px-4 py-3 md:mx-0">
          <p>{t("decided.still")}</p>
          <p className="flex flex-wrap gap-2">
            <Link to="/settings/$part" params={{ part: "takeout" }} className={buttonClasses("line")}>
              {t("decided.take")}
            </Link>
            <Link to="/settings/$part" params={{ part: "leave" }} className={buttonClasses("line")}>
              {t("decided.leave")}
            </Link>
          </p>
        </section>
      )}
      {decided.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {decided.isError && <Failed error={decided.error} onRetry={() => void decided.refetch()} />}
      {decided.isSuccess && shown.length === 0 && <EmptyState title={t("decided.none")}>{t("decided.none_text")}</EmptyState>}
      {shown.length > 0 && (
        <ul className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((one) => (
            <li key={one.sanction_id} className="border-b border-line px-4 py-3 last:border-b-0">
              <Decided one={one} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore has={decided.hasNextPage} busy={decided.isFetchingNextPage} onMore={() => void decided.fetchNextPage()} />
    </Page>
  );
}

function Decided({ one }: { one: Sanction }) {
  const t = useT();
  const locale = useLocale();
  const { full, day } = useDates();
  const rule = useQuery(categoriesQuery).data?.find((category) => category.code === one.category);
  const until =
    one.ended_at !== null
      ? t("decided.over", { date: day(one.ended_at) })
      : one.until === null
        ? t("decided.no_end")
        : t(one.kind === "strike" ? "decided.counts_until" : "decided.until", { date: full(one.until) });
  const [ruleText, reason] = [rule && inLocale(locale, rule.rule_zh, rule.rule_en), inLocale(locale, one.reason, one.reason_en)];
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-semibold">{t(`decided.${one.kind}`)}</span>
        <span className={`rounded-full px-3 py-0.5 text-sm ${one.state === "in_force" ? "bg-amber-tint" : "bg-tint"}`}>{t(`decided.${one.state}`)}</span>
      </p>
      <p className="text-sm text-muted">
        {day(one.at)} · {until}
      </p>
      {ruleText !== undefined && <p className="break-words">{t("decided.rule", { rule: ruleText })}</p>}
      {reason !== ruleText && <p className="break-words whitespace-pre-line">{t("decided.reason", { reason })}</p>}
      {one.end_reason !== "" && <p className="text-sm break-words">{t("decided.end_reason", { reason: one.end_reason })}</p>}
      {one.state === "in_force" && <AppealLink target={{ about: "sanction", id: one.sanction_id }} />}
    </>
  );
}
