"""What transfers do without a request."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.events import AccountDeleted
from tonghao.sweep import sweep
from tonghao.transfers.ask import (
    RequestEnded,
    decline_request,
    expire_request,
    list_due_requests,
    withdraw_request,
)
from tonghao.transfers.end import (
    deliver_transfer,
    expire_transfer,
    give_up_transfer,
    list_arriving,
    list_due,
)
from tonghao.transfers.pay_code import forget_pay_codes
from tonghao.transfers.share import ShareSettled, close_split, decline_share

_WAITING: Final = "SELECT id FROM transfers WHERE to_id = $1 AND ended_at IS NULL"
_ASKED: Final = "SELECT id FROM money_requests WHERE from_id = $1 AND state = 'open'"
_WANTED: Final = "SELECT id FROM money_requests WHERE to_id = $1 AND state = 'open'"
_MADE: Final = "SELECT id FROM splits WHERE made_by = $1 AND closed_at IS NULL"
_OWED: Final = "SELECT split_id FROM split_shares WHERE account_id = $1 AND state = 'open'"
_WISHES: Final = "DELETE FROM transfer_wishes WHERE account_id = $1"
_CODES: Final = "DELETE FROM pay_codes WHERE account_id = $1"
_COLLECT: Final = "DELETE FROM collect_codes WHERE account_id = $1"
_NOTES: Final = "UPDATE transfers SET note = '' WHERE from_id = $1 AND note <> ''"
_REQUEST_NOTES: Final = "UPDATE money_requests SET note = '' WHERE from_id = $1 AND note <> ''"
_TITLES: Final = "UPDATE splits SET title = '已注销' WHERE made_by = $1"
# The payer writes the note of a collect code, the payee that of a pay code.
_PAYMENT_NOTES: Final = """
    UPDATE code_payments SET note = ''
     WHERE note <> '' AND ((way = 'collect_code' AND from_id = $1) OR (way = 'pay_code' AND to_id = $1))
"""


async def move_on(pool: Pool) -> None:
    """Show what was delayed, and send back what nobody accepted in time; each in a transaction of its own.

    What two workers meet at once the second one finds done: the row is locked and looked at again.
    """
    at = now()

    async def deliver(conn: Connection, transfer_id: UUID) -> None:
        await deliver_transfer(conn, transfer_id=transfer_id, at=at)

    async def expire(conn: Connection, transfer_id: UUID) -> None:
        await expire_transfer(conn, transfer_id=transfer_id, at=at)

    async def end(conn: Connection, request_id: UUID) -> None:
        await expire_request(conn, request_id=request_id, at=at)

    await sweep(pool, partial(list_arriving, at=at), deliver, what="delayed transfer")
    await sweep(pool, partial(list_due, at=at), expire, what="transfer")
    await sweep(pool, partial(list_due_requests, at=at), end, what="request")


async def forget_codes(pool: Pool) -> None:
    """Drop pay codes of yesterday."""
    async with writing(pool) as conn:
        await forget_pay_codes(conn, now() - timedelta(days=1))


async def forget_party(event: AccountDeleted, *, pool: Pool) -> None:
    """What waits for a deleted person goes back, what they asked for or owe ends, their words go.

    What moved stays in the books and with the other side, which no longer says their name.
    """
    gone, at = event.account_id, now()
    async with reading(pool) as conn:
        waiting = await _ids(conn, _WAITING, gone)
        asked, wanted = await _ids(conn, _ASKED, gone), await _ids(conn, _WANTED, gone)
        made, owed = await _ids(conn, _MADE, gone), await _ids(conn, _OWED, gone)
    for transfer_id in waiting:
        async with writing(pool) as conn:
            await give_up_transfer(conn, transfer_id=transfer_id, at=at)
    for request_id in asked:
        async with writing(pool) as conn:
            with suppress(RequestEnded):
                await withdraw_request(conn, request_id=request_id, account_id=gone, at=at)
    for request_id in wanted:
        async with writing(pool) as conn:
            with suppress(RequestEnded):
                await decline_request(conn, request_id=request_id, account_id=gone, at=at)
    for split_id in made:
        async with writing(pool) as conn:
            await close_split(conn, split_id=split_id, account_id=gone, at=at)
    for split_id in owed:
        async with writing(pool) as conn:
            with suppress(NotFound, ShareSettled):  # its maker closed it meanwhile
                await decline_share(conn, split_id=split_id, account_id=gone, at=at)
    async with writing(pool) as conn:
        for statement in (_WISHES, _CODES, _COLLECT, _NOTES, _REQUEST_NOTES, _TITLES, _PAYMENT_NOTES):
            await conn.execute(statement, gone)


async def _ids(conn: Connection, statement: str, account_id: UUID) -> list[UUID]:
    return [row[0] for row in await conn.fetch(statement, account_id)]


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_party]}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [move_on],
    "41 * * * *": [forget_codes],
}
