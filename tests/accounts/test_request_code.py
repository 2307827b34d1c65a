"""Asking for a code says nothing about whom we know."""

import pytest

from tests.accounts.people import code_for, new_email, newcomer
from tonghao.accounts.request_code import request_code
from tonghao.accounts.sign_up import sign_up
from tonghao.accounts.use_code import CodeWrong, use_code
from tonghao.db import Connection


async def test_a_new_code_ends_the_older_one(conn: Connection) -> None:
    email = new_email()
    code = await code_for(conn, email)
    await request_code(conn, target=email, purpose="sign_up", locale="en")
    with pytest.raises(CodeWrong):
        await use_code(conn, target=email, purpose="sign_up", code=code)


async def test_a_known_address_leaves_the_same_trace_as_an_unknown_one(conn: Connection) -> None:
    known, unknown = new_email(), new_email()
    await code_for(conn, known)
    await sign_up(conn, newcomer=newcomer(known), password_hash="")
    for email in (known, unknown):
        sent = await request_code(conn, target=email, purpose="sign_up", locale="zh-CN")
        row = await conn.fetchrow(
            "SELECT code_hash, attempts, expires_at FROM one_time_codes WHERE target = $1", email
        )
        assert row is not None
        assert tuple(row) == (None, 0, sent.expires_at)
