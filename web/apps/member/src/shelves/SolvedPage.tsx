import { inLocale, useLocale } from "@tonghao/i18n";
import { classes, EmptyState, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useSite } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { QuestionRow } from "./QuestionRow.tsx";
import { solvedQuery } from "./queries.ts";

const route = getRouteApi("/shell/solved");
const CHIP = "flex min-h-11 shrink-0 items-center rounded-full border px-4 text-sm whitespace-nowrap";
const PAGE = 20;

/** Solved questions by topic, the most useful first. */
export function SolvedPage() {
  const t = useT();
  const locale = useLocale();
  const { topic } = route.useSearch();
  const { topics } = useSite();
  const solved = useInfiniteQuery(solvedQuery(topic, PAGE));
  const shown = entriesOf(solved.data);
  const chip = (on: boolean) => classes(CHIP, on ? "border-brand bg-brand text-on-brand" : "border-line bg-surface");
  return (
    <Page
      title={t("shelf.solved")}
      action={
        <Link to="/usefulness" className="flex min-h-11 items-center text-sm text-brand underline-offset-4 hover:underline">
          {t("useful.how")}
        </Link>
      }
    >
      <p className="px-4 text-sm text-muted md:px-0">{t("shelf.solved_text")}</p>
      <nav aria-label={t("circles.topics")} className="flex gap-2 overflow-x-auto px-4 py-3 [scrollbar-width:none] md:flex-wrap md:px-0">
        <Link to="/solved" search={{}} className={chip(topic === undefined)} aria-current={topic === undefined ? "page" : undefined}>
          {t("circles.all")}
        </Link>
        {topics.map((one) => (
          <Link
            key={one.code}
            to="/solved"
            search={{ topic: one.code }}
            className={chip(topic === one.code)}
            aria-current={topic === one.code ? "page" : undefined}
          >
            {inLocale(locale, one.zh, one.en)}
          </Link>
        ))}
      </nav>
      {solved.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {solved.isError && solved.data === undefined && <Failed error={solved.error} onRetry={() => void solved.refetch()} />}
      {solved.isSuccess && shown.length === 0 && <EmptyState title={t("shelf.none")}>{t("shelf.none_text")}</EmptyState>}
      {shown.length > 0 && (
        <ul className="divide-y divide-line border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((one) => (
            <li key={one.post.post_id}>
              <QuestionRow post={one.post} thanks={one.thanks} savers={one.savers} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore has={solved.hasNextPage} busy={solved.isFetchingNextPage} onMore={() => void solved.fetchNextPage()} />
    </Page>
  );
}
