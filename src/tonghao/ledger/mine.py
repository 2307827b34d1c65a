"""What the ledger holds of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "ledger_accounts": """
        SELECT to_jsonb(t) || jsonb_build_object('balance_minor', b.balance_minor, 'status', b.status) AS row
          FROM ledger_accounts t LEFT JOIN ledger_balances b ON b.account_id = t.id
         WHERE t.owner_id = $1 AND t.owner_kind = 'person'
    """,
    "ledger_entries": """
        SELECT to_jsonb(t) || jsonb_build_object('code', m.code, 'group_id', m.group_id) AS row
          FROM ledger_accounts a
          JOIN ledger_entries t ON t.account_id = a.id
          JOIN ledger_transfers m ON m.id = t.transfer_id
         WHERE a.owner_id = $1 AND a.owner_kind = 'person'
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "ledger_permits.signed_by": "who signs for a frozen account works for the platform",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "ledger_accounts.owner_id": "books of money are kept whole; the number names nobody any more",
    "ledger_permits.signed_by": "who let money leave a frozen account answers for it",
}
