import { listPollVoters, type Poll, type Post } from "@tonghao/api";
import { Dialog, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { byCursor, entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";

/** Who chose what, in a poll that says so. */
export function VotersDialog({ post, poll, onClose }: { post: Post; poll: Poll; onClose: () => void }) {
  const t = useT();
  const voters = useInfiniteQuery({
    queryKey: ["voters", post.circle_id, post.post_id],
    queryFn: ({ pageParam, signal }) =>
      listPollVoters({ path: { circle_id: post.circle_id, post_id: post.post_id }, query: { cursor: pageParam }, signal }),
    staleTime: 0,
    ...byCursor,
  });
  const textOf = (number: number) => poll.options.find((option) => option.number === number)?.text ?? "";
  return (
    <Dialog title={t("poll.who")} onClose={onClose}>
      {voters.isPending && <Skeleton className="h-32 w-full" />}
      <ul className="flex flex-col gap-3">
        {entriesOf(voters.data).map((voter) => (
          <li key={voter.account_id} className="flex items-center gap-3">
            <PersonAvatar person={voter.account} size={36} />
            <span className="min-w-0 flex-1">
              <PersonName person={voter.account} />
              <span className="block text-sm break-words text-muted">{voter.choices.map(textOf).join(" · ")}</span>
            </span>
          </li>
        ))}
      </ul>
      <LoadMore has={voters.hasNextPage} busy={voters.isFetchingNextPage} failed={voters.isFetchNextPageError} onMore={() => void voters.fetchNextPage()} />
    </Dialog>
  );
}
