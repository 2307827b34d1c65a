"""The platform names who works on it, and writes it down."""

import pytest

from tests.accounts.people import person
from tonghao.accounts.give_role import give_role
from tonghao.accounts.read import get_me
from tonghao.db import Connection
from tonghao.errors import NotFound

_ENTRY = "SELECT act, actor_id FROM audit_entries WHERE subject_id = $1 ORDER BY number DESC LIMIT 1"


async def test_a_role_is_given_and_stands_in_the_log(conn: Connection) -> None:
    man = await person(conn, handle="xm_operates")
    assert await give_role(conn, handle="@XM_operates", role="operator") == man
    assert (await get_me(conn, man)).role == "operator"
    entry = await conn.fetchrow(_ENTRY, man)
    assert entry is not None
    assert tuple(entry) == ("role.given", None)
    with pytest.raises(NotFound):
        await give_role(conn, handle="nobody_operates", role="operator")
