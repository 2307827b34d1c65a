"""A shift passes when the colleague says yes; until then nothing changes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.world import Made, World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import Access
from tonghao.circles.duty import NotOnStaff, replace_shifts
from tonghao.circles.get_circle import get_circle
from tonghao.circles.hand_over import NotOnDuty, OfferOver, answer_duty_offer, list_offers, offer_duty
from tonghao.circles.read import access_of
from tonghao.circles.types import DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound


async def _staff(here: World, conn: Connection) -> tuple[Made, Access, Access]:
    """A circle whose helper is on duty around the clock: helper and owner."""
    made = await here.circle()
    helper_id = await here.member(made.circle_id, "helper", name="阿凯")
    await replace_shifts(conn, made.circle_id, [DutyShift(helper_id, day, 0, 1440) for day in range(7)])
    ids = (helper_id, made.owner_id)
    helper, owner = [await access_of(conn, made.circle_id, one) for one in ids]
    return made, helper, owner


async def _on_duty(conn: Connection, made: Made) -> list[UUID]:
    return [one.account_id for one in (await get_circle(conn, made.circle_id, None)).on_duty]


async def test_who_takes_the_shift_is_on_duty_and_the_note_goes_with_it(here: World, conn: Connection):
    made, helper, owner = await _staff(here, conn)
    offers = await offer_duty(
        conn, screener=here.screener, access=helper, account_id=made.owner_id, note="广告那件还没回"
    )
    assert [(one.state, one.note, one.taker.account_id) for one in offers] == [
        ("offered", "广告那件还没回", made.owner_id)
    ]
    assert await _on_duty(conn, made) == [helper.account_id], "until they say yes"

    await answer_duty_offer(conn, access=owner, offer_id=offers[0].offer_id, takes=True)

    assert await _on_duty(conn, made) == [made.owner_id]
    circle = await get_circle(conn, made.circle_id, made.owner_id)
    assert {one.note for one in circle.duty_exceptions} == {"广告那件还没回"}
    told = [event["state"] for event in await here.events("duty.handed")]
    assert told == ["offered", "taken"]
    with pytest.raises(OfferOver):
        await answer_duty_offer(conn, access=owner, offer_id=offers[0].offer_id, takes=True)


async def test_who_cannot_leaves_the_giver_on_duty(here: World, conn: Connection):
    made, helper, owner = await _staff(here, conn)
    ask = {"screener": here.screener, "access": helper, "account_id": made.owner_id, "note": ""}
    first = (await offer_duty(conn, **ask))[0].offer_id
    await answer_duty_offer(conn, access=owner, offer_id=first, takes=False)
    assert await _on_duty(conn, made) == [helper.account_id]
    assert await list_offers(conn, made.circle_id, at=now()) == []

    second = (await offer_duty(conn, **ask))[0].offer_id
    third = (await offer_duty(conn, **ask))[0].offer_id
    with pytest.raises(OfferOver):
        await answer_duty_offer(conn, access=owner, offer_id=second, takes=True)
    await answer_duty_offer(conn, access=helper, offer_id=third, takes=False)
    with pytest.raises(OfferOver):
        await answer_duty_offer(conn, access=owner, offer_id=third, takes=True)


async def test_nobody_takes_what_was_not_offered_to_them(here: World, conn: Connection):
    made, helper, owner = await _staff(here, conn)
    other = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    member = await access_of(conn, made.circle_id, await here.member(made.circle_id))
    assert helper.account_id is not None
    ask = {"screener": here.screener, "note": ""}
    with pytest.raises(NotOnDuty):
        await offer_duty(conn, access=owner, account_id=helper.account_id, **ask)
    for account_id in (helper.account_id, await here.account()):
        with pytest.raises(NotOnStaff):
            await offer_duty(conn, access=helper, account_id=account_id, **ask)
    with pytest.raises(TextRefused):
        await offer_duty(
            conn, screener=here.screener, access=helper, account_id=made.owner_id, note="谁有萝莉资源"
        )
    offers = await offer_duty(conn, access=helper, account_id=made.owner_id, **ask)
    for access, refusal in ((other, NotFound), (member, NotAllowed), (helper, NotAllowed)):
        with pytest.raises(refusal):
            await answer_duty_offer(conn, access=access, offer_id=offers[0].offer_id, takes=True)


async def test_an_offer_ends_with_the_shift(here: World, conn: Connection):
    made, helper, owner = await _staff(here, conn)
    offers = await offer_duty(conn, screener=here.screener, access=helper, account_id=made.owner_id, note="")
    await conn.execute(
        "UPDATE duty_hand_overs SET at = $2, until = $3 WHERE circle_id = $1",
        made.circle_id,
        datetime(2026, 1, 1, tzinfo=UTC),
        now() - timedelta(seconds=1),
    )
    assert await list_offers(conn, made.circle_id, at=now()) == []
    with pytest.raises(OfferOver):
        await answer_duty_offer(conn, access=owner, offer_id=offers[0].offer_id, takes=True)
