import type { Post } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleHelp } from "lucide-react";
import { type MemberKey, useT } from "../text.ts";

const LONGEST = 60;

/** The first line of a question as it is read, without the signs of its markup. */
export function titleOf(post: Post): string {
  const line = post.text.split("\n").find((one) => one.trim() !== "") ?? "";
  const words = Array.from(line.replace(/[*_>`~#]/g, "").trim());
  return words.length > LONGEST ? `${words.slice(0, LONGEST).join("")}…` : words.join("");
}

type QuestionRowProps = { post: Post; thanks?: number; savers?: number };

/** A question in one line, with what its answers were worth to others. */
export function QuestionRow({ post, thanks = 0, savers = 0 }: QuestionRowProps) {
  const t = useT();
  const locale = useLocale();
  const solved = post.answer_floors.length > 0;
  const Icon = solved ? CircleCheck : CircleHelp;
  const parts: [MemberKey, number][] = [
    ["shelf.thanks", Math.round(thanks)],
    ["shelf.savers", savers],
    ["post.comments", post.comment_count],
  ];
  return (
    <Link
      to="/c/$slug/p/$postId"
      params={{ slug: post.circle_slug, postId: post.post_id }}
      className="flex min-h-14 items-start gap-3 px-4 py-2.5 hover:bg-tint"
    >
      <Icon size={18} aria-hidden="true" className={`mt-1 shrink-0 ${solved ? "text-brand" : "text-muted"}`} />
      <span className="min-w-0 flex-1">
        <span className="block wrap-anywhere">{titleOf(post) || t("post.title")}</span>
        <span className="block text-sm text-muted tabular-nums">
          <span className="sr-only">{t(solved ? "post.solved" : "post.question")} · </span>
          {inLocale(locale, post.circle_name, post.circle_name_en)}
          {parts.map(([key, count]) => (count > 0 ? <span key={key}> · {t(key, { count })}</span> : null))}
        </span>
      </span>
    </Link>
  );
}
