/** A meetup after somebody signed up, came, or changed it. An event carries it as a stranger sees it. */
import type { Meetup } from "@tonghao/api";

/** `fresh` with what is mine kept. */
export function countedMeetup(old: Meetup | null | undefined, fresh: Meetup | null | undefined): Meetup | null {
  if (!fresh) return null;
  if (!old) return fresh;
  const { my_state, my_choice, my_place, my_check_in_at } = old;
  return { ...fresh, my_state, my_choice, my_place, my_check_in_at };
}
