import type { Circle } from "@tonghao/api";
import { buttonClasses } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pin } from "lucide-react";
import { useT } from "../text.ts";
import { firstLine } from "./firstLine.ts";
import { pinnedQuery, tagsQuery } from "./marks.ts";
import { keepPost } from "./queries.ts";

const MOST_SHOWN = 12;

/** The pinned posts of a circle, a line each; they stand in their place below as well. */
export function Pinned({ circle }: { circle: Circle }) {
  const t = useT();
  const pinned = useQuery(pinnedQuery(circle.circle_id)).data ?? [];
  if (pinned.length === 0) return null;
  return (
    <ul aria-label={t("pinned.label")} className="border-line bg-surface max-md:border-b md:rounded-card md:border">
      {pinned.map((post) => (
        <li key={post.post_id} className="not-last:border-b not-last:border-line">
          <Link
            to="/c/$slug/p/$postId"
            params={{ slug: post.circle_slug, postId: post.post_id }}
            onClick={() => keepPost(post)}
            className="flex min-h-11 items-center gap-2.5 px-4 py-2 hover:bg-raised md:px-5"
          >
            <Pin size={16} aria-hidden="true" className="shrink-0 text-brand" />
            <span className="sr-only">{t("mark.pinned")}</span>
            <span className="min-w-0 truncate">{firstLine(post)}</span>
            <span className="ml-auto shrink-0 text-sm text-muted">{post.author.name}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The tags that a circle uses most. */
export function TagStrip({ circle }: { circle: Circle }) {
  const t = useT();
  const tags = useQuery(tagsQuery(circle.circle_id)).data ?? [];
  if (tags.length === 0) return null;
  return (
    <nav aria-label={t("tags.title")} className="flex gap-2 overflow-x-auto px-4 [scrollbar-width:none] md:px-0">
      {tags.slice(0, MOST_SHOWN).map((one) => (
        <Link key={one.tag} to="/c/$slug" params={{ slug: circle.slug }} search={{ tag: one.tag }} className={buttonClasses("line", "s", "min-h-11 md:min-h-9")}>
          #{one.tag}
          <span className="text-muted tabular-nums">{one.post_count}</span>
        </Link>
      ))}
    </nav>
  );
}
