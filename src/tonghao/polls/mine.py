"""What polls hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "polls": "SELECT to_jsonb(t) AS row FROM polls t WHERE t.author_id = $1",
    "poll_votes": "SELECT to_jsonb(t) AS row FROM poll_votes t WHERE t.account_id = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "polls.author_id": "a tombstone, as its post",
}
