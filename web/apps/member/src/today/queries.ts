import { getToday, type Today } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";
import { cache } from "../cache.ts";

const SECONDS_BETWEEN = 20;

export const todayQuery = (circleId: string) =>
  queryOptions({
    queryKey: ["today", circleId],
    queryFn: ({ signal }) => getToday({ path: { circle_id: circleId }, signal }),
    refetchInterval: SECONDS_BETWEEN * 1000,
  });

/** What an answer says is how it stands now. */
export function keepToday(today: Today): void {
  cache.setQueryData<Today>(["today", today.circle_id], today);
}
