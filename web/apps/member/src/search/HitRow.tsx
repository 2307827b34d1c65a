import type { Hit } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Time } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";

/** One thing that was found: who, where, when, and the words around what was asked for. */
export function HitRow({ hit }: { hit: Hit }) {
  const t = useT();
  const locale = useLocale();
  const circle = inLocale(locale, hit.circle_name, hit.circle_name_en);
  const facts = [
    ...(hit.comment_id === null && hit.comment_count > 0 ? [t("search.comments", { count: hit.comment_count })] : []),
    ...(hit.comment_id === null && hit.photo_count > 0 ? [t("search.photos", { count: hit.photo_count })] : []),
  ];
  return (
    <article className="relative flex gap-3 p-4 hover:bg-tint">
      <PersonAvatar person={hit.author} size={36} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
          <span className="font-semibold text-ink">{hit.author.is_gone ? t("person.gone") : hit.author.name}</span>
          <span className="min-w-0 truncate">{circle}</span>
          <Time at={hit.at} />
        </p>
        <Link
          to="/c/$slug/p/$postId"
          params={{ slug: hit.circle_slug, postId: hit.post_id }}
          search={hit.floor > 1 ? { floor: hit.floor } : {}}
          data-key="o"
          className="block py-1 wrap-anywhere after:absolute after:inset-0"
        >
          {hit.snippet.map((piece, at) =>
            piece.hit ? (
              <mark key={at} className="rounded-sm bg-amber-tint px-0.5 text-ink">
                {piece.text}
              </mark>
            ) : (
              <span key={at}>{piece.text}</span>
            ),
          )}
        </Link>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          {hit.comment_id !== null && <span>{t("search.floor", { floor: hit.floor })}</span>}
          {hit.comment_id === null && hit.is_solved && <span className="text-brand">{t("search.solved")}</span>}
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
      </div>
    </article>
  );
}
