"""What is due is come by, page by page, whatever fails in front of it."""

from datetime import UTC, datetime
from uuid import UUID

from tonghao.db import Connection, Pool
from tonghao.sweep import FIRST, Due, sweep

_AT = datetime(2026, 3, 1, tzinfo=UTC)


async def test_what_fails_in_front_keeps_nothing_behind_it_waiting(pool: Pool) -> None:
    waiting = [Due(_AT, UUID(int=number)) for number in range(1, 8)]
    tried: list[int] = []

    async def list_due(conn: Connection, after: Due) -> list[Due]:
        return [one for one in waiting if one > after][:2]

    async def act(conn: Connection, one: UUID) -> None:
        tried.append(one.int)
        if one.int <= 3:
            raise ValueError("cannot be done now")
        await conn.execute("SELECT 1")

    await sweep(pool, list_due, act, what="test")
    assert tried == list(range(1, 8))


def test_the_first_place_lies_before_everything() -> None:
    assert Due(_AT, UUID(int=1)) > FIRST
