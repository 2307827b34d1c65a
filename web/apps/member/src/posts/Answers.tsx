/** Thanks, and the floors that answered a question. */
import { type Circle, type Comment, type Post, solvePost, takeThanksBack, thankFloor, type Thanks } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { Check, CircleCheck, HandHeart } from "lucide-react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { rankOf } from "../circles/ranks.ts";
import { useT } from "../text.ts";
import { showThanks } from "./likes.ts";
import { hearPosts } from "./live.ts";

/** "谢谢 ×3", to press once; on one's own floor, or where one is not signed in, only to read. */
export function ThanksButton({ floor }: { floor: Comment }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { circle_id, post_id, comment_id, thanked, thanks_count } = floor;
  const path = { circle_id, post_id, comment_id };
  const turn = useMutation({
    mutationFn: (wanted: boolean): Promise<Thanks> => (wanted ? thankFloor : takeThanksBack)({ path }),
    onMutate: (wanted) => showThanks(path, { thanked: wanted, thanks_count: Math.max(0, thanks_count + (wanted ? 1 : -1)) }),
    onSuccess: (thanks) => showThanks(path, thanks),
    onError: () => showThanks(path, { thanked, thanks_count }),
  });
  const words = thanks_count > 0 ? t("thanks.count", { count: thanks_count }) : t("thanks.act");
  if (floor.mine) return thanks_count > 0 ? <span className="px-2.5 text-muted tabular-nums">{words}</span> : null;
  return (
    <Button
      look="ghost"
      size="s"
      className={`min-h-11 px-2.5 ${thanked ? "text-brand" : "text-muted"}`}
      aria-pressed={thanked}
      onClick={() => (me === null ? void navigate({ to: "/sign-in", search: { next: pathname } }) : turn.mutate(!thanked))}
    >
      <HandHeart size={16} aria-hidden="true" />
      <span className="tabular-nums">{words}</span>
    </Button>
  );
}

/** For the asker and the hosts: this floor answers the question, or no longer does. */
export function AnswerButton({ floor, post }: { floor: Comment; post: Post }) {
  const t = useT();
  const role = cache.getQueryData<Circle>(["circle", post.circle_slug])?.my_role ?? null;
  const mark = useMutation({
    mutationFn: (floors: number[]) => solvePost({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: { floors } }),
    onSuccess: ({ answer_floors }) => {
      hearPosts({ kind: "answers.marked", circle_id: post.circle_id, post_id: post.post_id, answer_floors });
      toast(t(answer_floors.length > 0 ? "answer.solved_now" : "answer.open_now"));
    },
  });
  if (!post.mine && rankOf(role) < 2) return null;
  const others = post.answer_floors.filter((one) => one !== floor.floor);
  return (
    <Button
      look="ghost"
      size="s"
      className={`min-h-11 px-2.5 ${floor.is_answer ? "text-brand" : "text-muted"}`}
      aria-pressed={floor.is_answer}
      busy={mark.isPending}
      onClick={() => mark.mutate(floor.is_answer ? others : [...others, floor.floor])}
    >
      <Check size={16} aria-hidden="true" />
      {floor.is_answer ? t("answer.unmark") : t("answer.mark")}
    </Button>
  );
}

/** Above the floors of a question: whether it is solved, and where. */
export function SolvedNote({ post }: { post: Post }) {
  const t = useT();
  if (post.answer_floors.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 rounded-small bg-tint px-3 text-sm">
      <span className="flex items-center gap-1.5 font-semibold">
        <CircleCheck size={17} aria-hidden="true" className="text-brand" />
        {t("post.solved")}
      </span>
      {post.answer_floors.map((floor) => (
        <Link
          key={floor}
          to="/c/$slug/p/$postId"
          params={{ slug: post.circle_slug, postId: post.post_id }}
          search={{ floor }}
          replace
          resetScroll={false}
          className="flex min-h-11 items-center text-brand underline-offset-4 hover:underline"
        >
          {t("answer.see", { floor })}
        </Link>
      ))}
    </p>
  );
}

/** Beside the author of a floor that answers the question. */
export function AnswerMark() {
  const t = useT();
  return (
    <span className="flex shrink-0 items-center gap-1 rounded-full bg-brand px-2 text-xs leading-5 text-on-brand">
      <Check size={12} aria-hidden="true" />
      {t("answer.is")}
    </span>
  );
}
