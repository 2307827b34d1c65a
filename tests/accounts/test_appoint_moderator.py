"""Who runs the place appoints who decides beside them, since nobody decides on an appeal against themself."""

import pytest

from tests.world import World
from tonghao.accounts.appoint_moderator import MinorAppointed, RoleFromMachine, appoint_moderator
from tonghao.accounts.read import get_me
from tonghao.accounts.sanction import OwnAccount
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id


async def test_an_operator_appoints_and_takes_it_back(here: World, conn: Connection) -> None:
    operator, tang = await here.account(role="operator"), await here.account("唐姐")
    for moderates, role in ((True, "moderator"), (True, "moderator"), (False, "member")):
        await appoint_moderator(conn, account_id=tang, moderates=moderates, by=operator)
        assert (await get_me(conn, tang)).role == role
    entries = await conn.fetch("SELECT act, actor_id FROM audit_entries WHERE subject_id = $1", tang)
    assert [tuple(entry) for entry in entries] == [("role.given", operator)] * 2


async def test_neither_oneself_nor_an_operator_nor_a_minor_nor_nobody(here: World, conn: Connection) -> None:
    operator, other = [await here.account(role="operator") for _ in range(2)]
    child = await here.account(age_class="minor")
    for who, refusal in (
        (operator, OwnAccount),
        (other, RoleFromMachine),
        (child, MinorAppointed),
        (new_id(), NotFound),
    ):
        with pytest.raises(refusal):
            await appoint_moderator(conn, account_id=who, moderates=True, by=operator)
