"""What calls hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "calls": "SELECT to_jsonb(t) AS row FROM calls t WHERE t.answered_by = $1",
    "call_tries": "SELECT to_jsonb(t) AS row FROM call_tries t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "call_addresses.set_by": "who set an address works for the partner or the platform",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "calls.answered_by": "who said that they were on it answers for it",
    "call_tries.account_id": "that somebody on duty was called proves that they were",
    "call_addresses.set_by": "an address of a partner or the platform goes on",
}
