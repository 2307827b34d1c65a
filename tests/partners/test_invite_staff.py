"""Who works for a partner: asked by handle, in by their own yes, out by either side."""

from uuid import UUID

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import bookshop
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.partners.apply import AdultsOnly
from tonghao.partners.drop_person import drop_person
from tonghao.partners.invite_staff import (
    InvitationOver,
    PartnerOwnerStays,
    StaffFull,
    WorksHere,
    accept_invitation,
    decline_invitation,
    invite_staff,
    list_invitations,
    list_my_invitations,
    remove_staff,
    revoke_invitation,
    set_staff_role,
)
from tonghao.partners.read import staff_role


async def _role(conn: Connection, shop: UUID, account_id: UUID) -> str | None:
    return (await staff_role(conn, partner_id=shop, account_id=account_id))[1]


async def _accept(conn: Connection, shop: UUID, account_id: UUID) -> None:
    await accept_invitation(conn, partner_id=shop, account_id=account_id, age_class="adult")


async def test_somebody_works_here_only_after_saying_yes(conn: Connection) -> None:
    xu, clerk = await person(conn, handle="xu_owns_it"), await person(conn, handle="clerk_of_xu")
    shop = await bookshop(conn, xu)
    for _ in range(2):
        await invite_staff(conn, partner_id=shop, by_id=xu, handle="Clerk_of_xu", role="staff")
    assert await _role(conn, shop, clerk) is None
    [mine] = await list_my_invitations(conn, clerk)
    assert (mine.partner_id, mine.role) == (shop, "staff")
    assert len(await list_invitations(conn, partner_id=shop, account_id=xu)) == 1
    await _accept(conn, shop, clerk)
    assert await _role(conn, shop, clerk) == "staff"
    with pytest.raises(InvitationOver):
        await _accept(conn, shop, clerk)
    with pytest.raises(WorksHere):
        await invite_staff(conn, partner_id=shop, by_id=xu, handle="clerk_of_xu", role="manager")
    await remove_staff(conn, partner_id=shop, by_id=xu, handle="clerk_of_xu")
    assert await _role(conn, shop, clerk) is None
    acts = await conn.fetch("SELECT act FROM audit_entries WHERE subject_id = $1 ORDER BY number", shop)
    assert [row[0] for row in acts][-3:] == ["staff.invited", "staff.joined", "staff.removed"]


async def test_one_may_say_no_and_the_partner_may_change_its_mind(conn: Connection) -> None:
    xu, clerk = await person(conn), await person(conn, handle="clerk_no_x")
    shop = await bookshop(conn, xu)
    await invite_staff(conn, partner_id=shop, by_id=xu, handle="clerk_no_x", role="staff")
    await decline_invitation(conn, partner_id=shop, account_id=clerk)
    with pytest.raises(InvitationOver):
        await decline_invitation(conn, partner_id=shop, account_id=clerk)
    await invite_staff(conn, partner_id=shop, by_id=xu, handle="clerk_no_x", role="staff")
    await revoke_invitation(conn, partner_id=shop, by_id=xu, handle="clerk_no_x")
    with pytest.raises(InvitationOver):
        await _accept(conn, shop, clerk)
    await invite_staff(conn, partner_id=shop, by_id=xu, handle="clerk_no_x", role="staff")
    await conn.execute("UPDATE partner_invitations SET at = at - interval '31 days'")
    with pytest.raises(InvitationOver):
        await _accept(conn, shop, clerk)


async def test_a_manager_invites_staff_alone_and_the_owner_makes_managers(conn: Connection) -> None:
    xu = await person(conn, handle="xu_boss_x")
    manager, clerk = await person(conn, handle="manager_x"), await person(conn, handle="clerk_x_x")
    shop = await bookshop(conn, xu, staff=(manager,))
    with pytest.raises(NotAllowed):
        await invite_staff(conn, partner_id=shop, by_id=manager, handle="clerk_x_x", role="staff")
    await set_staff_role(conn, partner_id=shop, by_id=xu, handle="manager_x", role="manager")
    await invite_staff(conn, partner_id=shop, by_id=manager, handle="clerk_x_x", role="staff")
    with pytest.raises(NotAllowed):
        await invite_staff(conn, partner_id=shop, by_id=manager, handle="clerk_x_x", role="manager")
    with pytest.raises(NotAllowed):
        await set_staff_role(conn, partner_id=shop, by_id=manager, handle="manager_x", role="staff")
    with pytest.raises(PartnerOwnerStays):
        await set_staff_role(conn, partner_id=shop, by_id=xu, handle="xu_boss_x", role="staff")
    await _accept(conn, shop, clerk)
    await remove_staff(conn, partner_id=shop, by_id=manager, handle="clerk_x_x")
    with pytest.raises(PartnerOwnerStays):
        await remove_staff(conn, partner_id=shop, by_id=xu, handle="xu_boss_x")


async def test_staff_may_go_but_not_send_others_away(conn: Connection) -> None:
    xu = await person(conn)
    clerk, other = await person(conn, handle="clerk_one_x"), await person(conn, handle="clerk_two_x")
    shop = await bookshop(conn, xu, staff=(clerk, other))
    with pytest.raises(NotAllowed):
        await remove_staff(conn, partner_id=shop, by_id=clerk, handle="clerk_two_x")
    await remove_staff(conn, partner_id=shop, by_id=clerk, handle="clerk_one_x")
    assert await _role(conn, shop, clerk) is None


async def test_strangers_change_nothing_and_do_not_learn_of_applications(conn: Connection) -> None:
    xu, stranger = await person(conn), await person(conn, handle="stranger_x")
    with pytest.raises(NotAllowed):
        await invite_staff(
            conn, partner_id=await bookshop(conn, xu), by_id=stranger, handle="stranger_x", role="staff"
        )
    waiting = await bookshop(conn, xu, applied=True)
    for partner_id in (waiting, new_id()):
        with pytest.raises(NotFound):
            await invite_staff(conn, partner_id=partner_id, by_id=stranger, handle="stranger_x", role="staff")
    with pytest.raises(NotFound):
        await invite_staff(conn, partner_id=waiting, by_id=xu, handle="nobody_here_x", role="staff")


async def test_thirty_people_are_enough_and_minors_do_not_answer_for_circles(conn: Connection) -> None:
    xu, child = await person(conn), await person(conn, handle="child_x_x")
    shop = await bookshop(conn, xu)
    await conn.execute("UPDATE accounts SET age_class = 'minor' WHERE id = $1", child)
    with pytest.raises(AdultsOnly):
        await invite_staff(conn, partner_id=shop, by_id=xu, handle="child_x_x", role="staff")
    await person(conn, handle="one_too_many_x")
    await conn.execute(
        "INSERT INTO partner_staff (partner_id, account_id, role)"
        " SELECT $1, gen_random_uuid(), 'staff' FROM generate_series(1, 29)",
        shop,
    )
    with pytest.raises(StaffFull):
        await invite_staff(conn, partner_id=shop, by_id=xu, handle="one_too_many_x", role="staff")


async def test_who_is_gone_is_invited_nowhere(conn: Connection) -> None:
    xu, clerk = await person(conn), await person(conn, handle="gone_clerk_x")
    shop = await bookshop(conn, xu)
    await invite_staff(conn, partner_id=shop, by_id=xu, handle="gone_clerk_x", role="staff")
    await drop_person(conn, account_id=clerk)
    assert await list_invitations(conn, partner_id=shop, account_id=xu) == []
