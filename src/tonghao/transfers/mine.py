"""What transfers hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "transfers": """
        SELECT to_jsonb(t) - 'tries' - 'retry_at' AS row
          FROM transfers t
         WHERE t.from_id = $1 OR (t.to_id = $1 AND t.deliver_at <= now() AND t.state <> 'cancelled')
    """,
    "transfer_wishes": "SELECT to_jsonb(t) AS row FROM transfer_wishes t WHERE t.account_id = $1",
    "money_requests": """
        SELECT to_jsonb(t) AS row FROM money_requests t WHERE t.from_id = $1 OR t.to_id = $1
    """,
    "splits": "SELECT to_jsonb(t) AS row FROM splits t WHERE t.made_by = $1",
    "split_shares": "SELECT to_jsonb(t) AS row FROM split_shares t WHERE t.account_id = $1",
    "pay_codes": "SELECT to_jsonb(t) - 'token_hash' AS row FROM pay_codes t WHERE t.account_id = $1",
    "collect_codes": "SELECT to_jsonb(t) AS row FROM collect_codes t WHERE t.account_id = $1",
    "code_payments": """
        SELECT to_jsonb(t) AS row FROM code_payments t WHERE t.from_id = $1 OR t.to_id = $1
    """,
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "transfers.from_id": "money that moved stays with the other side; the note is gone",
    "transfers.to_id": "money that moved stays with the other side",
    "money_requests.from_id": "what the other one paid stays with them; the note is gone",
    "money_requests.to_id": "what was paid stays with who got it",
    "splits.made_by": "what the others paid stays with them; the title is gone",
    "split_shares.account_id": "a split adds up for the others",
    "code_payments.from_id": "money that moved stays with the other side",
    "code_payments.to_id": "money that moved stays with the other side",
}
