"""An archive's people come in at once, and only once."""

import time
from datetime import UTC, datetime

from tests.accounts.people import person
from tonghao.accounts.load import LoadedAccount, load_accounts
from tonghao.accounts.read import get_me, list_cards
from tonghao.db import Connection
from tonghao.ids import derived_id

AT = datetime(2016, 4, 18, 7, 57, tzinfo=UTC)


def _rows(count: int, archive: str = "a") -> list[LoadedAccount]:
    return [
        LoadedAccount(derived_id(archive, str(number)), f"{archive}{number:05d}x", "蓬头跣足", AT)
        for number in range(count)
    ]


async def test_loading_twice_loads_once(conn: Connection) -> None:
    rows = _rows(20)
    assert await load_accounts(conn, rows + rows[:5]) == 20
    assert await load_accounts(conn, rows) == 0
    assert await load_accounts(conn, []) == 0
    me = await get_me(conn, rows[0].account_id)
    assert (me.handle, me.state, me.email, me.created_at) == ("a00000x", "unclaimed", None, AT)


async def test_a_handle_that_cannot_be_had_is_replaced(conn: Connection) -> None:
    await person(conn, handle="xm_lane_a0")
    rows = [
        LoadedAccount(derived_id("b", "taken"), "xm_lane_ao", "一", AT),
        LoadedAccount(derived_id("b", "also"), "XM_lane_a0", "二", AT),
        LoadedAccount(derived_id("b", "bad"), "a b c", "三", AT),
        LoadedAccount(derived_id("b", "root"), "admin", "\u200b", AT),
        LoadedAccount(derived_id("b", "twin1"), "twin_of_lane", "五" * 50, AT, "简介" * 200),
        LoadedAccount(derived_id("b", "twin2"), "Twin_of_lane", "六", AT),
    ]
    assert await load_accounts(conn, rows) == 6
    cards = await list_cards(conn, [row.account_id for row in rows])
    handles = [cards[row.account_id].handle for row in rows]
    assert handles[4] == "twin_of_lane"
    assert len(set(handles)) == 6
    assert sum(handle.startswith("u_") for handle in handles) >= 4
    assert cards[rows[3].account_id].name == "无名"
    assert len(cards[rows[4].account_id].name) == 40


async def test_loading_is_quick(conn: Connection) -> None:
    rows = _rows(20_000, "quick")
    await load_accounts(conn, _rows(1, "warm"))
    began = time.perf_counter()
    await load_accounts(conn, rows)
    assert time.perf_counter() - began < 20, "the goal is one second; this only notices a quadratic slip"
