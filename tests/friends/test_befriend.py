"""A friendship is two rows."""

from datetime import UTC, datetime

import pytest

from tests.accounts.people import person
from tonghao.accounts.block import block
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.friends.befriend import BefriendsSelf, FriendUnreachable, befriend
from tonghao.friends.drop_person import drop_person
from tonghao.ids import new_id

_ROWS = "SELECT count(*) FROM friendships WHERE account_id = $1 OR friend_id = $1"


async def test_a_friendship_stands_with_both_and_keeps_its_first_date(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    first = datetime(2016, 1, 1, tzinfo=UTC)
    await befriend(conn, a=man, b=lin, since=first)
    await befriend(conn, a=lin, b=man)
    rows = await conn.fetch(
        "SELECT account_id, friend_id, since FROM friendships WHERE account_id = ANY($1)", [man, lin]
    )
    assert {tuple(row) for row in rows} == {(man, lin, first), (lin, man, first)}


async def test_nobody_befriends_themselves_or_somebody_gone_or_a_blocker(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    with pytest.raises(BefriendsSelf):
        await befriend(conn, a=man, b=man)
    with pytest.raises(NotFound):
        await befriend(conn, a=man, b=new_id())
    await block(conn, account_id=lin, blocked_id=man)
    with pytest.raises(FriendUnreachable):
        await befriend(conn, a=man, b=lin)
    assert await conn.fetchval(_ROWS, man) == 0


async def test_somebody_who_is_gone_is_nobodys_friend(conn: Connection) -> None:
    man, lin, zheng = [await person(conn) for _ in range(3)]
    await befriend(conn, a=man, b=lin)
    await befriend(conn, a=zheng, b=man)
    await befriend(conn, a=zheng, b=lin)
    for _ in range(2):
        await drop_person(conn, account_id=man)
    assert await conn.fetchval(_ROWS, man) == 0
    assert await conn.fetchval(_ROWS, lin) == 2
