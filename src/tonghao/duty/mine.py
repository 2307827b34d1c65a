"""What duty holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "platform_shifts": "SELECT to_jsonb(t) AS row FROM platform_shifts t WHERE t.account_id = $1",
    "platform_hand_overs": """
        SELECT to_jsonb(t) AS row FROM platform_hand_overs t WHERE t.from_id = $1 OR t.to_id = $1
    """,
    "platform_exceptions": """
        SELECT to_jsonb(t) AS row FROM platform_exceptions t
         WHERE t.absent_id = $1 OR t.cover_id = $1 OR t.made_by = $1
    """,
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "platform_exceptions.made_by": "a roster stays as it was changed",
}
