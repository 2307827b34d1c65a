/** What a notice says. Pure. */
import type { Notification } from "@tonghao/api";
import { grouped, inLocale, type Locale, type Values } from "@tonghao/i18n";
import { deviceOf } from "../accounts/device.ts";
import type { MemberKey } from "../text.ts";

export type Line = { key: MemberKey; values?: Values };

const DECISIONS: Record<string, MemberKey> = {
  hold: "notice.hold",
  release: "notice.release",
  remove: "notice.remove",
  label: "notice.curb_label",
  fold: "notice.curb_fold",
  blur: "notice.curb_blur",
  limit: "notice.curb_limit",
  undo: "notice.undo",
  circle_removed: "notice.circle_removed",
  seen_as: "notice.seen_as",
  strike: "notice.strike",
  mute: "notice.mute",
  suspend: "notice.suspend",
  freeze: "notice.freeze",
  close: "notice.close",
  strike_over: "notice.sanction_over",
  mute_over: "notice.sanction_over",
  suspend_over: "notice.sanction_over",
  close_over: "notice.sanction_over",
  freeze_over: "notice.freeze_over",
  appeal_upheld: "notice.appeal_upheld",
  appeal_overturned: "notice.appeal_overturned",
  appeal_settled: "notice.appeal_settled",
};
const CIRCLES: Record<string, MemberKey> = {
  join_requested: "notice.join_requested",
  join_accepted: "notice.join_accepted",
  join_declined: "notice.join_declined",
  join_expired: "notice.join_expired",
  act_undone: "notice.act_undone",
  duty_offered: "notice.duty_offered",
  duty_withdrawn: "notice.duty_withdrawn",
  duty_taken: "notice.duty_taken",
  duty_declined: "notice.duty_declined",
  platform_duty_offered: "notice.platform_duty_offered",
  platform_duty_withdrawn: "notice.duty_withdrawn",
  platform_duty_taken: "notice.duty_taken",
  platform_duty_declined: "notice.duty_declined",
};
const LIMITS: Record<string, MemberKey> = {
  read_only: "notice.limit_read_only",
  pre_check: "notice.limit_pre_check",
  photo_check: "notice.limit_photo_check",
  no_photos: "notice.limit_no_photos",
  invite_only: "notice.limit_invite_only",
  hidden: "notice.limit_hidden",
  closed: "notice.limit_closed",
  tips_off: "notice.limit_tips_off",
};
const REPORTS: Record<string, MemberKey> = { upheld: "notice.report_upheld", dismissed: "notice.report_dismissed" };

const SECURITY: Record<string, MemberKey> = {
  device: "notice.device",
  passkey_added: "notice.passkey_added",
  passkey_removed: "notice.passkey_removed",
  recovery_codes: "notice.recovery_codes",
  recovery_used: "notice.recovery_used",
  second_step_on: "notice.second_step_on",
  second_step_off: "notice.second_step_off",
  email_changed: "notice.email_changed",
  phone_changed: "notice.phone_changed",
  password_changed: "notice.password_changed",
};

const TIERS: Record<string, MemberKey> = {
  standard: "notice.tier_standard",
  trusted: "notice.tier_trusted",
  probation: "notice.tier_probation",
  frozen: "notice.tier_frozen",
  terminated: "notice.tier_terminated",
};

const MEETUPS: Record<string, MemberKey> = {
  seat: "notice.meetup_seat",
  time: "notice.meetup_time",
  place: "notice.meetup_place",
  cancelled: "notice.meetup_cancelled",
  near_24: "notice.meetup_day",
  near_1: "notice.meetup_hour",
};

const TOOLS: Record<string, MemberKey> = {
  sighted: "notice.pet_sighted",
  found: "notice.pet_found",
  found_thanks: "notice.pet_thanks",
  asked: "notice.clinic_asked",
  answered: "notice.clinic_answered",
  asked_more: "notice.clinic_more",
  diagnosed: "notice.gadget_diagnosed",
  gadget_talk: "notice.gadget_talk",
  gadget_ended: "notice.gadget_ended",
  guess_held: "notice.guess_held",
};

const MONEY: Record<string, MemberKey> = {
  transfer_came: "notice.transfer_came",
  transfer_accepted: "notice.transfer_accepted",
  transfer_declined: "notice.transfer_declined",
  transfer_back: "notice.transfer_back",
  transfer_expired: "notice.transfer_expired",
  request_came: "notice.request_came",
  request_reminded: "notice.request_reminded",
  request_paid: "notice.request_paid",
  request_declined: "notice.request_declined",
  split_came: "notice.split_came",
  split_reminded: "notice.split_reminded",
  share_paid: "notice.share_paid",
  share_declined: "notice.share_declined",
  split_done: "notice.split_done",
  code_charged: "notice.code_charged",
  code_paid: "notice.code_paid",
  packet_came: "notice.packet_came",
  refund: "notice.refund",
  refund_back: "notice.refund_back",
};

/** What becomes of a person in a circle. */
function banOf({ circle_name, details }: Notification, full: (at: string) => string): Line {
  const name = circle_name ?? "";
  if (details.act === "unban") return { key: "notice.unban", values: { name } };
  if (!details.until) return { key: "notice.ban", values: { name } };
  return { key: "notice.ban_until", values: { name, date: full(details.until) } };
}

/** The sentence of `notice`, after the name of who caused it; `full` writes a moment out. */
export function lineOf(notice: Notification, full: (at: string) => string): Line {
  const { details } = notice;
  switch (notice.kind) {
    case "reply":
      return notice.floor === null ? { key: "notice.reply" } : { key: "notice.reply_floor", values: { floor: notice.floor } };
    case "mention":
      return { key: "notice.mention" };
    case "like":
      return (details.count ?? 1) > 1 ? { key: "notice.likes", values: { count: (details.count ?? 1) - 1 } } : { key: "notice.like" };
    case "thanks":
      return (details.count ?? 1) > 1 ? { key: "notice.thanks_more", values: { count: (details.count ?? 1) - 1 } } : { key: "notice.thanks" };
    case "answer":
      return { key: "notice.answer" };
    case "floors":
      return (details.count ?? 1) > 1 ? { key: "notice.floors_more", values: { count: details.count ?? 1 } } : { key: "notice.floors" };
    case "meetup":
      return { key: MEETUPS[details.act ?? ""] ?? "notice.meetup_changed", values: { title: details.title ?? "" } };
    case "tool":
      return { key: TOOLS[details.what ?? ""] ?? "notice.tool", values: { title: details.title ?? "" } };
    case "money": {
      const { amount, currency, title, what } = details;
      const size = grouped(amount ?? "");
      const said = currency === "CNY" ? `¥${size}` : `${size} ${currency ?? ""}`;
      return { key: MONEY[what ?? ""] ?? "notice.money", values: { amount: said, title: title ?? "" } };
    }
    case "panel":
      return { key: "notice.panel", values: { by: full(details.until ?? "") } };
    case "decision":
      if (details.panel !== undefined && details.panel !== null && details.act !== "undo")
        return { key: details.act === "remove" ? "notice.panel_removed" : "notice.panel_released" };
      return { key: DECISIONS[details.act ?? ""] ?? "notice.decision", values: { name: notice.circle_name ?? "" } };
    case "report":
      return { key: REPORTS[details.report_state ?? ""] ?? "notice.report", values: { number: details.number ?? "" } };
    case "circle":
      if (details.act === "ban" || details.act === "unban") return banOf(notice, full);
      if (details.act === "restricted") return { key: LIMITS[details.what ?? ""] ?? "notice.limit", values: { name: notice.circle_name ?? "" } };
      if (details.act === "breaker_tripped") return { key: "notice.breaker", values: { name: notice.circle_name ?? "" } };
      if (details.act === "tier") return { key: TIERS[details.what ?? ""] ?? "notice.circle", values: { name: notice.circle_name ?? "" } };
      if (details.act === "eased") return { key: "notice.eased", values: { name: notice.circle_name ?? "" } };
      return { key: CIRCLES[details.act ?? ""] ?? "notice.circle" };
    case "call":
      return { key: details.act === "partner" ? "notice.called" : "notice.called_platform", values: { name: notice.circle_name ?? "" } };
    case "takeout":
      return { key: details.what === "ready" ? "notice.takeout_ready" : "notice.takeout_failed" };
    case "security":
      return { key: SECURITY[details.what ?? ""] ?? "notice.security" };
    case "partner":
      if (details.act === "due" || details.act === "lapsed")
        return { key: details.act === "due" ? "notice.partner_due" : "notice.partner_lapsed", values: { name: details.partner_name ?? "", date: full(details.until ?? "") } };
      if (details.act === "renewed") return { key: details.approved === true ? "notice.renewed_yes" : "notice.renewed_no", values: { name: details.partner_name ?? "" } };
      if (details.act === "invited") return { key: "notice.invited", values: { name: details.partner_name ?? "" } };
      return { key: details.approved === true ? "notice.partner_yes" : "notice.partner_no", values: { name: details.partner_name ?? "" } };
  }
}

/** The words below: the message of a decision, else what it is about. */
export function bodyOf(notice: Notification, locale: Locale): string {
  const { message, reason, device } = notice.details;
  if (device) return deviceOf(device).name;
  if (message) return [inLocale(locale, message.zh, message.en), notice.details.act?.startsWith("appeal_") ? reason : null].filter(Boolean).join(" ");
  return reason || notice.excerpt;
}
