/** What a line of the log says. Pure. */
import type { CircleAct } from "@tonghao/api";
import type { Values } from "@tonghao/i18n";
import type { MemberKey } from "../text.ts";

type Say = (key: MemberKey, values?: Values) => string;

const ACTS = {
  "member.banned": "act.member.banned",
  "ban.lifted": "act.ban.lifted",
  "member.appointed": "act.member.appointed",
  "circle.edited": "act.circle.edited",
  "circle.slowed": "act.circle.slowed",
  "circle.restricted": "act.circle.restricted",
  "circle.eased": "act.circle.eased",
  "circle.rules_set": "act.circle.rules_set",
  "circle.tier_set": "act.circle.tier_set",
  "roster.set": "act.roster.set",
  "roster.excepted": "act.roster.excepted",
  "roster.exception_dropped": "act.roster.exception_dropped",
  "roster.handed_over": "act.roster.handed_over",
  "roster.taken": "act.roster.taken",
  "question.set": "act.question.set",
  "page.written": "act.page.written",
  "post.removed": "act.post.removed",
  "comment.removed": "act.comment.removed",
  "post.pinned": "act.post.pinned",
  "post.unpinned": "act.post.unpinned",
  "post.locked": "act.post.locked",
  "post.unlocked": "act.post.unlocked",
  "post.slowed": "act.post.slowed",
  "digest.arranged": "act.digest.arranged",
  "post.digested": "act.post.digested",
  "post.undigested": "act.post.undigested",
  "remark.removed": "act.remark.removed",
  "lost_pet.removed": "act.lost_pet.removed",
  "clinic_question.removed": "act.clinic_question.removed",
  "gadget.removed": "act.gadget.removed",
  "challenge_mark.removed": "act.challenge_mark.removed",
  "team_up.removed": "act.team_up.removed",
  "margin.removed": "act.margin.removed",
  "price_guess.removed": "act.price_guess.removed",
  "tips.opened": "act.tips.opened",
  "tips.stopped": "act.tips.stopped",
  "clinic.noticed": "act.clinic.noticed",
  "clinic.counsellor_named": "act.clinic.counsellor_named",
  "clinic.counsellor_dismissed": "act.clinic.counsellor_dismissed",
} satisfies Record<string, MemberKey>;

function sentence(act: string): MemberKey {
  return (ACTS as Record<string, MemberKey>)[act] ?? "act.other";
}

/** What was done, without who did it. */
export function headlineOf(act: CircleAct, t: Say): string {
  const name = act.subject_name ?? t("log.somebody");
  if (act.act === "act.undone") return t("act.act.undone", { act: t(sentence(String(act.shown["act"])), { name }) });
  return t(sentence(act.act), { name });
}

const FIELDS = ["name", "name_en", "topic", "description", "description_en", "rules", "zone", "kind", "cover_media_id"] as const;
const ROLES = ["owner", "host", "helper", "member"] as const;
const PAGES = ["must_read", "how_it_works", "penalties", "share"] as const;

const oneOf = <Name extends string>(names: readonly Name[], said: unknown): Name | undefined => names.find((name) => name === said);

const LIMITS = ["read_only", "pre_check", "photo_check", "no_photos", "invite_only", "hidden", "closed", "tips_off"] as const;

/** What belongs to it: how long, which role, which fields. */
export function detailOf(act: CircleAct, t: Say): string {
  const { shown } = act;
  const limit = act.act === "circle.restricted" || act.act === "circle.eased" ? oneOf(LIMITS, shown["kind"]) : undefined;
  if (limit !== undefined) return t(`limits.${limit}`);
  if (act.act === "member.banned") return typeof shown["hours"] === "number" ? t("log.hours", { count: shown["hours"] }) : t("log.ever");
  if (act.act === "member.appointed") {
    const [before, role] = [oneOf(ROLES, shown["before"]), oneOf(ROLES, shown["role"])];
    return before === undefined || role === undefined ? "" : t("log.role", { before: t(`role.${before}`), role: t(`role.${role}`) });
  }
  if (Array.isArray(shown["fields"])) {
    return shown["fields"].flatMap((field) => oneOf(FIELDS, field) ?? []).map((field) => t(`log.field_${field}`)).join(" · ");
  }
  if (typeof shown["shifts"] === "number") return t("log.shifts", { count: shown["shifts"] });
  if (typeof shown["questions"] === "number") return t("log.questions", { count: shown["questions"] });
  if (typeof shown["floor"] === "number") return t("log.floor", { floor: shown["floor"] });
  if (act.act === "circle.rules_set" && typeof shown["number"] === "number") return t("log.version", { number: shown["number"] });
  if (typeof shown["date"] === "string") return shown["date"];
  const page = oneOf(PAGES, shown["page"]);
  return page === undefined ? "" : t(`log.page_${page}`);
}
