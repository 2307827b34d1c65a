"""What moderation holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "cases": """
        SELECT to_jsonb(t) - 'verdict' - 'text_digest' - 'claimed_by'
               - 'partner_holder_id' - 'platform_holder_id' - 'assigned_to' - 'assigned_by' AS row
          FROM cases t
         WHERE t.author_id = $1
    """,
    "reports": "SELECT to_jsonb(t) - 'link' AS row FROM reports t WHERE t.reporter_id = $1",
    "reporter_records": "SELECT to_jsonb(t) AS row FROM reporter_records t WHERE t.reporter_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "cases.claimed_by": "who works on a case is not told",
    "cases.partner_holder_id": "who works on a case is not told",
    "cases.platform_holder_id": "who works on a case is not told",
    "cases.assigned_to": "who works on a case is not told",
    "cases.assigned_by": "who works on a case is not told",
    "case_recusals.account_id": "work for the platform, about other people's content",
    "case_proposals.proposed_by": "work for the platform, about other people's content",
    "case_decisions.first_by": "work for the platform, about other people's content",
    "case_notes.author_id": "work for the platform, about other people's content",
    "case_holders.holder_id": "work for a circle or the platform, about other people's content",
    "case_misses.holder_id": "work for a circle or the platform; each missed clock was told as a notice",
    "case_decisions.decided_by": "work for the platform, about other people's content",
    "case_decisions.undone_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "cases.author_id": "the case counts in the statistics; its words are blank",
    "cases.claimed_by": "a moderator answers for what was decided",
    "cases.partner_holder_id": "who was on duty answers for it",
    "cases.platform_holder_id": "who was on duty answers for it",
    "cases.assigned_to": "a moderator answers for what was left undone",
    "cases.assigned_by": "a moderator answers for what was left undone",
    "case_recusals.account_id": "that they kept away proves a decision fair",
    "case_proposals.proposed_by": "a moderator answers for what was proposed",
    "case_decisions.first_by": "a moderator answers for what was proposed",
    "case_notes.author_id": "a moderator answers for what was noted",
    "case_holders.holder_id": "who was on duty answers for it",
    "case_misses.holder_id": "who was on duty answers for it",
    "case_decisions.decided_by": "a moderator answers for what was decided",
    "case_decisions.undone_by": "a moderator answers for what was decided",
}
# What a deleted person wrote and what still stands, by table, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "case_notes": "a moderator's note about a case, as the note of a decision",
    "case_proposals": "a moderator's note about a case, as the note of a decision",
    "case_recusals": "why a moderator kept away, as in the audit log",
}
