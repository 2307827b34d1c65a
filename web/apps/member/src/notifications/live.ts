/** What happened, applied to notices and their count, which is the same on all devices. */
import type { LiveEvent, Notification } from "@tonghao/api";
import { cache, show } from "../cache.ts";
import { type NotificationPages, notificationsQuery, unreadQuery } from "./queries.ts";

/** The notices after `event`: a new one on top, read ones marked. */
export function applyToNotifications(pages: NotificationPages, event: LiveEvent): NotificationPages {
  if (event.kind === "notification.made") {
    // A like that joins earlier ones is one notice with a larger count, which comes to the top again.
    const others = pages.pages.map((page) => ({
      ...page,
      entries: page.entries.filter((one) => one.id !== event.notification.id && one.id !== event.replaces),
    }));
    const [first, ...rest] = others;
    if (first === undefined) return pages;
    return { ...pages, pages: [{ ...first, entries: [event.notification, ...first.entries], unread: event.unread }, ...rest] };
  }
  if (event.kind === "notifications.read") {
    const read = event.ids === null ? null : new Set(event.ids);
    const mark = (one: Notification) => (!one.read && (read === null || read.has(one.id)) ? { ...one, read: true } : one);
    return { ...pages, pages: pages.pages.map((page) => ({ ...page, entries: page.entries.map(mark), unread: event.unread })) };
  }
  return pages;
}

/** The count after `event`; undefined when it says nothing about it. */
export function unreadAfter(event: LiveEvent): number | undefined {
  return event.kind === "notification.made" || event.kind === "notifications.read" || event.kind === "notifications.delivered" ? event.unread : undefined;
}

/** Whether a notice quotes what `event` changed; a quote must not outlive the words. */
function quotes(notice: Notification, event: LiveEvent): boolean {
  switch (event.kind) {
    case "post.published":
    case "post.edited":
    case "post.hidden":
      return notice.post_id === event.post_id;
    case "comment.published":
    case "comment.edited":
    case "comment.hidden":
      return notice.comment_id === event.comment_id;
    default:
      return false;
  }
}

export function hearNotifications(event: LiveEvent): void {
  const known = cache.getQueryData<NotificationPages>(notificationsQuery.queryKey);
  if (known?.pages.some((page) => page.entries.some((one) => quotes(one, event)))) {
    void cache.invalidateQueries({ queryKey: notificationsQuery.queryKey });
  }
  const unread = unreadAfter(event);
  if (unread === undefined) return;
  cache.setQueryData(unreadQuery.queryKey, unread);
  // What waited for the end of quiet hours stands among what is shown already: it is read anew.
  if (event.kind === "notifications.delivered") void cache.invalidateQueries({ queryKey: notificationsQuery.queryKey });
  if (known !== undefined) show(notificationsQuery.queryKey, applyToNotifications(known, event));
  if (event.kind === "notification.made" && event.notification.kind === "decision") {
    // A person decided about something of mine: its state and reason have changed.
    for (const key of ["post", "floors", "account-posts"]) void cache.invalidateQueries({ queryKey: [key] });
  }
}
