import { listSignUps, type Meetup, type Post, type Guest as GuestRow, takeOffMeetup, tickOff, untick } from "@tonghao/api";
import { Button, Dialog, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";

type GuestsProps = { post: Post; meetup: Meetup; organises: boolean; onClose: () => void };

/** Who is going and who waits. */
export default function Guests(props: GuestsProps) {
  const t = useT();
  return (
    <Dialog title={t("meetup.guests")} onClose={props.onClose}>
      <GuestList {...props} />
    </Dialog>
  );
}

/** The same list; organisers tick people off in it. */
export function GuestList({ post, meetup, organises }: Omit<GuestsProps, "onClose">) {
  const t = useT();
  // Read anew when somebody came or went, which the counts of the meetup say.
  const guests = useInfiniteQuery({
    queryKey: ["guests", post.circle_id, post.post_id, meetup.going_count, meetup.waiting_count, meetup.came_count],
    queryFn: ({ pageParam, signal }) =>
      listSignUps({ path: { circle_id: post.circle_id, post_id: post.post_id }, query: { cursor: pageParam }, signal }),
    placeholderData: (before) => before,
    staleTime: 0,
    ...byCursor,
  });
  const shown = entriesOf(guests.data);
  return (
    <>
      {guests.isPending && <Skeleton className="h-40 w-full" />}
      {guests.isSuccess && shown.length === 0 && <p className="text-muted">{t("meetup.nobody")}</p>}
      <ul className="flex flex-col gap-1">
        {shown.map((guest) => (
          <Guest key={guest.account_id} post={post} meetup={meetup} guest={guest} organises={organises} />
        ))}
      </ul>
      <LoadMore has={guests.hasNextPage} busy={guests.isFetchingNextPage} failed={guests.isFetchNextPageError} onMore={() => void guests.fetchNextPage()} />
    </>
  );
}

function Guest({ post, meetup, guest, organises }: { post: Post; meetup: Meetup; guest: GuestRow; organises: boolean }) {
  const t = useT();
  const { clock } = useDates();
  const path = { circle_id: post.circle_id, post_id: post.post_id, account_id: guest.account_id };
  const again = () => {
    for (const name of ["guests", "post"]) void cache.invalidateQueries({ queryKey: [name, post.circle_id, post.post_id] });
  };
  const tick = useMutation({ mutationFn: async () => (guest.checked_in_at === null ? await tickOff({ path }) : await untick({ path })), onSettled: again });
  const off = useMutation({ mutationFn: () => takeOffMeetup({ path }), onSettled: again });
  const answer = meetup.choices.find((choice) => choice.number === guest.choice)?.text;
  const said = [answer, guest.state === "waiting" ? t("meetup.waits") : undefined, guest.checked_in_at === null ? undefined : t("meetup.came_at", { time: clock(guest.checked_in_at) })];
  return (
    <li className="flex min-h-13 items-center gap-3">
      <PersonAvatar person={guest.account} size={36} />
      <span className="min-w-0 flex-1">
        <PersonName person={guest.account} />
        <span className="block text-sm text-muted">{said.filter(Boolean).join(" · ")}</span>
      </span>
      {organises && (
        <>
          {guest.state === "going" && (
            <Button
              look={guest.checked_in_at === null ? "line" : "soft"}
              size="icon"
              busy={tick.isPending}
              aria-pressed={guest.checked_in_at !== null}
              aria-label={t("meetup.tick", { name: guest.account.name })}
              onClick={() => tick.mutate()}
            >
              <Check size={18} aria-hidden="true" />
            </Button>
          )}
          <Button look="ghost" size="icon" busy={off.isPending} aria-label={t("meetup.take_off", { name: guest.account.name })} onClick={() => off.mutate()}>
            <X size={18} aria-hidden="true" />
          </Button>
        </>
      )}
    </li>
  );
}
