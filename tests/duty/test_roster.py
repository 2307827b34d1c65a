"""The platform's roster: midnight, time zones, gaps, hand-overs."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.moderation.scene import person
from tonghao.circles.duty import ShiftsOverlap
from tonghao.circles.except_duty import ExceptionUnclear
from tonghao.circles.hand_over import NotOnDuty, OfferOver
from tonghao.circles.types import DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.duty.except_platform_duty import (
    drop_platform_exception,
    except_platform_duty,
)
from tonghao.duty.hand_over import answer_platform_offer, offer_platform_duty
from tonghao.duty.read import answering, get_platform_duty
from tonghao.duty.set_roster import NotOfPlatform, UnknownZone, set_platform_roster
from tonghao.duty.types import NewPlatformException, PlatformDuty
from tonghao.errors import NotAllowed, NotFound

# A Wednesday.
_DAY = date(2026, 3, 4)


def at(hour: int, minute: int = 0, *, day: int = 4, zone_hours: int = 8) -> datetime:
    """A moment on a wall that is *zone_hours* ahead of UTC, in March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=zone_hours)


async def roster(conn: Connection, *shifts: DutyShift, zone: str = "Asia/Shanghai") -> PlatformDuty:
    return await set_platform_roster(conn, operator_id=shifts[0].account_id, zone=zone, shifts=list(shifts))


async def who(conn: Connection, moment: datetime) -> list[UUID]:
    return [one.account_id for one in (await get_platform_duty(conn, at=moment)).on_duty]


async def test_a_shift_over_midnight_leaves_no_gap(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 22 * 60, 6 * 60))

    assert await who(conn, at(21, 59)) == []
    assert await who(conn, at(23, 59)) == [zheng]
    assert await who(conn, at(0, 0, day=5)) == [zheng]
    assert await who(conn, at(5, 59, day=5)) == [zheng]
    assert await who(conn, at(6, 0, day=5)) == []


async def test_midnight_itself_belongs_to_whoever_begins_there(conn: Connection) -> None:
    early = await person(conn, "早班", role="moderator")
    late = await person(conn, "晚班", role="moderator")
    await roster(conn, DutyShift(late, 2, 12 * 60, 24 * 60), DutyShift(early, 3, 0, 12 * 60))

    assert await who(conn, at(23, 59)) == [late]
    assert await who(conn, at(0, 0, day=5)) == [early]


async def test_a_roster_is_read_by_its_own_clock(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 8 * 60, 9 * 60), zone="America/Vancouver")

    assert await who(conn, at(8, 30)) == []
    assert await who(conn, at(8, 30, zone_hours=-8)) == [zheng]


async def test_a_shift_begins_at_its_hour_also_after_the_clocks_change(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    await roster(conn, DutyShift(zheng, 6, 8 * 60, 9 * 60), zone="Europe/Berlin")

    assert await who(conn, datetime(2026, 3, 22, 7, 30, tzinfo=UTC)) == [zheng]
    assert await who(conn, datetime(2026, 3, 29, 6, 30, tzinfo=UTC)) == [zheng]
    assert await who(conn, datetime(2026, 3, 29, 7, 30, tzinfo=UTC)) == []


async def test_in_a_gap_an_operator_answers(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    await person(conn, "苏敏", role="operator")
    await roster(conn, DutyShift(zheng, 2, 8 * 60, 9 * 60))

    duty = await get_platform_duty(conn, at=at(10))
    assert duty.on_duty == []
    assert duty.stands_in is not None
    assert answering(duty) == [duty.stands_in.account_id]
    assert duty.next_at == at(8, day=11)


async def test_only_people_of_the_platform_are_on_its_roster(conn: Connection) -> None:
    member = await person(conn, "小满")
    with pytest.raises(NotOfPlatform):
        await roster(conn, DutyShift(member, 2, 0, 60))


async def test_nobody_is_on_duty_twice_at_once(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    with pytest.raises(ShiftsOverlap):
        await roster(conn, DutyShift(zheng, 2, 23 * 60, 60), DutyShift(zheng, 3, 30, 120))


async def test_an_unknown_zone_is_refused(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    with pytest.raises(UnknownZone):
        await roster(conn, DutyShift(zheng, 2, 0, 60), zone="Mars/Olympus")


async def test_the_rest_of_a_shift_is_handed_over_with_a_note(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    sumin = await person(conn, "苏敏", role="operator")
    lan = await person(conn, "阿岚", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 20 * 60, 4 * 60))

    offered = await offer_platform_duty(
        conn, account_id=zheng, to_id=lan, note="广告那件还没回", at=at(22, 50)
    )
    assert [one.account_id for one in offered.on_duty] == [zheng], "until the other says yes"
    [offer] = [one for one in offered.offers if one.state == "offered"]
    assert (offer.taker.account_id, offer.note) == (lan, "广告那件还没回")
    given = {"offer_id": offer.offer_id, "at": at(23, 0)}
    for who_else, refusal in ((zheng, NotAllowed), (sumin, NotFound)):
        with pytest.raises(refusal):
            await answer_platform_offer(conn, account_id=who_else, takes=True, **given)
    duty = await answer_platform_offer(conn, account_id=lan, takes=True, **given)
    with pytest.raises(OfferOver):
        await answer_platform_offer(conn, account_id=lan, takes=True, **given)

    assert [one.account_id for one in duty.on_duty] == [lan]
    assert {one.note for one in duty.exceptions} == {"广告那件还没回"}
    assert await who(conn, at(3, 0, day=5)) == [lan]
    assert await who(conn, at(22, 0)) == [zheng]
    entry = await conn.fetchrow("SELECT act, actor_id FROM audit_entries ORDER BY number DESC LIMIT 1")
    assert entry is not None
    assert tuple(entry) == ("platform_duty.handed_over", lan)


async def test_who_has_no_shift_hands_nothing_over(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    lan = await person(conn, "阿岚", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 8 * 60, 9 * 60))
    with pytest.raises(NotOnDuty):
        await offer_platform_duty(conn, account_id=lan, to_id=zheng, note="", at=at(8, 30))


async def test_who_cannot_leaves_the_giver_on_duty_and_an_old_offer_is_over(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    lan = await person(conn, "阿岚", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 8 * 60, 18 * 60))
    ask = {"account_id": zheng, "to_id": lan, "note": ""}
    first = (await offer_platform_duty(conn, **ask, at=at(9))).offers[0].offer_id
    await answer_platform_offer(conn, account_id=lan, offer_id=first, takes=False, at=at(9, 5))
    second = (await offer_platform_duty(conn, **ask, at=at(10))).offers[0].offer_id
    third = (await offer_platform_duty(conn, **ask, at=at(11))).offers[0].offer_id
    for over, moment in ((first, at(11, 5)), (second, at(11, 5)), (third, at(18, 1))):
        with pytest.raises(OfferOver):
            await answer_platform_offer(conn, account_id=lan, offer_id=over, takes=True, at=moment)
    await answer_platform_offer(conn, account_id=zheng, offer_id=third, takes=False, at=at(12))
    assert await who(conn, at(12, 5)) == [zheng]


async def test_a_holiday_is_excepted_and_taken_back(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    await roster(conn, DutyShift(zheng, 2, 8 * 60, 18 * 60))

    duty = await except_platform_duty(
        conn, operator_id=zheng, new=NewPlatformException(_DAY, absent_id=zheng), at=at(7)
    )
    assert await who(conn, at(9)) == []

    await drop_platform_exception(
        conn, operator_id=zheng, exception_id=duty.exceptions[0].exception_id, at=at(7)
    )
    assert await who(conn, at(9)) == [zheng]
    with pytest.raises(NotFound):
        await drop_platform_exception(
            conn, operator_id=zheng, exception_id=duty.exceptions[0].exception_id, at=at(7)
        )


async def test_yesterday_cannot_be_changed(conn: Connection) -> None:
    zheng = await person(conn, "老郑", role="moderator")
    new = NewPlatformException(now().date() - timedelta(days=3), absent_id=zheng)
    with pytest.raises(ExceptionUnclear):
        await except_platform_duty(conn, operator_id=zheng, new=new, at=now())
