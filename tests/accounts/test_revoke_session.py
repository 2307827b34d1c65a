"""Signing out ends a session at once, and one's own only."""

import pytest

from tests.accounts.people import person
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import find_caller
from tonghao.accounts.revoke_session import revoke_other_sessions, revoke_session
from tonghao.db import Connection
from tonghao.errors import NotFound

HOME = "127.0.0.1"
_REVOKED = "SELECT count(*) FROM outbox WHERE kind = 'session.revoked' AND audience = $1"


async def test_a_revoked_token_is_nobody(conn: Connection) -> None:
    man = await person(conn)
    opened = await open_session(conn, account_id=man, user_agent="", address=HOME, days=1)
    await revoke_session(conn, account_id=man, session_id=opened.session_id)
    assert await find_caller(conn, token=opened.token, address=HOME) is None
    assert await conn.fetchval(_REVOKED, f"account:{man}") == 1
    with pytest.raises(NotFound):
        await revoke_session(conn, account_id=man, session_id=opened.session_id)


async def test_nobody_revokes_the_session_of_another(conn: Connection) -> None:
    man, lin = await person(conn), await person(conn)
    opened = await open_session(conn, account_id=man, user_agent="", address=HOME, days=1)
    with pytest.raises(NotFound):
        await revoke_session(conn, account_id=lin, session_id=opened.session_id)
    assert await find_caller(conn, token=opened.token, address=HOME) is not None


async def test_signing_out_elsewhere_keeps_the_session_here(conn: Connection) -> None:
    man = await person(conn)
    kept, *others = [
        await open_session(conn, account_id=man, user_agent="", address=HOME, days=1) for _ in range(3)
    ]
    await revoke_other_sessions(conn, account_id=man, keep_id=kept.session_id)
    assert await find_caller(conn, token=kept.token, address=HOME) is not None
    for other in others:
        assert await find_caller(conn, token=other.token, address=HOME) is None
    assert await conn.fetchval(_REVOKED, f"account:{man}") == 2
