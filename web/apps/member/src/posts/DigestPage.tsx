import type { Circle } from "@tonghao/api";
import { Button, EmptyState, PostSkeleton } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { entriesOf } from "../cache.ts";
import { BeforeJoining } from "../circles/BeforeJoining.tsx";
import { CircleFrame } from "../circles/CircleFrame.tsx";
import { isInside, rankOf } from "../circles/ranks.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { columnsQuery, digestQuery, rulesQuery } from "./marks.ts";
import { OpenColumn } from "./OpenColumn.tsx";
import { PostCard } from "./PostCard.tsx";

const route = getRouteApi("/shell/c/$slug/digest");

/** What a circle keeps to be read again, by category. */
export function DigestPage() {
  const { slug } = route.useParams();
  return <CircleFrame slug={slug}>{(circle) => (isInside(circle) ? <Digest circle={circle} /> : <BeforeJoining circle={circle} />)}</CircleFrame>;
}

function Digest({ circle }: { circle: Circle }) {
  const t = useT();
  const { category } = route.useSearch();
  const rules = useQuery(rulesQuery(circle.circle_id));
  const posts = useInfiniteQuery(digestQuery(circle.circle_id, category));
  const shown = entriesOf(posts.data);
  const categories = rules.data?.digest_categories ?? [];
  const chip =
    "flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-4 text-sm aria-[current=page]:border-brand aria-[current=page]:bg-brand aria-[current=page]:text-on-brand";
  if (posts.isError && posts.data === undefined) return <Failed error={posts.error} onRetry={() => void posts.refetch()} />;
  return (
    <section aria-label={t("best.title")} className="flex flex-col gap-2 md:gap-4">
      {category === undefined && <Columns circle={circle} />}
      {categories.length > 0 && (
        <nav aria-label={t("best.tabs")} className="flex gap-2 overflow-x-auto px-4 pb-1 [scrollbar-width:none] md:px-0">
          <Link to="/c/$slug/digest" params={{ slug: circle.slug }} search={{}} activeOptions={{ exact: true, includeSearch: true }} className={chip}>
            {t("best.all")}
          </Link>
          {categories.map((one) => (
            <Link key={one.name} to="/c/$slug/digest" params={{ slug: circle.slug }} search={{ category: one.name }} className={chip}>
              {one.name}
              <span className="tabular-nums opacity-75">{one.post_count}</span>
            </Link>
          ))}
        </nav>
      )}
      {posts.isPending && <PostSkeleton label={t("ui.loading")} />}
      {posts.isSuccess && shown.length === 0 && <EmptyState title={t("best.empty")}>{t("best.empty_text")}</EmptyState>}
      {shown.map((post, at) => (
        <PostCard key={post.post_id} post={post} inCircle eager={at === 0} at={at} />
      ))}
      <LoadMore
        has={posts.hasNextPage}
        busy={posts.isFetchingNextPage}
        failed={posts.isFetchNextPageError}
        onMore={() => void posts.fetchNextPage()}
        end={shown.length > 5 ? t("list.end") : undefined}
      />
    </section>
  );
}

/** The series of a circle, a card each. */
function Columns({ circle }: { circle: Circle }) {
  const t = useT();
  const [opening, setOpening] = useState(false);
  const columns = useQuery(columnsQuery(circle.circle_id)).data ?? [];
  const mayHost = rankOf(circle.my_role) >= 2;
  if (columns.length === 0 && !mayHost) return null;
  return (
    <section aria-label={t("column.all")} className="flex flex-col gap-2 px-4 md:px-0">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold">{t("column.all")}</h2>
        {mayHost && (
          <Button look="ghost" size="s" className="min-h-11 text-brand" onClick={() => setOpening(true)}>
            {t("column.open")}
          </Button>
        )}
      </div>
      <ul className="grid gap-2 md:grid-cols-2">
        {columns.map((column) => (
          <li key={column.column_id}>
            <Link
              to="/c/$slug/columns/$columnId"
              params={{ slug: circle.slug, columnId: column.column_id }}
              className="flex h-full flex-col gap-1 rounded-card border border-line bg-surface p-4 hover:border-muted"
            >
              <span className="font-semibold">{column.title}</span>
              {column.description !== "" && <span className="line-clamp-2 text-sm text-muted">{column.description}</span>}
              <span className="mt-auto flex items-center gap-2 pt-1 text-sm text-muted">
                <PersonAvatar person={column.writer} size={22} />
                <span className="truncate">{t("column.by", { name: column.writer.name })}</span>
                <span className="ml-auto shrink-0 tabular-nums">{t("column.posts", { count: column.post_count })}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {opening && <OpenColumn circle={circle} onClose={() => setOpening(false)} />}
    </section>
  );
}
