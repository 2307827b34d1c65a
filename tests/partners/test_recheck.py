"""Once a year: reminded, renewed, or lapsed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.accounts.people import person
from tests.partners.bookshop import bookshop, licence
from tests.world import World
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.partners.decide import approve_partner, refuse_partner
from tonghao.partners.demands import CONVENTION_VERSION
from tonghao.partners.hand_in import LicenceNeeded
from tonghao.partners.read import get_partner
from tonghao.partners.recheck import REMIND_BEFORE, lapse_partners, remind_partners
from tonghao.partners.renew import RenewalWaits, renew_partner
from tonghao.partners.types import Renewal

RENEWAL = Renewal("许半页", CONVENTION_VERSION)


# Long ago, so that the partners of other tests are not due yet.
LONG_AGO = datetime(2016, 11, 29, tzinfo=UTC)


async def _shop(conn: Connection, owner_id: UUID, *, staff: tuple[UUID, ...] = ()) -> UUID:
    """A bookshop whose year ended LONG_AGO."""
    shop = await bookshop(conn, owner_id, staff=staff)
    await conn.execute("UPDATE partners SET due_at = $2 WHERE id = $1", shop, LONG_AGO)
    return shop


async def _told(conn: Connection, kind: str, shop: UUID) -> int:
    return await conn.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = $1 AND event->>'partner_id' = $2", kind, str(shop)
    )


async def test_a_year_begins_with_the_approval_and_a_month_before_its_end_one_is_reminded_once(
    conn: Connection,
) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await bookshop(conn, xu, applied=True)
    at = LONG_AGO - timedelta(days=365)
    approved = await approve_partner(conn, partner_id=shop, signer_id=su, at=at)
    assert approved.due_at == LONG_AGO
    early = approved.due_at - REMIND_BEFORE
    for moment, told in ((early - timedelta(minutes=1), 0), (early, 1), (early + timedelta(days=1), 1)):
        await remind_partners(conn, at=moment)
        assert await _told(conn, "partner.due", shop) == told


async def test_who_does_not_renew_lapses_and_comes_back_with_a_new_year(
    conn: Connection, world: World
) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await _shop(conn, xu)
    over = LONG_AGO + timedelta(minutes=1)
    assert await lapse_partners(conn, at=over) >= 1
    assert await _told(conn, "partner.lapsed", shop) == 1
    assert (await get_partner(conn, partner_id=shop, viewer=None)).lapsed_at == over
    await renew_partner(conn, screener=world.screener, partner_id=shop, account_id=xu, renewal=RENEWAL)
    with pytest.raises(RenewalWaits):
        await renew_partner(conn, screener=world.screener, partner_id=shop, account_id=xu, renewal=RENEWAL)
    later = over + timedelta(days=3)
    back = await approve_partner(conn, partner_id=shop, signer_id=su, at=later)
    assert (back.lapsed_at, back.due_at) == (None, later + timedelta(days=365))
    assert await _told(conn, "partner.decided", shop) == 1


async def test_what_waits_for_the_platform_is_no_fault_of_the_partner(conn: Connection, world: World) -> None:
    xu = await person(conn)
    shop = await _shop(conn, xu)
    await renew_partner(conn, screener=world.screener, partner_id=shop, account_id=xu, renewal=RENEWAL)
    await conn.execute("UPDATE partner_checks SET handed_in_at = $2 WHERE partner_id = $1", shop, LONG_AGO)
    for days, lapsed in ((1, 0), (13, 0), (15, 1)):
        await lapse_partners(conn, at=LONG_AGO + timedelta(days=days))
        assert await _told(conn, "partner.lapsed", shop) == lapsed


async def test_a_refused_renewal_leaves_the_old_year_as_it_is(conn: Connection, world: World) -> None:
    xu, su = await person(conn), await person(conn, role="operator")
    shop = await _shop(conn, xu)
    await renew_partner(conn, screener=world.screener, partner_id=shop, account_id=xu, renewal=RENEWAL)
    partner = await refuse_partner(conn, partner_id=shop, operator_id=su, reason="负责人写全名")
    assert (partner.state, partner.due_at) == ("approved", LONG_AGO)


async def test_a_licence_is_handed_in_anew_each_year(conn: Connection, world: World) -> None:
    fang = await person(conn)
    shop = await bookshop(conn, fang)
    await conn.execute("UPDATE partners SET category = 'finance' WHERE id = $1", shop)
    with pytest.raises(LicenceNeeded):
        await renew_partner(conn, screener=world.screener, partner_id=shop, account_id=fang, renewal=RENEWAL)
    whole = Renewal("方会计", CONVENTION_VERSION, await licence(conn, fang))
    check = await renew_partner(
        conn, screener=world.screener, partner_id=shop, account_id=fang, renewal=whole
    )
    assert (check.kind, check.signatures) == ("renewal", 2)


async def test_owner_and_managers_renew(conn: Connection, world: World) -> None:
    xu, clerk, stranger = [await person(conn) for _ in range(3)]
    shop = await bookshop(conn, xu, staff=(clerk,))
    for nobody in (clerk, stranger):
        with pytest.raises(NotAllowed):
            await renew_partner(
                conn, screener=world.screener, partner_id=shop, account_id=nobody, renewal=RENEWAL
            )
    with pytest.raises(NotFound):
        await renew_partner(
            conn, screener=world.screener, partner_id=new_id(), account_id=xu, renewal=RENEWAL
        )
