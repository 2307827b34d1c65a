"""An organisation asks to run circles."""

import msgspec
import pytest

from tests.accounts.people import person
from tests.partners.bookshop import USCC, an_application, licence
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.partners.apply import AdultsOnly, ApplicationIncomplete, apply_as_partner
from tonghao.partners.check_register import RegisterNumberWrong
from tonghao.partners.hand_in import ConventionNeeded, LicenceNeeded, LicenceOver
from tonghao.partners.read import list_my_partners, staff_role
from tonghao.partners.records import list_own_checks

BOOKSHOP = an_application()


async def test_whoever_applies_owns_the_partner_and_waits(conn: Connection, world: World) -> None:
    xu = await person(conn)
    partner = await apply_as_partner(
        conn, screener=world.screener, account_id=xu, age_class="adult", application=BOOKSHOP
    )
    assert (partner.name, partner.about, partner.state) == ("半页书店", "旧书\n新书", "applied")
    assert (partner.reason, partner.decided_at) == ("", None)
    assert await staff_role(conn, partner_id=partner.partner_id, account_id=xu) == ("applied", "owner")
    assert await list_my_partners(conn, xu) == [partner]
    assert await conn.fetchval("SELECT count(*) FROM outbox WHERE kind = 'partner.applied'") == 1


@pytest.mark.parametrize(
    ("slip", "refusal"),
    [
        ({"name": "半"}, ApplicationIncomplete),
        ({"name": "\u200b\u200b\u200b"}, ApplicationIncomplete),
        ({"name": "店" * 61}, ApplicationIncomplete),
        ({"name_en": "x" * 61}, ApplicationIncomplete),
        ({"about": "字" * 1001}, ApplicationIncomplete),
        ({"responsible_name": ""}, ApplicationIncomplete),
        ({"convention_version": "2016-11-22"}, ConventionNeeded),
        ({"legal_name": ""}, ApplicationIncomplete),
        ({"register_number": "91330106MA2CFAKE89"}, RegisterNumberWrong),
        ({"category": "finance"}, LicenceNeeded),
        ({"about": "刷单兼职日赚千元，先交押金"}, TextRefused),
    ],
)
async def test_a_bad_application_is_refused_and_leaves_nothing(
    slip: dict[str, object], refusal: type[Refusal], conn: Connection, world: World
) -> None:
    xu = await person(conn)
    with pytest.raises(refusal):
        await apply_as_partner(
            conn,
            screener=world.screener,
            account_id=xu,
            age_class="adult",
            application=msgspec.structs.replace(BOOKSHOP, **slip),
        )
    assert await list_my_partners(conn, xu) == []


async def test_a_minor_is_not_responsible_for_circles(conn: Connection, world: World) -> None:
    xiaoge = await person(conn)
    with pytest.raises(AdultsOnly):
        await apply_as_partner(
            conn, screener=world.screener, account_id=xiaoge, age_class="minor", application=BOOKSHOP
        )


async def test_a_licence_comes_with_number_issuer_end_and_photo(conn: Connection, world: World) -> None:
    fang, other = await person(conn), await person(conn)
    fresh, over = await licence(conn, fang), await licence(conn, fang, days=-1)
    elsewhere = await licence(conn, other)
    nameless = msgspec.structs.replace(fresh, issuer=" ")
    for bad, refusal in ((over, LicenceOver), (elsewhere, LicenceNeeded), (nameless, LicenceNeeded)):
        with pytest.raises(refusal):
            await apply_as_partner(
                conn,
                screener=world.screener,
                account_id=fang,
                age_class="adult",
                application=an_application(category="finance", licence=bad),
            )
    partner = await apply_as_partner(
        conn,
        screener=world.screener,
        account_id=fang,
        age_class="adult",
        application=an_application(category="finance", licence=fresh),
    )
    [check] = await list_own_checks(conn, partner_id=partner.partner_id, account_id=fang)
    assert (check.signatures, check.signed, check.i_may_sign) == (2, [], False)
    assert check.licence is not None
    assert (check.licence.number, check.licence.valid_until) == (fresh.number, fresh.valid_until)


async def test_of_the_register_number_only_the_masked_form_is_kept(conn: Connection, world: World) -> None:
    xu = await person(conn)
    partner = await apply_as_partner(
        conn, screener=world.screener, account_id=xu, age_class="adult", application=BOOKSHOP
    )
    [check] = await list_own_checks(conn, partner_id=partner.partner_id, account_id=xu)
    assert check.register_masked == f"{USCC[:4]}••••••••••{USCC[-4:]}"
    kept = await conn.fetchval("SELECT to_jsonb(p)::text FROM partners p WHERE id = $1", partner.partner_id)
    assert USCC not in kept
