"""A new password ends every session."""

import pytest

from tests.accounts.people import code_for, new_email, newcomer, person
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import find_caller, get_credentials, list_sessions
from tonghao.accounts.reset_password import reset_password, set_password
from tonghao.accounts.sign_up import sign_up
from tonghao.accounts.types import Contact
from tonghao.accounts.use_code import CodeWrong
from tonghao.db import Connection


async def test_a_reset_sets_the_password_and_signs_out_everywhere(conn: Connection) -> None:
    email = new_email()
    await code_for(conn, email)
    man = await sign_up(conn, newcomer=newcomer(email), password_hash="old")
    opened = await open_session(conn, account_id=man, user_agent="", address="", days=1)
    code = await code_for(conn, email, "reset")
    with pytest.raises(CodeWrong):
        await reset_password(conn, contact=Contact("email", email), code="000000", password_hash="new")
    assert (await get_credentials(conn, man)).password_hash == "old"
    await reset_password(conn, contact=Contact("email", email), code=code, password_hash="new")
    assert (await get_credentials(conn, man)).password_hash == "new"
    assert await find_caller(conn, token=opened.token, address="") is None
    with pytest.raises(CodeWrong):
        await reset_password(conn, contact=Contact("email", email), code=code, password_hash="third")


async def test_a_sign_up_code_resets_nothing(conn: Connection) -> None:
    email = new_email()
    await code_for(conn, email)
    await sign_up(conn, newcomer=newcomer(email), password_hash="old")
    code = await code_for(conn, email, "sign_up")
    with pytest.raises(CodeWrong):
        await reset_password(conn, contact=Contact("email", email), code=code, password_hash="new")


async def test_a_change_keeps_only_the_session_that_made_it(conn: Connection) -> None:
    man = await person(conn)
    here, _ = [await open_session(conn, account_id=man, user_agent="", address="", days=1) for _ in range(2)]
    await set_password(conn, account_id=man, password_hash="new", keep_id=here.session_id)
    assert [one.id for one in await list_sessions(conn, account_id=man, current_id=here.session_id)] == [
        here.session_id
    ]
