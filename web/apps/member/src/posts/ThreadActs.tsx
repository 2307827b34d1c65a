import { followThread, type Post, unfollowThread } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Bell, BellRing } from "lucide-react";
import { useMe } from "../accounts/session.ts";
import { useT } from "../text.ts";
import { hearPosts } from "./live.ts";

/** What one can do with a whole thread: be told of new floors. */
export function ThreadActs({ post }: { post: Post }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { circle_id, post_id } = post;
  const turn = useMutation({
    mutationFn: (wanted: boolean) => (wanted ? followThread : unfollowThread)({ path: { circle_id, post_id } }),
    onSuccess: (mark) => {
      if (me !== null) hearPosts({ kind: "thread.marked", account_id: me.account_id, circle_id, post_id, ...mark });
      toast(mark.follows ? t("follow.done") : t("follow.ended"));
    },
  });
  const Icon = post.follows ? BellRing : Bell;
  return (
    <Button
      look="ghost"
      size="s"
      className={`min-h-11 px-2.5 ${post.follows ? "text-brand" : "text-muted"}`}
      aria-pressed={post.follows}
      busy={turn.isPending}
      onClick={() => (me === null ? void navigate({ to: "/sign-in", search: { next: pathname } }) : turn.mutate(!post.follows))}
    >
      <Icon size={18} aria-hidden="true" />
      {post.follows ? t("follow.on") : t("follow.act")}
    </Button>
  );
}
