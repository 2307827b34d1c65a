import { type Circle, closeColumn, type Column, orderColumn, type Post, takeFromColumn } from "@tonghao/api";
import { Button, buttonClasses, EmptyState, PostSkeleton, Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, ChevronLeft, X } from "lucide-react";
import { useState } from "react";
import { cache } from "../cache.ts";
import { BeforeJoining } from "../circles/BeforeJoining.tsx";
import { CircleFrame } from "../circles/CircleFrame.tsx";
import { isInside, rankOf } from "../circles/ranks.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { firstLine } from "./firstLine.ts";
import { columnPostsQuery, columnQuery, readColumnsAgain } from "./marks.ts";
import { OpenColumn } from "./OpenColumn.tsx";
import { keepPost } from "./queries.ts";

const route = getRouteApi("/shell/c/$slug/columns/$columnId");

/** A series: its posts in the order that its writer gives them. */
export function ColumnPage() {
  const { slug } = route.useParams();
  return <CircleFrame slug={slug}>{(circle) => (isInside(circle) ? <Series circle={circle} /> : <BeforeJoining circle={circle} />)}</CircleFrame>;
}

function Series({ circle }: { circle: Circle }) {
  const t = useT();
  const { columnId } = route.useParams();
  const column = useQuery(columnQuery(circle.circle_id, columnId));
  const posts = useQuery(columnPostsQuery(circle.circle_id, columnId));
  const [ordering, setOrdering] = useState(false);
  const failed = column.error ?? posts.error;
  if (failed !== null && column.data === undefined) return <Failed error={failed} onRetry={() => void column.refetch()} />;
  if (column.data === undefined || posts.data === undefined) return <PostSkeleton label={t("ui.loading")} />;
  return (
    <section aria-label={column.data.title} className="flex flex-col gap-3">
      <Link to="/c/$slug/digest" params={{ slug: circle.slug }} className={buttonClasses("ghost", "s", "min-h-11 self-start")}>
        <ChevronLeft size={18} aria-hidden="true" />
        {t("column.back")}
      </Link>
      <Head circle={circle} column={column.data} ordering={ordering} onOrder={() => setOrdering(!ordering)} many={posts.data.length > 1} />
      {posts.data.length === 0 && <EmptyState title={t("column.empty")}>{column.data.may_fill && t("column.empty_text")}</EmptyState>}
      <ol className="border-line bg-surface max-md:border-y md:rounded-card md:border">
        {posts.data.map((post, at) => (
          <Entry key={post.post_id} post={post} at={at} column={column.data} posts={posts.data} ordering={ordering} />
        ))}
      </ol>
    </section>
  );
}

type HeadProps = { circle: Circle; column: Column; ordering: boolean; onOrder: () => void; many: boolean };

function Head({ circle, column, ordering, onOrder, many }: HeadProps) {
  const t = useT();
  const navigate = useNavigate();
  const [closing, setClosing] = useState(false);
  const [editing, setEditing] = useState(false);
  const close = useMutation({
    mutationFn: () => closeColumn({ path: { circle_id: circle.circle_id, column_id: column.column_id } }),
    onSuccess: () => {
      readColumnsAgain(circle.circle_id);
      toast(t("column.closed"));
      void navigate({ to: "/c/$slug/digest", params: { slug: circle.slug } });
    },
  });
  return (
    <Panel>
      <h2 className="text-lg font-bold">{column.title}</h2>
      {column.description !== "" && <p className="mt-1 whitespace-pre-wrap">{column.description}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2 text-sm">
        <PersonAvatar person={column.writer} size={28} />
        <PersonName person={column.writer} />
        <span className="text-muted tabular-nums">{t("column.posts", { count: column.post_count })}</span>
        {column.may_fill && many && (
          <Button look="line" size="s" className="ml-auto min-h-11" aria-pressed={ordering} onClick={onOrder}>
            {ordering ? t("column.order_done") : t("column.order")}
          </Button>
        )}
        {column.may_fill && (
          <Button look="ghost" size="s" className="min-h-11" onClick={() => setEditing(true)}>
            {t("column.edit")}
          </Button>
        )}
        {rankOf(circle.my_role) >= 2 && (
          <Button look="ghost" size="s" className="min-h-11 text-accent" onClick={() => setClosing(true)}>
            {t("column.close")}
          </Button>
        )}
      </div>
      {editing && <OpenColumn circle={circle} editing={column} onClose={() => setEditing(false)} />}
      {closing && (
        <Confirm
          title={t("column.close_title", { title: column.title })}
          text={t("column.close_text")}
          act={t("column.close")}
          danger
          busy={close.isPending}
          onAct={() => close.mutate()}
          onClose={() => setClosing(false)}
        />
      )}
    </Panel>
  );
}

type EntryProps = { post: Post; at: number; column: Column; posts: Post[]; ordering: boolean };

function Entry({ post, at, column, posts, ordering }: EntryProps) {
  const t = useT();
  const path = { circle_id: column.circle_id, column_id: column.column_id };
  const change = useMutation({
    mutationFn: (next: Post[]) =>
      next.length < posts.length
        ? takeFromColumn({ path: { ...path, post_id: post.post_id } })
        : orderColumn({ path, body: { post_ids: next.map((one) => one.post_id) } }),
    onMutate: (next) => void cache.setQueryData(columnPostsQuery(path.circle_id, path.column_id).queryKey, next),
    onSettled: () => readColumnsAgain(column.circle_id),
  });
  const swap = (by: 1 | -1) => {
    const next = posts.with(at, posts[at + by] ?? post).with(at + by, post);
    change.mutate(next);
  };
  return (
    <li className="flex items-center gap-2 border-line px-4 py-2 not-last:border-b md:px-5">
      <span className="w-7 shrink-0 text-lg font-semibold text-brand tabular-nums">{at + 1}</span>
      <Link
        to="/c/$slug/p/$postId"
        params={{ slug: post.circle_slug, postId: post.post_id }}
        onClick={() => keepPost(post)}
        className="flex min-h-11 min-w-0 flex-1 flex-col justify-center py-1 underline-offset-4 hover:underline"
      >
        <span className="line-clamp-2 font-medium">{firstLine(post)}</span>
        <span className="text-sm text-muted">
          {post.author.name} · <Time at={post.published_at ?? post.created_at} />
        </span>
      </Link>
      {ordering && (
        <>
          <Button look="ghost" size="icon" disabled={at === 0} aria-label={t("column.earlier", { at: at + 1 })} onClick={() => swap(-1)}>
            <ArrowUp size={18} aria-hidden="true" />
          </Button>
          <Button look="ghost" size="icon" disabled={at === posts.length - 1} aria-label={t("column.later", { at: at + 1 })} onClick={() => swap(1)}>
            <ArrowDown size={18} aria-hidden="true" />
          </Button>
          <Button look="ghost" size="icon" aria-label={t("column.take_out", { at: at + 1 })} onClick={() => change.mutate(posts.filter((one) => one !== post))}>
            <X size={18} aria-hidden="true" />
          </Button>
        </>
      )}
    </li>
  );
}
