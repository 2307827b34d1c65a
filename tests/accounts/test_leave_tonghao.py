"""Leaving takes days, and can be taken back."""

from datetime import timedelta

import pytest

from tests.accounts.people import person
from tonghao.accounts.leave_tonghao import AlreadyLeaving, NotLeaving, leave_tonghao, return_to_tonghao
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import find_caller
from tonghao.clock import now
from tonghao.db import Connection

HOME = "127.0.0.1"


async def test_leaving_names_the_day_and_keeps_only_this_session(conn: Connection) -> None:
    man = await person(conn)
    here = await open_session(conn, account_id=man, user_agent="", address=HOME, days=1)
    other = await open_session(conn, account_id=man, user_agent="", address=HOME, days=1)
    me = await leave_tonghao(conn, account_id=man, session_id=here.session_id, grace_days=30)
    assert me.state == "leaving"
    assert me.leaves_at is not None
    assert timedelta(days=29, hours=23) < me.leaves_at - now() < timedelta(days=30, hours=1)
    assert await find_caller(conn, token=other.token, address=HOME) is None
    caller = await find_caller(conn, token=here.token, address=HOME)
    assert caller is not None
    assert caller.state == "leaving"
    with pytest.raises(AlreadyLeaving):
        await leave_tonghao(conn, account_id=man, session_id=here.session_id, grace_days=30)


async def test_returning_takes_it_back(conn: Connection) -> None:
    man = await person(conn)
    here = await open_session(conn, account_id=man, user_agent="", address=HOME, days=1)
    with pytest.raises(NotLeaving):
        await return_to_tonghao(conn, account_id=man)
    await leave_tonghao(conn, account_id=man, session_id=here.session_id, grace_days=30)
    me = await return_to_tonghao(conn, account_id=man)
    assert (me.state, me.leaves_at) == ("active", None)
