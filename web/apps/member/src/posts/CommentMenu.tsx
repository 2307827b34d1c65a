import { type Circle, type Comment, deleteComment, editComment, type Post } from "@tonghao/api";
import { Button, Dialog, type MenuEntry, MoreMenu, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Bookmark, Flag, History, Link2, PenLine, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { rankOf } from "../circles/ranks.ts";
import { ReportDialog } from "../moderation/ReportDialog.tsx";
import { SaveDialog } from "../saves/SaveDialog.tsx";
import { share } from "../shell/share.ts";
import { useT, withWords } from "../text.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { hearPosts } from "./live.ts";

const Versions = lazy(withWords(["posts"], () => import("./Versions.tsx")));

function pathOf(comment: Comment) {
  return { circle_id: comment.circle_id, post_id: comment.post_id, comment_id: comment.comment_id };
}

function readAgain(comment: Comment): void {
  for (const key of ["floors", "replies", "post"]) void cache.invalidateQueries({ queryKey: [key, comment.circle_id, comment.post_id] });
}

export function CommentMenu({ comment }: { comment: Comment }) {
  const t = useT();
  const me = useMe();
  const [open, setOpen] = useState<"edit" | "delete" | "report" | "save" | "versions" | null>(null);
  const remove = useMutation({
    mutationFn: (reason: string | null) => deleteComment({ path: pathOf(comment), query: { reason } }),
    onSuccess: () => {
      setOpen(null);
      toast(t("comment.deleted"));
      readAgain(comment);
    },
    meta: { quiet: !comment.mine },
  });
  if (me === null || comment.state === "deleted" || comment.state === "blocked") return null;
  if (!comment.mine && comment.state !== "visible") return null;
  const slug = cache.getQueryData<Post>(["post", comment.circle_id, comment.post_id])?.circle_slug;
  const role = cache.getQueryData<Circle>(["circle", slug])?.my_role ?? null;
  const icon = { size: 18, "aria-hidden": true } as const;
  const link = () => share(t("floor.number", { floor: comment.floor }), `/c/${slug}/p/${comment.post_id}?floor=${comment.floor}`);
  const entries: (MenuEntry | false)[] = [
    comment.state === "visible" && { key: "save", label: t("save.act"), icon: <Bookmark {...icon} />, onPick: () => setOpen("save") },
    slug !== undefined && { key: "link", label: t("floor.link"), icon: <Link2 {...icon} />, onPick: link },
    comment.mine && comment.state !== "removed" && { key: "edit", label: t("post.edit"), icon: <PenLine {...icon} />, onPick: () => setOpen("edit") },
    (comment.mine || rankOf(role) >= 1) && {
      key: "delete",
      label: t("post.delete"),
      icon: <Trash2 {...icon} />,
      danger: true,
      onPick: () => setOpen("delete"),
    },
    comment.edited_at !== null &&
      comment.state !== "removed" && { key: "versions", label: t("post.versions"), icon: <History {...icon} />, onPick: () => setOpen("versions") },
    !comment.mine && { key: "report", label: t("report.act"), icon: <Flag {...icon} />, danger: true, onPick: () => setOpen("report") },
  ];
  return (
    <>
      <MoreMenu
        className="-mr-2"
        label={t("comment.more", { name: comment.author.name, floor: comment.floor })}
        entries={entries.filter((entry) => entry !== false)}
      />
      {open === "delete" && (
        <DeleteDialog
          mine={comment.mine}
          title={t("comment.delete_title")}
          text={t("comment.delete_text")}
          busy={remove.isPending}
          error={remove.error}
          onDelete={(reason) => remove.mutate(reason)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "edit" && <EditDialog comment={comment} onClose={() => setOpen(null)} />}
      {open === "versions" && (
        <Suspense fallback={null}>
          <Versions of={comment} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {open === "save" && <SaveDialog place={pathOf(comment)} onClose={() => setOpen(null)} />}
      {open === "report" && (
        <ReportDialog
          subject={{ subject_kind: "comment", subject_id: comment.comment_id, circle_id: comment.circle_id, post_id: comment.post_id }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function EditDialog({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState(comment.text);
  const save = useMutation({
    mutationFn: () => editComment({ path: pathOf(comment), body: { text, version: comment.version } }),
    onSuccess: (now) => {
      hearPosts({
        kind: "comment.edited",
        circle_id: now.circle_id,
        post_id: now.post_id,
        comment_id: now.comment_id,
        author_id: now.author.account_id,
        comment: now,
      });
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("comment.edit")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={save.isPending} disabled={text.trim() === ""} onClick={() => save.mutate()}>
            {t("settings.save")}
          </Button>
        </>
      }
    >
      <TextArea
        label={t("comment.text")}
        rows={6}
        maxLength={5000}
        value={text}
        error={save.isError ? sentenceOf(save.error) : null}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  );
}
