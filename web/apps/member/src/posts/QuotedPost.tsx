import { isRefusal, type PostPlace } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { firstLine } from "./firstLine.ts";
import { keepPost, postQuery } from "./queries.ts";

/** A post that another one quotes, as the reader may see it. */
export default function QuotedPost({ place, linked = true }: { place: PostPlace; linked?: boolean }) {
  const t = useT();
  const locale = useLocale();
  const { data: post, error } = useQuery({
    ...postQuery(place.circle_id, place.post_id),
    staleTime: 5 * 60_000,
    retry: (count, failed) => count < 2 && !(isRefusal(failed) && failed.status === 404),
  });
  const frame = "block rounded-small border border-line bg-raised px-3.5 py-2.5";
  if (error !== null && post === undefined) return <p className={`${frame} text-sm text-muted`}>{t("quote.gone")}</p>;
  if (post === undefined) return <Skeleton className="h-16 w-full rounded-small" />;
  if (post.state !== "visible") return <p className={`${frame} text-sm text-muted`}>{t("quote.gone")}</p>;
  const inside = (
    <>
      <span className="flex items-center gap-2 text-sm text-muted">
        <PersonAvatar person={post.author} size={20} />
        <span className="truncate">{t("quote.by", { name: post.author.name, circle: inLocale(locale, post.circle_name, post.circle_name_en) })}</span>
      </span>
      <span className="mt-1 line-clamp-3">{firstLine(post)}</span>
    </>
  );
  if (!linked) return <div className={frame}>{inside}</div>;
  return (
    <Link to="/c/$slug/p/$postId" params={{ slug: post.circle_slug, postId: post.post_id }} onClick={() => keepPost(post)} className={`${frame} hover:border-muted`}>
      {inside}
    </Link>
  );
}
