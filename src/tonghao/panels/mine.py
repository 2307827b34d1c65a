"""What panels hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "panel_consents": "SELECT to_jsonb(t) AS row FROM panel_consents t WHERE t.account_id = $1",
    "panel_seats": "SELECT to_jsonb(t) AS row FROM panel_seats t WHERE t.account_id = $1",
}
NOT_MINE: Final[dict[str, str]] = {
    "panels.asked_by": "work for the platform, about other people's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "panels.asked_by": "a moderator answers for what was put to a panel",
}
