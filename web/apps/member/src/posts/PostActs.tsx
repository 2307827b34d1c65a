import { type Circle, deletePost } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { type MenuEntry, MoreMenu, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bookmark, Flag, History, PenLine, Quote, Settings2, Share2, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { rankOf } from "../circles/ranks.ts";
import { ReportDialog } from "../moderation/ReportDialog.tsx";
import { SaveDialog } from "../saves/SaveDialog.tsx";
import { share } from "../shell/share.ts";
import { useT, withWords } from "../text.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { hearPosts } from "./live.ts";
import { hearFeed } from "../feed/live.ts";
import type { PostMenuProps } from "./PostMenu.tsx";

const ManagePost = lazy(withWords(["marks"], () => import("./ManagePost.tsx")));
const Versions = lazy(withWords(["posts"], () => import("./Versions.tsx")));

/** The menu of a post, open from its beginning, and the dialogs behind it. */
export default function PostActs({ post, whole, more }: PostMenuProps) {
  const t = useT();
  const locale = useLocale();
  const me = useMe();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"delete" | "manage" | "report" | "save" | "versions" | null>(null);
  const remove = useMutation({
    mutationFn: (reason: string | null) => deletePost({ path: { circle_id: post.circle_id, post_id: post.post_id }, query: { reason } }),
    onSuccess: () => {
      setOpen(null);
      toast(t("post.deleted"));
      // For the lists it is as for everybody else: gone.
      const event = { kind: "post.hidden", circle_id: post.circle_id, post_id: post.post_id, author_id: "", state: "deleted" } as const;
      hearPosts(event);
      hearFeed(event);
      if (whole) void navigate({ to: "/c/$slug", params: { slug: post.circle_slug } });
    },
    meta: { quiet: !post.mine },
  });
  const circle = cache.getQueryData<Circle>(["circle", post.circle_slug]);
  const rank = rankOf(circle?.my_role ?? null);
  const mayDelete = post.mine || rank >= 1;
  const icon = { size: 18, "aria-hidden": true } as const;
  const shareThis = () => share(inLocale(locale, post.circle_name, post.circle_name_en), `/c/${post.circle_slug}/p/${post.post_id}`);
  const quote = () => void navigate({ to: "/compose", search: { quote: `${post.circle_id}/${post.post_id}` } });
  const edit = () => void navigate({ to: "/compose", search: { circle: post.circle_slug, edit: post.post_id } });
  const entries: (MenuEntry | false)[] = [
    ...more,
    me !== null && post.state === "visible" && { key: "save", label: t("save.act"), icon: <Bookmark {...icon} />, onPick: () => setOpen("save") },
    me !== null && post.state === "visible" && { key: "quote", label: t("post.quote"), icon: <Quote {...icon} />, onPick: quote },
    { key: "share", label: t("share.act"), icon: <Share2 {...icon} />, onPick: shareThis },
    post.mine && { key: "edit", label: t("post.edit"), icon: <PenLine {...icon} />, onPick: edit },
    rank >= 1 && post.state === "visible" && { key: "manage", label: t("mark.manage"), icon: <Settings2 {...icon} />, onPick: () => setOpen("manage") },
    post.edited_at !== null && { key: "versions", label: t("post.versions"), icon: <History {...icon} />, onPick: () => setOpen("versions") },
    mayDelete && { key: "delete", label: t("post.delete"), icon: <Trash2 {...icon} />, danger: true, onPick: () => setOpen("delete") },
    me !== null && !post.mine && { key: "report", label: t("report.act"), icon: <Flag {...icon} />, danger: true, onPick: () => setOpen("report") },
  ];
  return (
    <>
      <MoreMenu startOpen className="-mr-2" label={t("post.more", { name: post.author.name })} entries={entries.filter((entry) => entry !== false)} />
      {open === "delete" && (
        <DeleteDialog
          mine={post.mine}
          title={t("post.delete_title")}
          text={t("post.delete_text")}
          busy={remove.isPending}
          error={remove.error}
          onDelete={(reason) => remove.mutate(reason)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "save" && <SaveDialog place={{ circle_id: post.circle_id, post_id: post.post_id }} onClose={() => setOpen(null)} />}
      {open === "report" && (
        <ReportDialog
          subject={{ subject_kind: "post", subject_id: post.post_id, circle_id: post.circle_id, post_id: post.post_id }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "manage" && (
        <Suspense fallback={null}>
          <ManagePost post={post} mayHost={rank >= 2} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {open === "versions" && (
        <Suspense fallback={null}>
          <Versions of={post} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
