"""What meetups hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "meetups": "SELECT to_jsonb(t) - 'check_in_key' AS row FROM meetups t WHERE t.author_id = $1",
    "sign_ups": "SELECT to_jsonb(t) - 'checked_in_by' AS row FROM sign_ups t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "sign_ups.checked_in_by": "who stood at the door",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "meetups.author_id": "a tombstone, as its post",
}
