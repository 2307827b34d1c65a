"""A mistake is taken back once, by a group that names it."""

import asyncpg
import pytest

from tests.ledger.books import move, purses, several
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger.post import post_group
from tonghao.ledger.read import find_reversal, get_balance, list_group
from tonghao.ledger.reverse import AlreadyReversed, ReversalTooLarge, reverse_group
from tonghao.ledger.types import Group, Leg


async def test_everything_goes_back_once_and_names_what_it_takes_back(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 100, 0, 0)
    group = several((anna, ben, 50), (ben, carl, 20))
    await post_group(conn, group)
    taken = {"group_id": group.id, "cause_kind": "case", "cause_id": new_id()}
    back = new_id()
    for repeated in (False, True):
        posted = await reverse_group(conn, id=back, **taken)  # type: ignore[arg-type]
        assert (posted.refusal, posted.repeated) == (None, repeated)
    assert [await get_balance(conn, one) for one in (anna, ben, carl)] == [100, 0, 0]
    assert await find_reversal(conn, group.id) == back
    first, second = await list_group(conn, group.id)
    assert [one.reverses_id for one in await list_group(conn, back)] == [second.id, first.id]
    for again in (group.id, back):
        with pytest.raises(AlreadyReversed):
            await reverse_group(conn, **(taken | {"group_id": again}), id=new_id())  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        await reverse_group(conn, **(taken | {"group_id": new_id()}), id=new_id())  # type: ignore[arg-type]


async def test_what_is_spent_cannot_be_taken_back_but_a_part_can(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 100, 0, 0)
    group = move(anna, ben, 50)
    await post_group(conn, group)
    await post_group(conn, move(ben, carl, 30))
    taken = {"group_id": group.id, "cause_kind": "case", "cause_id": new_id()}
    assert (await reverse_group(conn, id=new_id(), **taken)).refusal == "insufficient_balance"  # type: ignore[arg-type]
    for amount in (51, 0):
        with pytest.raises(ReversalTooLarge):
            await reverse_group(conn, id=new_id(), amount_minor=amount, **taken)  # type: ignore[arg-type]
    assert (await reverse_group(conn, id=new_id(), amount_minor=20, **taken)).refusal is None  # type: ignore[arg-type]
    assert await get_balance(conn, anna) == 70


async def test_the_books_themselves_refuse_a_reversal_of_something_else(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 100, 100, 100)
    group = move(anna, ben, 50)
    await post_group(conn, group)
    for leg in (Leg(ben, anna, 51, "x"), Leg(ben, carl, 50, "x"), Leg(anna, ben, 50, "x")):
        with pytest.raises(asyncpg.CheckViolationError):
            async with conn.transaction():
                await post_group(conn, Group(new_id(), "PTS", (leg,), "test", anna, group.id))
