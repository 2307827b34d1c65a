"""An organisation asks to run circles."""

import msgspec
import pytest

from tests.accounts.people import person
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.partners.apply import AdultsOnly, ApplicationIncomplete, ConventionNeeded, apply_as_partner
from tonghao.partners.read import list_my_partners, staff_role
from tonghao.partners.types import Application

BOOKSHOP = Application(
    name=" 半页书店 ",
    category="books",
    responsible_name="许半页",
    convention_accepted=True,
    about="旧书\n新书",
)


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
        ({"convention_accepted": False}, ConventionNeeded),
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
