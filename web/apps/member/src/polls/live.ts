/** A poll after it was counted. An event carries it as somebody sees it who has not voted. */
import type { Poll } from "@tonghao/api";

/** `fresh` with what is mine kept; hidden counts that I had seen stay until they are fetched again. */
export function countedPoll(old: Poll | null | undefined, fresh: Poll | null | undefined): Poll | null {
  if (!fresh) return null;
  if (!old) return fresh;
  const counts = new Map(old.options.map((option) => [option.number, option.vote_count]));
  const numbers = new Set(fresh.options.map((option) => option.number));
  return {
    ...fresh,
    my_choices: old.my_choices.filter((number) => numbers.has(number)),
    options: fresh.options.map((option) =>
      option.vote_count === null ? { ...option, vote_count: counts.get(option.number) ?? null } : option,
    ),
  };
}

/** Whether the event could not say what I may see. */
export function hidesCounts(poll: Poll): boolean {
  return poll.options.some((option) => option.vote_count === null);
}
