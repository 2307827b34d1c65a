"""The public page of a partner."""

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import applied, bookshop, licence
from tests.world import World
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.partners.decide import approve_partner
from tonghao.tiers.partner_page import get_partner_page


async def test_everybody_sees_who_answers_and_the_circles_that_can_be_joined(
    conn: Connection, world: World
) -> None:
    made = await world.circle()
    page = await get_partner_page(conn, partner_id=made.partner_id, account_id=None)
    assert (page.partner.responsible_name, page.licence, page.score) == ("林岳", None, 5)
    assert [one.circle.circle_id for one in page.circles] == [made.circle_id]
    hidden = await world.circle(kind="invite")
    assert (await get_partner_page(conn, partner_id=hidden.partner_id, account_id=None)).circles == []


async def test_the_licence_that_was_approved_is_shown_without_its_photo(
    conn: Connection, world: World
) -> None:
    fang, su, other = [await person(conn, role=role) for role in ("member", "operator", "operator")]
    paper = await licence(conn, fang)
    clinic = await applied(conn, world.screener, fang, category="finance", licence=paper)
    await approve_partner(conn, partner_id=clinic, signer_id=su)
    with pytest.raises(NotFound):
        await get_partner_page(conn, partner_id=clinic, account_id=fang)
    await approve_partner(conn, partner_id=clinic, signer_id=other)
    page = await get_partner_page(conn, partner_id=clinic, account_id=None)
    assert page.licence is not None
    assert (page.licence.number, page.licence.issuer) == (paper.number, paper.issuer)


async def test_who_is_not_approved_has_no_page(conn: Connection) -> None:
    xu = await person(conn)
    with pytest.raises(NotFound):
        await get_partner_page(conn, partner_id=await bookshop(conn, xu, applied=True), account_id=xu)
