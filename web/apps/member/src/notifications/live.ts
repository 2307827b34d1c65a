/** What happened, applied to notices and their count, which is the same on all devices. */
import type { LiveEvent, Notification } from "@tonghao/api";
import { cache } from "../cache.ts";
import { type NotificationPages, notificationsQuery, unreadQuery } from "./queries.ts";

/** The notices after `event`: a new one on top, read ones marked. */
export function applyToNotifications(pages: NotificationPages, event: LiveEvent): NotificationPages {
  if (event.kind === "notification.made") {
    // A like that joins earlier ones is the same notice again, with a larger count.
    const others = pages.pages.map((page) => ({
      ...page,
      entries: page.entries.filter((one) => one.id !== event.notification.id),
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
  return event.kind === "notification.made" || event.kind === "notifications.read" ? event.unread : undefined;
}

export function hearNotifications(event: LiveEvent): void {
  const unread = unreadAfter(event);
  if (unread === undefined) return;
  cache.setQueryData(unreadQuery.queryKey, unread);
  const shown = cache.getQueryData<NotificationPages>(notificationsQuery.queryKey);
  if (shown !== undefined) cache.setQueryData(notificationsQuery.queryKey, applyToNotifications(shown, event));
  if (event.kind === "notification.made" && event.notification.kind === "decision") {
    // A person decided about something of mine: its state and reason have changed.
    for (const key of ["post", "floors", "account-posts"]) void cache.invalidateQueries({ queryKey: [key] });
  }
}
