"""A code is guessed at five times at most and used once."""

import pytest

from tests.accounts.people import code_for, new_email
from tonghao.accounts.request_code import request_code
from tonghao.accounts.use_code import CodeSpent, CodeWrong, count_code_attempt, use_code
from tonghao.db import Connection


async def test_a_code_works_once_and_only_for_its_address_and_purpose(conn: Connection) -> None:
    email, other = new_email(), new_email()
    code = await code_for(conn, email)
    await code_for(conn, other, code="135791")
    right = {"target": email, "purpose": "sign_up", "code": code}
    for wrong in ({"target": other}, {"purpose": "reset"}, {"code": "000000"}, {"code": ""}):
        with pytest.raises(CodeWrong):
            await use_code(conn, **{**right, **wrong})  # type: ignore[arg-type]
    await use_code(conn, target=email, purpose="sign_up", code=" 246 810 ")
    with pytest.raises(CodeWrong):
        await use_code(conn, target=email, purpose="sign_up", code=code)


async def test_a_code_is_over_after_ten_minutes(conn: Connection) -> None:
    email = new_email()
    code = await code_for(conn, email)
    await conn.execute(
        "UPDATE one_time_codes SET expires_at = expires_at - interval '10 minutes 1 second'"
        " WHERE target = $1",
        email,
    )
    with pytest.raises(CodeWrong):
        await use_code(conn, target=email, purpose="sign_up", code=code)


async def test_a_code_that_was_not_made_yet_cannot_be_used(conn: Connection) -> None:
    email = new_email()
    await request_code(conn, target=email, purpose="sign_up", locale="zh-CN")
    with pytest.raises(CodeWrong):
        await use_code(conn, target=email, purpose="sign_up", code="")


async def test_the_sixth_guess_is_refused_whatever_it_is_until_a_new_code_is_asked_for(
    conn: Connection,
) -> None:
    email = new_email()
    await code_for(conn, email)
    for _ in range(5):
        await count_code_attempt(conn, target=email, purpose="sign_up")
    with pytest.raises(CodeSpent):
        await count_code_attempt(conn, target=email, purpose="sign_up")
    await code_for(conn, email)
    await count_code_attempt(conn, target=email, purpose="sign_up")


async def test_the_code_is_not_kept_in_the_open(conn: Connection) -> None:
    email = new_email()
    code = await code_for(conn, email)
    rows = await conn.fetch("SELECT o::text AS row FROM one_time_codes o WHERE target = $1", email)
    rows += await conn.fetch("SELECT event::text AS row FROM outbox WHERE kind = 'code.requested'")
    assert all(code not in row["row"] for row in rows)
