"""An imported person comes in with a printed link."""

from uuid import UUID

import pytest

from tests.accounts.people import code_for, new_email, newcomer
from tonghao.accounts.claim import ClaimWrong, claim_account, make_claim_link, must_be_claimable
from tonghao.accounts.load import LoadedAccount, load_accounts
from tonghao.accounts.read import find_credentials, get_me
from tonghao.accounts.sign_up import EmailTaken, sign_up
from tonghao.accounts.use_code import CodeWrong
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id


async def _imported(conn: Connection, handle: str = "u00042x") -> UUID:
    account_id = new_id()
    await load_accounts(conn, [LoadedAccount(account_id, handle, "蓬头跣足", now())])
    return account_id


async def _token(conn: Connection, handle: str = "u00042x") -> str:
    link = await make_claim_link(conn, handle=handle, public_url="https://example.org/")
    assert link.startswith("https://example.org/claim/")
    return link.rpartition("/")[2]


async def test_the_link_gives_the_account_once(conn: Connection) -> None:
    person = await _imported(conn)
    token = await _token(conn)
    assert await claim_account(conn, token=token, password_hash="hash", age_class="adult") == person
    me = await get_me(conn, person)
    assert (me.state, me.email, me.name) == ("active", None, "蓬头跣足")
    found = await find_credentials(conn, "u00042x")
    assert found is not None
    assert found.password_hash == "hash"
    with pytest.raises(ClaimWrong):
        await claim_account(conn, token=token, password_hash="other", age_class="adult")
    with pytest.raises(NotFound):
        await make_claim_link(conn, handle="u00042x", public_url="https://example.org")


async def test_an_address_must_be_proved_before_it_counts(conn: Connection) -> None:
    person = await _imported(conn)
    token, email, other = await _token(conn), new_email(), new_email()
    code = await code_for(conn, email)
    for wrong in (None, "000000"):
        with pytest.raises(CodeWrong):
            await claim_account(
                conn, token=token, password_hash="h", age_class="adult", email=email, code=wrong
            )
    await code_for(conn, other)
    await sign_up(conn, newcomer=newcomer(other), password_hash="")
    await code_for(conn, other)
    savepoint = conn.transaction()
    await savepoint.start()
    with pytest.raises(EmailTaken):
        await claim_account(
            conn, token=token, password_hash="h", age_class="adult", email=other, code="246810"
        )
    await savepoint.rollback()
    await claim_account(conn, token=token, password_hash="h", age_class="minor", email=email, code=code)
    me = await get_me(conn, person)
    assert (me.email, me.age_class) == (email, "minor")


async def test_a_newer_link_ends_the_older_one_and_all_end_after_a_month(conn: Connection) -> None:
    await _imported(conn)
    old, new = await _token(conn), await _token(conn)
    with pytest.raises(ClaimWrong):
        await must_be_claimable(conn, old)
    await must_be_claimable(conn, new)
    await conn.execute("UPDATE account_claims SET expires_at = now() - interval '1 second'")
    with pytest.raises(ClaimWrong):
        await must_be_claimable(conn, new)


@pytest.mark.parametrize("token", ["", ".", "x.y", f"{new_id()}.x", f"{new_id()}", "\ud800.x"])
async def test_a_forged_link_is_refused(conn: Connection, token: str) -> None:
    with pytest.raises(ClaimWrong):
        await must_be_claimable(conn, token)
