"""An address becomes an account."""

import msgspec
import pytest

from tests.accounts.people import code_for, new_email, newcomer
from tests.world import World
from tonghao.accounts.check_email import EmailRefused
from tonghao.accounts.check_handle import HandleRefused, HandleTaken
from tonghao.accounts.check_name import NameRefused
from tonghao.accounts.check_password import PasswordRefused
from tonghao.accounts.read import find_credentials, get_me
from tonghao.accounts.sign_up import EmailTaken, TermsOutdated, newcomer_of, sign_up
from tonghao.accounts.types import TERMS_VERSION
from tonghao.accounts.use_code import CodeWrong
from tonghao.db import Connection
from tonghao.errors import Refusal


async def test_a_newcomer_has_an_account_with_what_they_said(conn: Connection) -> None:
    email = new_email()
    code = await code_for(conn, email)
    wish = msgspec.structs.replace(newcomer(email, code, name="何小满"), age_class="minor", locale="en")
    me = await get_me(conn, await sign_up(conn, newcomer=wish, password_hash="hash"))
    assert (me.name, me.handle, me.email, me.age_class, me.locale) == (
        "何小满",
        wish.handle,
        email,
        "minor",
        "en",
    )
    assert (me.role, me.state, me.is_demo, me.first_run_done, me.partners) == (
        "member",
        "active",
        False,
        False,
        [],
    )
    terms = await conn.fetchrow("SELECT terms_version, terms_at FROM accounts WHERE id = $1", me.account_id)
    assert terms is not None
    assert terms["terms_version"] == TERMS_VERSION
    found = await find_credentials(conn, email.upper())
    assert found is not None
    assert found.account_id == me.account_id


async def test_an_address_without_its_code_gets_no_account(conn: Connection) -> None:
    email = new_email()
    await code_for(conn, email)
    with pytest.raises(CodeWrong):
        await sign_up(conn, newcomer=newcomer(email, "000000"), password_hash="hash")


async def test_an_address_and_a_handle_belong_to_one_account(conn: Connection) -> None:
    email, other = new_email(), new_email()
    first = newcomer(email, await code_for(conn, email), handle="laolu_9")
    await sign_up(conn, newcomer=first, password_hash="hash")
    await code_for(conn, email)
    with pytest.raises(EmailTaken):
        await sign_up(conn, newcomer=newcomer(email), password_hash="hash")
    await code_for(conn, other)
    with pytest.raises(HandleTaken):
        await sign_up(conn, newcomer=newcomer(other, handle="lao1u_9"), password_hash="hash")


@pytest.mark.parametrize(
    ("slip", "refusal"),
    [
        ({"email": "nobody"}, EmailRefused),
        ({"handle": "x"}, HandleRefused),
        ({"name": "\u200b"}, NameRefused),
        ({"password": "12345678"}, PasswordRefused),
        ({"terms_version": "1999-01-01"}, TermsOutdated),
    ],
)
def test_a_slip_is_told_before_the_code_is_tried(
    slip: dict[str, str], refusal: type[Refusal], world: World
) -> None:
    wish = newcomer(new_email())
    with pytest.raises(refusal):
        newcomer_of(msgspec.structs.replace(wish, **slip), world.parts["config"], world.screener)


def test_a_newcomer_is_written_down_in_one_form(world: World) -> None:
    wish = msgspec.structs.replace(
        newcomer(" Man@Example.org "), name="  何小\u200b满 ", handle="@XiaoMan_77"
    )
    checked = newcomer_of(wish, world.parts["config"], world.screener)
    assert (checked.email, checked.name, checked.handle) == ("man@example.org", "何小满", "xiaoman_77")
