import type { Case, Comment, Post } from "@tonghao/api";
import { classes, Time } from "@tonghao/ui";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { SUBJECT_STATES } from "./subjectStates.ts";

/** What stands around the subject now. */
export function Context({ kept }: { kept: Case }) {
  const t = useT();
  const { context } = kept;
  const slug = kept.circle?.slug;
  const place = slug !== undefined && kept.post_id !== null ? `/c/${slug}/p/${kept.post_id}` : null;
  if (context === null || (Array.isArray(context) && context.length === 0)) return null;
  return (
    <Panel
      title={t("case.context")}
      action={
        place !== null && (
          <a href={place} className="inline-link py-1 text-sm">
            {t("case.open_place")}
          </a>
        )
      }
    >
      {Array.isArray(context) ? <Floors floors={context} subjectId={kept.subject_id} /> : <Now post={context} />}
    </Panel>
  );
}

function Now({ post }: { post: Post }) {
  const t = useT();
  const key = SUBJECT_STATES[post.state];
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        <span>{t("case.context_now", { state: key === undefined ? post.state : t(key) })}</span>
        <span>{t("case.context_likes", { likes: post.like_count, comments: post.comment_count })}</span>
        {post.edited_at !== null && <Time at={post.edited_at} />}
      </p>
      {post.text !== "" && <p className="whitespace-pre-wrap">{post.text}</p>}
    </div>
  );
}

function Floors({ floors, subjectId }: { floors: Comment[]; subjectId: string }) {
  return (
    <ol className="flex flex-col gap-2">
      {floors.map((floor) => (
        <li key={floor.comment_id}>
          <Said comment={floor} own={floor.comment_id === subjectId} />
          {floor.replies.length > 0 && (
            <ol className="mt-2 ml-4 flex flex-col gap-2 border-l border-line pl-3 wide:ml-8">
              {floor.replies.map((reply) => (
                <li key={reply.comment_id}>
                  <Said comment={reply} own={reply.comment_id === subjectId} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  );
}

function Said({ comment, own }: { comment: Comment; own: boolean }) {
  const t = useT();
  const key = SUBJECT_STATES[comment.state];
  return (
    <div className={classes("rounded-small px-3 py-2", own ? "border border-accent bg-accent-tint" : "bg-raised")}>
      <div className="flex flex-wrap items-center gap-x-3 text-sm">
        <Person person={comment.author} size={24} className="font-medium" />
        <span className={own ? "text-ink" : "text-muted"}>{t("case.floor", { floor: comment.floor })}</span>
        {own && <strong>{t("case.this")}</strong>}
        {comment.state !== "visible" && key !== undefined && <span className={own ? "text-ink" : "text-muted"}>{t(key)}</span>}
      </div>
      {comment.text !== "" && <p className="mt-1 whitespace-pre-wrap">{comment.text}</p>}
    </div>
  );
}
