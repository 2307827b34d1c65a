import { ME, notification } from "@tonghao/testing";
import { expect, test } from "vitest";
import { applyToNotifications, unreadAfter } from "./live.ts";
import type { NotificationPages } from "./queries.ts";
import { lineOf } from "./sentences.ts";

function shown(...entries: ReturnType<typeof notification>[]): NotificationPages {
  return { pages: [{ entries, next_cursor: null, unread: entries.filter((one) => !one.read).length }], pageParams: [null] };
}

test("a new notice comes on top with the count that the server says", () => {
  const old = notification({ read: true });
  const fresh = notification();
  const event = { kind: "notification.made", account_id: ME, unread: 1, notification: fresh, replaces: null } as const;
  const after = applyToNotifications(shown(old), event);
  expect(after.pages[0]?.entries).toEqual([fresh, old]);
  expect(unreadAfter(event)).toBe(1);
});

test("a like that joins earlier ones replaces their notice", () => {
  const first = notification({ kind: "like", details: { count: 1 } });
  const more = notification({ kind: "like", details: { count: 2 } });
  const after = applyToNotifications(shown(notification(), first), { kind: "notification.made", account_id: ME, unread: 2, notification: more, replaces: first.id });
  expect(after.pages[0]?.entries.filter((one) => one.kind === "like")).toEqual([more]);
  expect(after.pages[0]?.entries).toHaveLength(2);
});

test("reading on another device reads here as well", () => {
  const one = notification();
  const two = notification();
  const some = applyToNotifications(shown(one, two), { kind: "notifications.read", account_id: ME, unread: 1, ids: [one.id] });
  expect(some.pages[0]?.entries.map((entry) => entry.read)).toEqual([true, false]);
  const all = applyToNotifications(shown(one, two), { kind: "notifications.read", account_id: ME, unread: 0, ids: null });
  expect(all.pages[0]?.entries.every((entry) => entry.read)).toBe(true);
});

test("a like says how many others there are", () => {
  expect(lineOf(notification({ kind: "like", details: { count: 1 } }), String)).toEqual({ key: "notice.like" });
  expect(lineOf(notification({ kind: "like", details: { count: 6 } }), String)).toEqual({ key: "notice.likes", values: { count: 5 } });
});

test("a ban says where and until when, its end that one may come back", () => {
  const of = (details: object) =>
    lineOf(notification({ kind: "circle", circle_name: "慢跑也算跑", details }), (at) => `<${at}>`);
  expect(of({ act: "ban", until: "2026-11-27" })).toEqual({ key: "notice.ban_until", values: { name: "慢跑也算跑", date: "<2026-11-27>" } });
  expect(of({ act: "ban" })).toEqual({ key: "notice.ban", values: { name: "慢跑也算跑" } });
  expect(of({ act: "unban" })).toEqual({ key: "notice.unban", values: { name: "慢跑也算跑" } });
});

test("a red packet for one person says that it is for them, and not how much is in it", () => {
  const details = { what: "packet_came", subject_kind: "red_packet", amount: "8.88", currency: "CNY" };
  expect(lineOf(notification({ kind: "money", details }), String).key).toBe("notice.packet_came");
});
