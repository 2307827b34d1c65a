"""What the audit log holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "audit_entries": """
        SELECT to_jsonb(t) - 'digest' - 'previous' - 'hash' AS row
          FROM audit_entries t
         WHERE t.actor_id = $1
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "audit_payloads.about_id": "words of decisions on somebody and of looks with their eyes; each was told",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "audit_entries.actor_id": "the chain proves what was done; its words are erased, its digests stay",
    "audit_payloads.about_id": "the entry about an erasure itself, which holds nothing but numbers",
}
