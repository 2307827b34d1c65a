import type { Appeal } from "@tonghao/api";
import { withdrawAppeal } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { cache, entriesOf } from "../cache.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { useDates } from "../dates.ts";
import { categoriesQuery } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { AppealForm } from "./AppealForm.tsx";
import { firstOf, myAppealsQuery } from "./queries.ts";

const route = getRouteApi("/shell/inside/appeals");

/** What one appeals now, and what one appealed before with the answers. */
export function AppealsPage() {
  const t = useT();
  const { about, id, kind, circle } = route.useSearch();
  const target = about === undefined || id === undefined ? null : { about, id, kind, circle };
  const appeals = useInfiniteQuery({ ...myAppealsQuery, staleTime: 0 });
  const shown = entriesOf(appeals.data);
  return (
    <Page title={t("appeals.title")} aside={<MyCirclesPanel />}>
      {target !== null && <AppealForm key={target.id} target={target} />}
      {appeals.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {appeals.isError && <Failed error={appeals.error} onRetry={() => void appeals.refetch()} />}
      {appeals.isSuccess && shown.length === 0 && target === null && (
        <EmptyState title={t("appeals.none")}>{t("appeals.none_text")}</EmptyState>
      )}
      {shown.length > 0 && (
        <ul aria-label={t("appeals.title")} className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((appeal) => (
            <li key={appeal.appeal_id} className="border-b border-line px-4 py-3 last:border-b-0">
              <Row appeal={appeal} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore has={appeals.hasNextPage} busy={appeals.isFetchingNextPage} onMore={() => void appeals.fetchNextPage()} />
    </Page>
  );
}

function Row({ appeal }: { appeal: Appeal }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const categories = useQuery(categoriesQuery);
  const rule = categories.data?.find((one) => one.code === appeal.category);
  const withdraw = useMutation({
    mutationFn: () => withdrawAppeal({ path: { appeal_id: appeal.appeal_id } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["my-appeals"] });
      void cache.invalidateQueries({ queryKey: ["appeal-chance"] });
    },
  });
  return (
    <article className="flex flex-col gap-1.5">
      <div className="flex items-start justify-between gap-3">
        <p className="font-medium">
          {t(appeal.against === "restriction" || appeal.against === "sanction" || appeal.against === "removal" ? `appeal.first_${appeal.against}` : firstOf(appeal.act))}
          {rule !== undefined && ` · ${inLocale(locale, rule.zh, rule.en)}`}
        </p>
        <span className={`shrink-0 rounded-full px-3 py-1 text-sm ${appeal.state === "open" ? "bg-amber-tint" : "bg-tint"}`}>{t(`appeal.state_${appeal.state}`)}</span>
      </div>
      <p className="text-sm text-muted tabular-nums">
        {appeal.number} · <Time at={appeal.filed_at} />
        {appeal.circle !== null && <> · {appeal.circle.name}</>}
      </p>
      <p className="break-words whitespace-pre-line">{appeal.text}</p>
      {appeal.state === "open" && <p className="text-sm text-muted">{t("appeal.due", { date: full(appeal.due_at) })}</p>}
      {appeal.state !== "open" && appeal.state !== "withdrawn" && (
        <div className="rounded-small bg-tint px-3 py-2 text-sm">
          <p className="font-medium">{t(`appeal.told_${appeal.state}`)}</p>
          {appeal.answer !== "" && <p className="break-words whitespace-pre-line">{appeal.answer}</p>}
          {rule !== undefined && appeal.state === "upheld" && <p className="text-muted">{inLocale(locale, rule.rule_zh, rule.rule_en)}</p>}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {appeal.circle !== null && appeal.post_id !== null && (
          <Link to="/c/$slug/p/$postId" params={{ slug: appeal.circle.slug, postId: appeal.post_id }} className="py-1 text-sm text-brand underline underline-offset-4">
            {t("appeal.open_thing")}
          </Link>
        )}
        {appeal.state === "open" && (
          <Button look="ghost" size="s" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {t("appeal.withdraw")}
          </Button>
        )}
      </div>
    </article>
  );
}
