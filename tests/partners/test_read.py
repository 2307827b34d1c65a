"""Who may see what of a partner."""

from uuid import UUID

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import bookshop
from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.paging import BadCursor
from tonghao.partners.read import get_partner, list_staff
from tonghao.partners.records import list_records


def _caller(account_id: UUID, role: str = "member") -> Caller:
    return Caller(account_id, new_id(), role, "zh-CN", "adult", "active")


async def test_an_approved_partner_is_public_but_for_the_reason(conn: Connection) -> None:
    xu, stranger, su = await person(conn), await person(conn), await person(conn)
    shop = await bookshop(conn, xu)
    await conn.execute("UPDATE partners SET reason = '补过材料' WHERE id = $1", shop)
    for viewer, reason in (
        (None, ""),
        (_caller(stranger), ""),
        (_caller(xu), "补过材料"),
        (_caller(su, "operator"), "补过材料"),
    ):
        partner = await get_partner(conn, partner_id=shop, viewer=viewer)
        assert (partner.name, partner.responsible_name, partner.reason) == ("半页书店", "许半页", reason)


async def test_an_application_is_seen_by_its_staff_and_operators_only(conn: Connection) -> None:
    xu, stranger, su = await person(conn), await person(conn), await person(conn)
    shop = await bookshop(conn, xu, applied=True)
    for viewer in (None, _caller(stranger), _caller(stranger, "moderator")):
        with pytest.raises(NotFound):
            await get_partner(conn, partner_id=shop, viewer=viewer)
    for viewer in (_caller(xu), _caller(su, "operator")):
        assert (await get_partner(conn, partner_id=shop, viewer=viewer)).state == "applied"


async def test_staff_is_listed_for_staff_and_operators(conn: Connection) -> None:
    xu, clerk, stranger, su = [await person(conn) for _ in range(4)]
    shop = await bookshop(conn, xu, staff=(clerk,))
    for caller in (_caller(xu), _caller(clerk), _caller(su, "operator")):
        staff = await list_staff(conn, partner_id=shop, caller=caller)
        assert [(one.account_id, one.role) for one in staff] == [(xu, "owner"), (clerk, "staff")]
    with pytest.raises(NotAllowed):
        await list_staff(conn, partner_id=shop, caller=_caller(stranger))
    waiting = await bookshop(conn, xu, applied=True)
    with pytest.raises(NotFound):
        await list_staff(conn, partner_id=waiting, caller=_caller(stranger))


async def test_applications_come_in_pages_in_the_order_of_applying(conn: Connection) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shops = [await bookshop(conn, xu, applied=True) for _ in range(31)]
    await bookshop(conn, xu)
    seen: list[UUID] = []
    cursor: str | None = None
    while True:
        page = await list_records(conn, which="applied", viewer=_caller(su, "operator"), cursor=cursor)
        assert len(page.entries) <= 30
        seen += [one.partner.partner_id for one in page.entries]
        assert all(one.checks[0].i_may_sign for one in page.entries if one.partner.partner_id in shops)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [one for one in seen if one in shops] == shops
    assert len(set(seen)) == len(seen)
    with pytest.raises(BadCursor):
        await list_records(conn, which="due", viewer=_caller(su, "operator"), cursor="forged")
