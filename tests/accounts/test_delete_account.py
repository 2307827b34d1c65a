"""When the grace is over, the person is gone and their place stays."""

from uuid import UUID

from tests.accounts.people import code_for, new_email, newcomer, person
from tonghao import idempotency
from tonghao.accounts.block import block
from tonghao.accounts.check_handle import check_handle
from tonghao.accounts.delete_account import delete_account, list_due
from tonghao.accounts.leave_tonghao import leave_tonghao, return_to_tonghao
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import find_credentials, get_profile, list_cards, resolve_handles
from tonghao.accounts.sign_up import sign_up
from tonghao.db import Connection
from tonghao.ids import new_id

# Every table of accounts in which somebody can stand, and the shared one that keeps answers.
_LEFT = """
    SELECT (SELECT count(*) FROM sessions WHERE account_id = $1)
         + (SELECT count(*) FROM handle_claims WHERE account_id = $1)
         + (SELECT count(*) FROM email_claims WHERE account_id = $1)
         + (SELECT count(*) FROM account_claims WHERE account_id = $1)
         + (SELECT count(*) FROM blocks WHERE account_id = $1 OR blocked_id = $1)
         + (SELECT count(*) FROM blocked_by WHERE account_id = $1 OR blocker_id = $1)
         + (SELECT count(*) FROM idempotency_keys WHERE account_id = $1)
"""


async def _leaver(conn: Connection, email: str, handle: str, grace_days: int = 0) -> UUID:
    await code_for(conn, email)
    man = await sign_up(conn, newcomer=newcomer(email, handle=handle, name="何小满"), password_hash="hash")
    opened = await open_session(conn, account_id=man, user_agent="", address="", days=1)
    await leave_tonghao(conn, account_id=man, session_id=opened.session_id, grace_days=grace_days)
    return man


async def test_a_deleted_account_leaves_a_place_without_a_person(conn: Connection) -> None:
    email = new_email()
    man = await _leaver(conn, email, "xm_leaves")
    for other in (await person(conn), await person(conn)):
        await block(conn, account_id=man, blocked_id=other)
        await block(conn, account_id=other, blocked_id=man)

    async def said() -> str:
        return "what she wrote"

    await idempotency.answer(conn, man, idempotency.Key("key-of-her", b"x"), str, said)
    await code_for(conn, email, "reset")
    assert man in await list_due(conn)
    assert await delete_account(conn, account_id=man)

    assert await conn.fetchval(_LEFT, man) == 0
    card = (await list_cards(conn, [man]))[man]
    assert (card.name, card.is_gone, card.avatar) == ("已注销", True, None)
    assert (await get_profile(conn, handle=card.handle, viewer_id=None)).bio == ""
    assert await resolve_handles(conn, [card.handle, "xm_leaves"]) == {}
    row = await conn.fetchrow("SELECT email, password_hash, state FROM accounts WHERE id = $1", man)
    assert row is not None
    assert tuple(row) == (None, None, "deleted")
    assert await find_credentials(conn, email) is None
    assert await conn.fetchval("SELECT count(*) FROM one_time_codes WHERE target = $1", email) == 0
    assert "何小满" not in str(await conn.fetch("SELECT * FROM profiles WHERE account_id = $1", man))
    told = await conn.fetchval("SELECT count(*) FROM outbox WHERE kind = 'account.deleted'")
    assert told == 1
    assert not await delete_account(conn, account_id=man), "a second run finds nothing to do"


async def test_address_and_handle_are_free_afterwards(conn: Connection) -> None:
    email = new_email()
    man = await _leaver(conn, email, "xm_leaves")
    await delete_account(conn, account_id=man)
    assert (await check_handle(conn, handle="xm_leaves", account_id=None)).free
    await code_for(conn, email)
    assert await sign_up(conn, newcomer=newcomer(email, handle="xm_leaves"), password_hash="") != man


async def test_nobody_is_deleted_before_the_grace_is_over_or_after_a_return(conn: Connection) -> None:
    man = await _leaver(conn, new_email(), "xm_thinks", grace_days=30)
    back = await _leaver(conn, new_email(), "lin_returns")
    await return_to_tonghao(conn, account_id=back)
    for account_id in (man, back, new_id()):
        assert account_id not in await list_due(conn)
        assert not await delete_account(conn, account_id=account_id)
    assert not (await list_cards(conn, [man]))[man].is_gone
