"""Two people no longer meet."""

from uuid import UUID

import pytest

from tests.accounts.people import person
from tonghao.accounts.block import BlocksSelf, block, unblock
from tonghao.accounts.read import blocked_pair, get_profile, hidden_from, list_blocks
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id

_EMITTED = "SELECT count(*) FROM outbox WHERE kind = 'account.blocked' AND audience = $1"


async def test_a_block_hides_each_from_the_other_until_it_ends(conn: Connection) -> None:
    man, lin, zheng = await person(conn), await person(conn), await person(conn)
    await block(conn, account_id=man, blocked_id=lin)
    assert await blocked_pair(conn, man, lin)
    assert await blocked_pair(conn, lin, man)
    assert not await blocked_pair(conn, man, zheng)
    assert await hidden_from(conn, man) == {lin}
    assert await hidden_from(conn, lin) == {man}
    assert [card.account_id for card in await list_blocks(conn, man)] == [lin]
    assert await list_blocks(conn, lin) == []

    await unblock(conn, account_id=man, blocked_id=lin)
    assert not await blocked_pair(conn, lin, man)
    assert await hidden_from(conn, lin) == set()


async def test_ending_ones_own_block_leaves_the_others_block(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    await block(conn, account_id=man, blocked_id=lin)
    await block(conn, account_id=lin, blocked_id=man)
    await unblock(conn, account_id=man, blocked_id=lin)
    assert await blocked_pair(conn, man, lin)
    assert await list_blocks(conn, man) == []


async def test_blocking_twice_blocks_once_and_only_the_blocker_hears_of_it(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    for _ in range(2):
        await block(conn, account_id=man, blocked_id=lin)
    assert await conn.fetchval(_EMITTED, f"account:{man}") == 1
    assert await conn.fetchval(_EMITTED, f"account:{lin}") == 0
    for _ in range(2):
        await unblock(conn, account_id=man, blocked_id=lin)
    assert await conn.fetchval(_EMITTED, f"account:{man}") == 2


async def test_nobody_blocks_themselves_or_somebody_who_is_not_there(conn: Connection) -> None:
    man = await person(conn)
    with pytest.raises(BlocksSelf):
        await block(conn, account_id=man, blocked_id=man)
    with pytest.raises(NotFound):
        await block(conn, account_id=man, blocked_id=new_id())


async def test_a_profile_says_whether_i_block_its_owner(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn, handle="lin_of_the_gym")
    await block(conn, account_id=man, blocked_id=lin)

    async def blocked_for(viewer: UUID | None) -> tuple[bool, bool]:
        profile = await get_profile(conn, handle="Lin_of_the_gym", viewer_id=viewer)
        return profile.blocked, profile.is_me

    assert await blocked_for(man) == (True, False)
    assert await blocked_for(lin) == (False, True)
    assert await blocked_for(None) == (False, False)
