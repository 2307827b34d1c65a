"""Tell both sides: their screens at once, and a notice where they have to know."""

from collections.abc import Iterable
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.money_events import CodePaid, MoneyRequestChanged, MoneyTold, SplitChanged, TransferChanged


async def show_transfer(conn: Connection, transfer_id: UUID, state: str, account_ids: Iterable[UUID]) -> None:
    """Let the screens of *account_ids* read a transfer again.

    Emits: transfer.changed.
    """
    for account_id in account_ids:
        event = TransferChanged(account_id, transfer_id, state)
        await outbox.emit(conn, event, audience=f"account:{account_id}")


async def show_request(conn: Connection, request_id: UUID, state: str, account_ids: Iterable[UUID]) -> None:
    """Let the screens of *account_ids* read a request again.

    Emits: money_request.changed.
    """
    for account_id in account_ids:
        event = MoneyRequestChanged(account_id, request_id, state)
        await outbox.emit(conn, event, audience=f"account:{account_id}")


async def show_split(conn: Connection, split_id: UUID, account_ids: Iterable[UUID]) -> None:
    """Let the screens of everybody in a split read it again.

    Emits: split.changed.
    """
    for account_id in account_ids:
        await outbox.emit(conn, SplitChanged(account_id, split_id), audience=f"account:{account_id}")


async def show_code_payment(conn: Connection, payment_id: UUID, account_ids: Iterable[UUID]) -> None:
    """Let the screens of both see that a code was paid.

    Emits: code.paid.
    """
    for account_id in account_ids:
        await outbox.emit(conn, CodePaid(account_id, payment_id), audience=f"account:{account_id}")


async def notice_money(
    conn: Connection,
    *,
    account_id: UUID,
    actor_id: UUID | None,
    what: str,
    subject_kind: str,
    subject_id: UUID,
    amount_minor: int,
    currency: str,
    title: str = "",
    count: int = 0,
) -> None:
    """Have somebody told of money; the same of the same subject is told once, counted ones each time.

    Args:
        what: One word for the sentence, e.g. transfer_came.
        title: A note or the name of a split.
        count: Which reminder it is.

    Emits: money.told.
    """
    told = MoneyTold(
        account_id, actor_id, what, subject_kind, subject_id, amount_minor, currency, title=title, count=count
    )
    await outbox.emit(conn, told, audience="nobody")
