"""What the bank holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    # Its hashes would tell how to get round them.
    "bank_entries": """
        SELECT jsonb_build_object('category', t.category, 'media_id', t.media_id, 'at', t.at,
                                  'retired_at', t.retired_at) AS row
          FROM bank_entries t WHERE t.media_owner = $1 AND t.kind = 'removed'
    """,
}
NOT_MINE: Final[dict[str, str]] = {
    "bank_entries.entered_by": "work for the platform, about other people's content",
    "bank_entries.retired_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "bank_entries.entered_by": "who kept a photo away answers for it",
    "bank_entries.retired_by": "who let it in again answers for it",
}
# What a deleted person wrote and what still stands, by table, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "bank_entries": "the reason of an act of moderation, as in the audit log",
}
