import type { Comment, Post, Quoted } from "@tonghao/api";
import { Link } from "@tanstack/react-router";
import { cache } from "../cache.ts";
import { useT } from "../text.ts";
import { TOMBSTONES } from "./tombstones.ts";

/** What a floor quotes: who, where, the first lines; it leads there. */
export function QuotedFloor({ quote, of }: { quote: Quoted; of: Comment }) {
  const t = useT();
  const slug = cache.getQueryData<Post>(["post", of.circle_id, of.post_id])?.circle_slug ?? "";
  return (
    <Link
      to="/c/$slug/p/$postId"
      params={{ slug, postId: of.post_id }}
      search={{ floor: quote.floor }}
      replace
      resetScroll={false}
      className="block rounded-r-small border-l-2 border-brand bg-raised px-3 py-2 text-sm text-muted hover:brightness-97"
    >
      <span className="block truncate text-ink">
        <span className="tabular-nums">{t("floor.number", { floor: quote.floor })}</span> {quote.author.name}
      </span>
      <span className="line-clamp-3 whitespace-pre-line">{quote.state === "visible" ? quote.words || "…" : t(TOMBSTONES[quote.state] ?? "tombstone.removed")}</span>
    </Link>
  );
}
