import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { entriesOf } from "../cache.ts";
import { AppealLink } from "../appeals/AppealLink.tsx";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { categoriesQuery, myReportsQuery } from "./queries.ts";

const STATES = { open: "reports.open", upheld: "reports.upheld", dismissed: "reports.dismissed" } as const;

/** What a state means for whoever reported. */
const MEANS = { open: "reports.means_open", upheld: "reports.means_upheld", dismissed: "reports.means_dismissed" } as const;

export function ReportsPage() {
  const t = useT();
  const locale = useLocale();
  const reports = useInfiniteQuery({ ...myReportsQuery, staleTime: 0 });
  const categories = useQuery(categoriesQuery);
  const shown = entriesOf(reports.data);
  const named = (code: string) => {
    const category = categories.data?.find((one) => one.code === code);
    return category === undefined ? code : inLocale(locale, category.zh, category.en);
  };
  return (
    <Page title={t("reports.title")} aside={<MyCirclesPanel />}>
      {reports.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {reports.isError && <Failed error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.isSuccess && shown.length === 0 && <EmptyState title={t("reports.none")}>{t("reports.none_text")}</EmptyState>}
      <ul className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
        {shown.map((report) => (
          <li key={report.report_id} className="flex items-start justify-between gap-3 border-b border-line px-4 py-3 last:border-b-0">
            <div>
              <p className="font-medium">
                {t(`subject.${report.subject_kind}`)} · {named(report.category)}
              </p>
              <p className="text-sm text-muted tabular-nums">
                {report.number} · <Time at={report.at} />
                {report.answered_at !== null && (
                  <>
                    {" · "}
                    {t("reports.answered")} <Time at={report.answered_at} />
                  </>
                )}
              </p>
              <p className="mt-1 text-sm">{t(MEANS[report.state])}</p>
              {report.state === "dismissed" && <AppealLink target={{ about: "report", id: report.report_id }} />}
            </div>
            <span className={`shrink-0 rounded-full px-3 py-1 text-sm ${report.state === "open" ? "bg-amber-tint" : "bg-tint"}`}>
              {t(STATES[report.state])}
            </span>
          </li>
        ))}
      </ul>
      <LoadMore has={reports.hasNextPage} busy={reports.isFetchingNextPage} onMore={() => void reports.fetchNextPage()} />
    </Page>
  );
}
