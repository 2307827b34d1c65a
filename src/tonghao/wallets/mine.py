"""What wallets hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "pay_passwords": """
        SELECT to_jsonb(t) - 'password_hash' AS row FROM pay_passwords t WHERE t.account_id = $1
    """,
    "wallet_uses": "SELECT to_jsonb(t) AS row FROM wallet_uses t WHERE t.account_id = $1",
    "wallet_notes": "SELECT to_jsonb(t) AS row FROM wallet_notes t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "wallet_notes.other_id": "the history of somebody else",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "wallet_notes.other_id": "the other side's history; the name is gone from it",
}
