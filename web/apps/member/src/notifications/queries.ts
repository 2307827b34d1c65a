import { countUnreadNotifications, listNotifications, type Notification, type NotificationPage } from "@tonghao/api";
import { infiniteQueryOptions, type InfiniteData, queryOptions, useQuery } from "@tanstack/react-query";
import { useMe } from "../accounts/session.ts";

export type NotificationPages = InfiniteData<NotificationPage, string | null>;
export type { Notification };

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ["notifications"],
  queryFn: ({ pageParam, signal }) => listNotifications({ query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last: NotificationPage) => last.next_cursor,
});

export const unreadQuery = queryOptions({
  queryKey: ["unread"],
  queryFn: async ({ signal }) => (await countUnreadNotifications({ signal })).unread,
});

/** How many notices are unread; 0 for somebody without an account. */
export function useUnread(): number {
  const me = useMe();
  return useQuery({ ...unreadQuery, enabled: me !== null && me.first_run_done }).data ?? 0;
}
