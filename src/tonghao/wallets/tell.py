"""Tell the screens of a wallet's owner that something moved."""

from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import Event
from tonghao.money_events import WalletMoved


def wallet_moved(account_id: UUID, cause_kind: str, cause_id: UUID) -> tuple[Event, str]:
    """The same event with its audience, for who hands it to the ledger along with the money."""
    return WalletMoved(account_id, cause_kind, cause_id), f"account:{account_id}"


async def tell_wallet(conn: Connection, *, account_id: UUID, cause_kind: str, cause_id: UUID) -> None:
    """Let whoever looks at this wallet read it again; called by who moved something, in the same transaction.

    Emits: wallet.moved.
    """
    event, audience = wallet_moved(account_id, cause_kind, cause_id)
    await outbox.emit(conn, event, audience=audience)
