/** The log's acts and fields in words; what has no word is shown as it stands. Pure. */
import type { ConsoleKey, Say } from "../text.ts";

const NOUNS = new Set(["post", "comment", "photo", "account", "circle", "decision", "role", "audit", "member", "ban", "partner", "bank", "hunt", "sample", "panel", "case", "sanction", "appeal", "clock", "call", "batch", "viewpoint", "feature", "ledger"]);
const VERBS = new Set(["held", "released", "curbed", "curb_loaded", "removed", "undone", "deleted", "given", "erased", "appointed", "banned", "lifted", "approved", "refused", "signed", "lapsed", "retired", "started", "paused", "resumed", "applied", "cancelled", "answered", "opened", "raised", "loaded", "set", "proposed", "confirmed", "withdrawn", "missed", "braked", "filed", "upheld", "overturned", "settled", "restricted", "eased", "tier_set", "made", "taken", "rang_out", "address_set", "address_dropped", "assigned", "recused", "release_proposed", "asked", "closed", "closing_proposed", "closing_confirmed", "closing_withdrawn", "looked", "refunded"]);
const FIELDS = new Set(["note", "reason", "before", "category", "severity", "case_id", "decision_id", "verdict", "of_photo", "role", "undone", "restored", "violating", "assigned_to", "first", "exception", "panel", "what", "act", "curb"]);

export function nameOfAct(act: string, t: Say): string {
  const [noun = "", verb = ""] = act.split(".");
  if (!NOUNS.has(noun) || !VERBS.has(verb)) return act;
  return `${t(`audit.noun_${noun}` as ConsoleKey)} · ${t(`audit.verb_${verb}` as ConsoleKey)}`;
}

export function nameOfKind(kind: string, t: Say): string {
  return NOUNS.has(kind) ? t(`audit.noun_${kind}` as ConsoleKey) : kind;
}

export function nameOfField(field: string, t: Say): string {
  return FIELDS.has(field) ? t(`audit.key_${field}` as ConsoleKey) : field;
}
