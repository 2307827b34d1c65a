import type { Post } from "@tonghao/api";
import { Lock } from "lucide-react";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";

/** Who locked the thread, when and why, under the post. */
export function LockNote({ post }: { post: Post }) {
  const t = useT();
  const { near } = useDates();
  if (post.lock === null) return null;
  return (
    <div className="flex gap-2.5 rounded-small bg-amber-tint px-3 py-2.5 text-sm">
      <Lock size={17} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{t("lock.note", { name: post.lock.by.name, date: near(post.lock.at) })}</p>
        <p className="whitespace-pre-wrap">{post.lock.reason}</p>
      </div>
    </div>
  );
}
