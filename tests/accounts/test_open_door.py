"""The doors of the demo open on this machine only."""

import pytest

from tests.accounts.people import person
from tonghao.accounts.check_handle import checked_handle
from tonghao.accounts.open_door import DOORS, open_door
from tonghao.db import Connection
from tonghao.errors import NotFound


async def test_a_door_opens_on_its_person(conn: Connection) -> None:
    people = {door: await person(conn, handle=handle) for door, handle in DOORS.items()}
    for door, account_id in people.items():
        assert await open_door(conn, door=door, at_home=True, demo=True) == account_id


@pytest.mark.parametrize(("at_home", "demo"), [(False, True), (True, False), (False, False)])
async def test_elsewhere_or_without_the_demo_there_is_no_door(
    conn: Connection, at_home: bool, demo: bool
) -> None:
    await person(conn, handle=DOORS["member"])
    with pytest.raises(NotFound):
        await open_door(conn, door="member", at_home=at_home, demo=demo)


async def test_a_door_never_opens_on_a_real_account(conn: Connection) -> None:
    man = await person(conn, handle=DOORS["member"])
    await conn.execute("UPDATE accounts SET is_demo = false WHERE id = $1", man)
    with pytest.raises(NotFound):
        await open_door(conn, door="member", at_home=True, demo=True)


def test_the_people_behind_the_doors_may_have_their_handles() -> None:
    assert [checked_handle(handle) for handle in DOORS.values()] == list(DOORS.values())
