"""What friendships hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "friendships": "SELECT to_jsonb(t) AS row FROM friendships t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "friendships.friend_id": "the same is told by another table",
}
