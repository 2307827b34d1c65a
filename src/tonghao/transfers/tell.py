"""Tell both sides: their screens at once, and a notice where they have to know."""

from collections.abc import Iterable
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import Event
from tonghao.money_events import CodePaid, MoneyRequestChanged, MoneyTold, SplitChanged, TransferChanged

# Event and audience.
Told = tuple[Event, str]


async def show_transfer(conn: Connection, transfer_id: UUID, state: str, account_ids: Iterable[UUID]) -> None:
    """Let the screens of *account_ids* read a transfer again.

    Emits: transfer.changed.
    """
    await outbox.emit_all(conn, transfer_changes(transfer_id, state, account_ids))


def transfer_changes(transfer_id: UUID, state: str, account_ids: Iterable[UUID]) -> list[Told]:
    """The same events, for who tells something else along with them."""
    return [(TransferChanged(one, transfer_id, state), f"account:{one}") for one in account_ids]


async def show_request(conn: Connection, request_id: UUID, state: str, account_ids: Iterable[UUID]) -> None:
    """Let the screens of *account_ids* read a request again.

    Emits: money_request.changed.
    """
    await outbox.emit_all(
        conn, ((MoneyRequestChanged(one, request_id, state), f"account:{one}") for one in account_ids)
    )


async def show_split(conn: Connection, split_id: UUID, account_ids: Iterable[UUID]) -> None:
    """Let the screens of everybody in a split read it again.

    Emits: split.changed.
    """
    await outbox.emit_all(conn, ((SplitChanged(one, split_id), f"account:{one}") for one in account_ids))


async def show_code_payment(conn: Connection, payment_id: UUID, account_ids: Iterable[UUID]) -> None:
    """Let the screens of both see that a code was paid.

    Emits: code.paid.
    """
    await outbox.emit_all(conn, ((CodePaid(one, payment_id), f"account:{one}") for one in account_ids))


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
