import { likeComment, likePost, type Likes, unlikeComment, unlikePost } from "@tonghao/api";
import { Button } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Heart } from "lucide-react";
import { useMe } from "../accounts/session.ts";
import { useT } from "../text.ts";
import { showLikes } from "./likes.ts";

type LikeButtonProps = { place: { circle_id: string; post_id: string; comment_id?: string }; count: number; liked: boolean; small?: boolean };

/** Shows at once what one pressed, and turns back when the server refuses. */
export function LikeButton({ place, count, liked, small = false }: LikeButtonProps) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const turn = useMutation({
    mutationFn: (wanted: boolean): Promise<Likes> => {
      const { circle_id, post_id, comment_id } = place;
      if (comment_id === undefined) return (wanted ? likePost : unlikePost)({ path: { circle_id, post_id } });
      return (wanted ? likeComment : unlikeComment)({ path: { circle_id, post_id, comment_id } });
    },
    onMutate: (wanted) => showLikes(place, { liked: wanted, like_count: Math.max(0, count + (wanted ? 1 : -1)) }),
    onSuccess: (likes) => showLikes(place, likes),
    onError: () => showLikes(place, { liked, like_count: count }),
  });
  const press = () => {
    if (me === null) void navigate({ to: "/sign-in", search: { next: pathname } });
    else turn.mutate(!liked);
  };
  return (
    <Button
      look="ghost"
      size="s"
      className={`min-h-11 ${small ? "px-2.5" : "-ml-3"} ${liked ? "text-accent" : "text-muted"}`}
      aria-pressed={liked}
      data-key="l"
      aria-label={t("like.label", { count })}
      onClick={press}
    >
      <Heart size={small ? 16 : 19} aria-hidden="true" fill={liked ? "currentColor" : "none"} />
      <span className="tabular-nums" aria-hidden="true">
        {count > 0 ? count : small ? "" : t("like.act")}
      </span>
    </Button>
  );
}
