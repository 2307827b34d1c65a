import { inLocale, useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { Cover } from "../circles/Cover.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { QuestionRow } from "./QuestionRow.tsx";
import { smallCirclesQuery, solvedQuery } from "./queries.ts";

const SHOWN = 3;

/** In discover: questions that were answered, and small circles that answer. */
export default function Shelves({ topic }: { topic: string | undefined }) {
  return (
    <div className="mb-3 flex flex-col gap-3">
      <Solved topic={topic} />
      {topic === undefined && <Small />}
    </div>
  );
}

function Solved({ topic }: { topic: string | undefined }) {
  const t = useT();
  const solved = useInfiniteQuery(solvedQuery(topic, SHOWN));
  const shown = entriesOf(solved.data).slice(0, SHOWN);
  if (solved.isPending) return <Skeleton className="h-72 w-full rounded-card" />;
  if (shown.length === 0) return null;
  return (
    <Panel
      title={t("shelf.solved")}
      action={
        <Link
          to="/solved"
          search={topic === undefined ? {} : { topic }}
          className="flex min-h-11 items-center text-sm text-brand underline-offset-4 hover:underline"
        >
          {t("shelf.all")}
        </Link>
      }
    >
      <ul className="-mx-4 -mb-4 divide-y divide-line border-t border-line">
        {shown.map((one) => (
          <li key={one.post.post_id}>
            <QuestionRow post={one.post} thanks={one.thanks} savers={one.savers} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Small() {
  const t = useT();
  const locale = useLocale();
  const { data, isPending } = useQuery(smallCirclesQuery);
  if (isPending) return <Skeleton className="h-64 w-full rounded-card" />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Panel title={t("shelf.small")}>
      <p className="-mt-2 mb-2 text-sm text-muted">{t("shelf.small_text")}</p>
      <ul className="-mx-2 grid grid-cols-1 sm:grid-cols-2">
        {data.map(({ circle, solved_count }) => (
          <li key={circle.circle_id}>
            <Link to="/c/$slug" params={{ slug: circle.slug }} className="flex min-h-14 items-center gap-3 rounded-small px-2 py-1.5 hover:bg-tint">
              <Cover circle={circle} size="small" className="size-11 shrink-0 rounded-lg" />
              <span className="min-w-0">
                <span className="block truncate font-medium">{inLocale(locale, circle.name, circle.name_en)}</span>
                <span className="block text-sm text-muted tabular-nums">
                  {t("circle.members", { count: circle.member_count })}
                  {solved_count > 0 && <> · {t("shelf.solved_count", { count: solved_count })}</>}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
