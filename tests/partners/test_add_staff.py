"""The owner says who works for the partner."""

from uuid import UUID

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import bookshop
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.partners.add_staff import PartnerOwnerStays, StaffFull, add_staff, remove_staff
from tonghao.partners.apply import AdultsOnly
from tonghao.partners.read import staff_role


async def _role(conn: Connection, shop: UUID, account_id: UUID) -> str | None:
    return (await staff_role(conn, partner_id=shop, account_id=account_id))[1]


async def test_the_owner_adds_and_removes_by_handle(conn: Connection) -> None:
    xu, clerk = await person(conn, handle="xu_owns_it"), await person(conn, handle="clerk_of_xu")
    shop = await bookshop(conn, xu)
    for _ in range(2):
        await add_staff(conn, partner_id=shop, owner_id=xu, handle="Clerk_of_xu")
    assert await _role(conn, shop, clerk) == "staff"
    await remove_staff(conn, partner_id=shop, by_id=xu, handle="clerk_of_xu")
    assert await _role(conn, shop, clerk) is None
    with pytest.raises(PartnerOwnerStays):
        await remove_staff(conn, partner_id=shop, by_id=xu, handle="xu_owns_it")
    await add_staff(conn, partner_id=shop, owner_id=xu, handle="xu_owns_it")
    assert await _role(conn, shop, xu) == "owner", "adding the owner again changes nothing"


async def test_staff_may_go_but_neither_add_nor_remove_others(conn: Connection) -> None:
    xu = await person(conn)
    clerk, other = await person(conn, handle="clerk_one_x"), await person(conn, handle="clerk_two_x")
    shop = await bookshop(conn, xu, staff=(clerk, other))
    for handle in ("clerk_one_x", "clerk_two_x"):
        with pytest.raises(NotAllowed):
            await add_staff(conn, partner_id=shop, owner_id=clerk, handle=handle)
    with pytest.raises(NotAllowed):
        await remove_staff(conn, partner_id=shop, by_id=clerk, handle="clerk_two_x")
    await remove_staff(conn, partner_id=shop, by_id=clerk, handle="clerk_one_x")
    assert await _role(conn, shop, clerk) is None


async def test_strangers_change_nothing_and_do_not_learn_of_applications(conn: Connection) -> None:
    xu, stranger = await person(conn), await person(conn, handle="stranger_x")
    with pytest.raises(NotAllowed):
        await add_staff(conn, partner_id=await bookshop(conn, xu), owner_id=stranger, handle="stranger_x")
    waiting = await bookshop(conn, xu, applied=True)
    for partner_id in (waiting, new_id()):
        with pytest.raises(NotFound):
            await add_staff(conn, partner_id=partner_id, owner_id=stranger, handle="stranger_x")
    with pytest.raises(NotFound):
        await add_staff(conn, partner_id=waiting, owner_id=xu, handle="nobody_here_x")


async def test_thirty_people_are_enough(conn: Connection) -> None:
    people = [await person(conn) for _ in range(30)]
    shop = await bookshop(conn, people[0], staff=tuple(people))
    await person(conn, handle="one_too_many")
    with pytest.raises(StaffFull):
        await add_staff(conn, partner_id=shop, owner_id=people[0], handle="one_too_many")


async def test_a_minor_does_not_answer_for_circles(conn: Connection) -> None:
    xu, niece = await person(conn), await person(conn, handle="niece_of_xu", age_class="minor")
    shop = await bookshop(conn, xu)
    with pytest.raises(AdultsOnly):
        await add_staff(conn, partner_id=shop, owner_id=xu, handle="niece_of_xu")
    assert await _role(conn, shop, niece) is None


async def test_who_came_and_who_went_stands_in_the_chained_log(conn: Connection) -> None:
    xu, clerk = await person(conn, handle="xu_writes_it"), await person(conn, handle="clerk_written")
    shop = await bookshop(conn, xu)
    for _ in range(2):
        await add_staff(conn, partner_id=shop, owner_id=xu, handle="clerk_written")
    await remove_staff(conn, partner_id=shop, by_id=clerk, handle="clerk_written")
    added, removed = await conn.fetch(
        "SELECT e.act, e.actor_id, p.payload FROM audit_entries e JOIN audit_payloads p USING (number)"
        " WHERE e.subject_id = $1 ORDER BY number",
        clerk,
    )
    assert (added["act"], added["actor_id"]) == ("staff.added", xu)
    assert added["payload"] == {
        "partner_id": str(shop),
        "before": {"role": None},
        "after": {"role": "staff"},
    }
    assert (removed["act"], removed["actor_id"], removed["payload"]["after"]) == (
        "staff.removed",
        clerk,
        {"role": None},
    )
