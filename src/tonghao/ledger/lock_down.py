"""Lock down: whoever owns the tables may add to the books and change nothing; a backup carries no grants."""

from typing import Final

from tonghao.db import Connection

_REVOKE: Final = """
    REVOKE UPDATE, DELETE, TRUNCATE
        ON ledger_accounts, ledger_transfers, ledger_entries, ledger_refusals, ledger_seals FROM CURRENT_USER
"""
_REVOKE_ENDS: Final = "REVOKE DELETE, TRUNCATE ON ledger_balances FROM CURRENT_USER"


async def lock_down(conn: Connection) -> None:
    """Take the right to change the books from the role itself, as the migration did."""
    await conn.execute(_REVOKE)
    await conn.execute(_REVOKE_ENDS)
