"""Forget what a wallet knows of somebody who is gone; the books themselves stay, as the law wants them."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ledger.accounts import AccountNotEmpty, set_account_status
from tonghao.wallets.open import HOUSE_CURRENCY, wallet_of

_PAY: Final = "DELETE FROM pay_passwords WHERE account_id = $1"
_USES: Final = "DELETE FROM wallet_uses WHERE account_id = $1"
_NOTES: Final = "DELETE FROM wallet_notes WHERE account_id = $1"
_OLD_USES: Final = "DELETE FROM wallet_uses WHERE hour < now() - interval '31 days'"
_EMPTY: Final = "SELECT balance_minor = 0 FROM ledger_balances WHERE account_id = $1"


async def forget_wallet(conn: Connection, *, account_id: UUID, currency: str = HOUSE_CURRENCY) -> None:
    """Close an empty wallet, freeze one in which something is left, and forget all that stood beside it.

    What is left stays the person's: the platform pays it out to who proves to be them.

    Locks: the wallet's balance.
    """
    for statement in (_PAY, _USES, _NOTES):
        await conn.execute(statement, account_id)
    wallet_id = wallet_of(account_id, currency)
    empty = await conn.fetchval(_EMPTY, wallet_id)
    if empty is None:
        return
    try:
        await set_account_status(conn, wallet_id, "closed" if empty else "frozen")
    except (AccountNotEmpty, NotFound):
        # Something came in between the two looks.
        await set_account_status(conn, wallet_id, "frozen")


async def forget_old_uses(conn: Connection) -> None:
    """Forget what no limit looks at any more."""
    await conn.execute(_OLD_USES)
