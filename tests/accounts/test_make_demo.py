"""The demo's people are made once; only their passwords are new at each start."""

from tests.accounts.people import person
from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.read import get_credentials, get_me
from tonghao.db import Connection


async def test_a_second_start_renews_only_the_password(conn: Connection) -> None:
    man = await person(conn, handle="xm_of_the_demo", name="小满")
    await make_demo_account(
        conn,
        account_id=man,
        handle="another_handle",
        name="另一个",
        bio="",
        age_class="adult",
        role="operator",
        password_hash="second",
    )
    me = await get_me(conn, man)
    assert (me.handle, me.name, me.role) == ("xm_of_the_demo", "小满", "member")
    assert (await get_credentials(conn, man)).password_hash == "second"
