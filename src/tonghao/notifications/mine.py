"""What notifications hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "notifications": "SELECT to_jsonb(t) AS row FROM notifications t WHERE t.account_id = $1",
    "notification_settings": """
        SELECT to_jsonb(t) - 'unsubscribe_key' AS row
          FROM notification_settings t
         WHERE t.account_id = $1
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "notifications.actor_id": "told to somebody else, in that person's list",
}
# Where words of a deleted person still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "notifications": "the title of a meetup, told to those who had signed up for it",
}
