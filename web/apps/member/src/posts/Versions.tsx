import type { Comment, Post } from "@tonghao/api";
import { Dialog, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { versionsQuery } from "./queries.ts";

/** What a post or comment said before; an edit hides nothing. */
export default function Versions({ of, onClose }: { of: Post | Comment; onClose: () => void }) {
  const t = useT();
  const { full } = useDates();
  const versions = useQuery(versionsQuery(of));
  return (
    <Dialog title={t("post.versions")} onClose={onClose}>
      {versions.isPending && <Skeleton className="h-24 w-full" />}
      {versions.isError && <p role="alert">{sentenceOf(versions.error)}</p>}
      <ol className="flex flex-col gap-4">
        {versions.data?.map((version) => (
          <li key={version.version} className="border-t border-line pt-3 first:border-t-0 first:pt-0">
            <p className="mb-1 text-sm text-muted">{t("post.version", { number: version.version, date: full(version.at) })}</p>
            <p className="whitespace-pre-wrap">{version.text}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
