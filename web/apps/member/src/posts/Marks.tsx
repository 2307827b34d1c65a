import type { Post } from "@tonghao/api";
import { Link } from "@tanstack/react-router";
import { Lock, Pin } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../text.ts";

function Mark({ children }: { children: ReactNode }) {
  return <span className="inline-flex shrink-0 items-center gap-1 rounded-full bg-tint px-2 text-xs leading-5">{children}</span>;
}

/** What the people who look after the circle put on a post, in a few words; nothing for most posts. */
export function PostMarks({ post, inCircle }: { post: Post; inCircle: boolean }) {
  const t = useT();
  const pinned = inCircle && post.pinned_at !== null;
  if (!pinned && post.digest === null && post.lock === null) return null;
  return (
    <p className="mt-2 -mb-0.5 flex flex-wrap gap-1.5">
      {pinned && (
        <Mark>
          <Pin size={12} aria-hidden="true" />
          {t("mark.pinned")}
        </Mark>
      )}
      {post.lock !== null && (
        <Mark>
          <Lock size={12} aria-hidden="true" />
          {t("mark.locked")}
        </Mark>
      )}
      {post.digest !== null && (
        <Link to="/c/$slug/digest" params={{ slug: post.circle_slug }} search={{ category: post.digest }} className="rounded-full hover:brightness-97">
          <Mark>{t("mark.digest", { category: post.digest })}</Mark>
        </Link>
      )}
    </p>
  );
}

/** The tags of a post; each leads to the circle's posts under it. */
export function PostTags({ post }: { post: Post }) {
  const t = useT();
  if (post.tags.length === 0) return null;
  return (
    <ul aria-label={t("tags.label")} className="flex flex-wrap gap-x-3">
      {post.tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <Link
            to="/c/$slug"
            params={{ slug: post.circle_slug }}
            search={{ tag }}
            className="block truncate py-1 text-sm text-brand underline-offset-4 hover:underline"
          >
            #{tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
