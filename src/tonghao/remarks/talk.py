"""Talk: say something under a thing in a tool, and read on; the same way in every tool."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tonghao import idempotency
from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.idempotency import Key
from tonghao.paging import Page
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import Remark


async def talk_under(
    conn: Connection,
    *,
    circle_id: UUID,
    subject_id: UUID,
    account_id: UUID,
    key: Key,
    say: Callable[[Access], Awaitable[object]],
) -> Page[Remark]:
    """Let *say* write what the person says, once for one *key*, and return the first page of the talk.

    Raises:
        IdempotencyMismatch: see `idempotency.answer`.
    """

    async def verb() -> Page[Remark]:
        access = await access_of(conn, circle_id, account_id)
        await say(access)
        return await list_remarks(conn, access=access, subject_id=subject_id)

    return await idempotency.answer(conn, account_id, key, Page[Remark], verb)
