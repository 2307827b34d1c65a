"""Days that differ from the weekly roster: holidays, swaps, hand-overs, shifts across midnight."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.appoint import appoint_member
from tonghao.circles.duty import NotOnStaff, set_duty_shifts
from tonghao.circles.duty_hours import gaps_of, next_duty_of, on_duty_of, split_at_midnight
from tonghao.circles.except_duty import (
    ExceptionUnclear,
    NewException,
    drop_exception,
    except_duty,
)
from tonghao.circles.get_circle import get_circle
from tonghao.circles.list_unattended import UnattendedCircle, list_unattended
from tonghao.circles.read import access_of
from tonghao.circles.types import CircleStaff, DutyException, DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id

LIN, MENG = new_id(), new_id()
STAFF = [CircleStaff(LIN, "lin", "林教练", None, "owner"), CircleStaff(MENG, "meng", "小孟", None, "host")]
# 2026-11-23 was a Monday; the circle's clock is eight hours ahead.
MONDAY = date(2026, 11, 23)
WEEKDAYS = [DutyShift(LIN, weekday, 9 * 60, 17 * 60) for weekday in range(5)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment on the circle's clock, `day` days after that Monday."""
    local = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
    return local + timedelta(days=day) - timedelta(hours=8)


def other(day: int, starts: int = 0, ends: int = 1440, *, absent=None, cover=None) -> DutyException:
    return DutyException(new_id(), MONDAY + timedelta(days=day), starts, ends, absent, cover, "")


def on_duty(moment: datetime, *exceptions: DutyException, shifts=WEEKDAYS):
    found = on_duty_of(shifts, STAFF, "Asia/Shanghai", moment, exceptions)
    return [(one.name, one.until) for one in found]


def test_on_a_holiday_nobody_is_on_duty_and_the_next_shift_is_the_day_after():
    holiday = other(0)
    assert on_duty(at(0, 10)) == [("林教练", at(0, 17))]
    assert on_duty(at(0, 10), holiday) == []
    assert next_duty_of(WEEKDAYS, "Asia/Shanghai", at(0, 8), [holiday]) == at(1, 9)


def test_somebody_covers_a_part_of_a_shift():
    swap = other(0, 12 * 60, 14 * 60, absent=LIN, cover=MENG)
    assert on_duty(at(0, 11), swap) == [("林教练", at(0, 12))]
    assert on_duty(at(0, 12), swap) == [("小孟", at(0, 14))]
    assert on_duty(at(0, 14), swap) == [("林教练", at(0, 17))]


def test_somebody_comes_on_top_without_sending_anybody_away():
    assert [name for name, _ in on_duty(at(5, 10), other(5, 540, 720, cover=MENG))] == ["小孟"]
    assert len(on_duty(at(0, 10), other(0, 540, 720, cover=MENG))) == 2


def test_who_covers_may_hand_over_in_turn():
    first, second = other(0, absent=LIN, cover=MENG), other(0, 720, 1440, absent=MENG, cover=LIN)
    assert on_duty(at(0, 13), first, second) == [("林教练", at(1, 0))]


def in_berlin(moment: datetime, *shifts: DutyShift) -> datetime | None:
    """Until when somebody is on duty at *moment*, by the clock of Berlin; None when nobody is."""
    found = on_duty_of(shifts, STAFF, "Europe/Berlin", moment)
    return found[0].until if found else None


def test_when_the_clocks_go_forward_the_hour_that_is_left_out_makes_no_gap():
    # On 29 March 2026 two o'clock is three o'clock at once, which is 01:00 UTC.
    night = DutyShift(LIN, 6, 60, 3 * 60 + 30)
    assert in_berlin(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), night) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert in_berlin(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), night) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert in_berlin(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), night) is None
    # A shift that would begin inside that hour begins when it is over: then somebody is there, too.
    late = DutyShift(LIN, 6, 2 * 60 + 30, 5 * 60)
    begins = next_duty_of([late], "Europe/Berlin", datetime(2026, 3, 29, 0, 0, tzinfo=UTC))
    assert begins == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert in_berlin(begins, late) == datetime(2026, 3, 29, 3, 0, tzinfo=UTC)


def test_when_the_clocks_go_back_the_hour_that_comes_twice_is_covered_twice():
    # On 25 October 2026 three o'clock is two o'clock again, at 01:00 UTC.
    night = DutyShift(LIN, 6, 60, 2 * 60 + 30)
    first, again = datetime(2026, 10, 25, 0, 10, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert in_berlin(first, night) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert in_berlin(again, night) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert in_berlin(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), night) is None


def test_a_night_shift_goes_on_after_midnight_unless_that_day_is_excepted():
    night = [DutyShift(LIN, 0, 22 * 60, 1440), DutyShift(LIN, 1, 0, 6 * 60)]
    assert on_duty(at(0, 23), shifts=night) == [("林教练", at(1, 6))]
    assert on_duty(at(1, 1), shifts=night) == [("林教练", at(1, 6))]
    assert on_duty(at(0, 23), other(1), shifts=night) == [("林教练", at(1, 0))]


def test_after_a_fortnight_of_holidays_there_is_still_a_next_shift():
    away = [other(day) for day in range(14)]
    assert next_duty_of(WEEKDAYS, "Asia/Shanghai", at(0, 8), away) == at(14, 9)


def test_a_span_over_midnight_is_one_piece_a_day():
    tuesday = MONDAY + timedelta(days=1)
    assert split_at_midnight((MONDAY, 1380), (tuesday, 60)) == [(MONDAY, 1380, 1440), (tuesday, 0, 60)]
    assert split_at_midnight((MONDAY, 1380), (tuesday, 0)) == [(MONDAY, 1380, 1440)]


async def test_a_host_plans_a_holiday_takes_it_back_and_the_log_has_both(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    tomorrow = (now() + timedelta(days=1, hours=8)).date()
    new = NewException(tomorrow, note="店里盘点")
    await except_duty(conn, screener=here.screener, access=owner, new=new)
    [planned] = (await get_circle(conn, made.circle_id, None)).duty_exceptions
    assert (planned.on_date, planned.note) == (tomorrow, "店里盘点")
    await drop_exception(conn, access=owner, exception_id=planned.exception_id)
    with pytest.raises(NotFound):
        await drop_exception(conn, access=owner, exception_id=planned.exception_id)
    acts = await conn.fetch("SELECT act FROM circle_acts WHERE circle_id = $1 ORDER BY id", made.circle_id)
    assert [row[0] for row in acts] == ["roster.excepted", "roster.exception_dropped"]


async def test_what_makes_no_sense_is_refused(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    today = (now() + timedelta(hours=8)).date()
    for new, refusal in (
        (NewException(today - timedelta(days=1)), ExceptionUnclear),
        (NewException(today + timedelta(days=400)), ExceptionUnclear),
        (NewException(today, absent_id=made.owner_id, cover_id=made.owner_id), ExceptionUnclear),
        (NewException(today, cover_id=made.members[0]), NotOnStaff),
        (NewException(today, note="谁有萝莉资源"), TextRefused),
    ):
        with pytest.raises(refusal):
            await except_duty(conn, screener=here.screener, access=owner, new=new)
    helper = await access_of(conn, made.circle_id, await here.member(made.circle_id, "helper"))
    with pytest.raises(NotAllowed):
        await except_duty(conn, screener=here.screener, access=helper, new=NewException(today))


async def test_who_loses_their_role_covers_nothing(here: World, conn: Connection):
    made = await here.circle()
    helper_id = await here.member(made.circle_id, "helper")
    owner = await access_of(conn, made.circle_id, made.owner_id)
    today = (now() + timedelta(hours=8)).date()
    await except_duty(conn, screener=here.screener, access=owner, new=NewException(today, cover_id=helper_id))
    await appoint_member(conn, access=owner, account_id=helper_id, role="member")
    assert (await get_circle(conn, made.circle_id, None)).duty_exceptions == []


async def _unattended(conn: Connection, moment: datetime) -> dict[UUID, UnattendedCircle]:
    """All pages."""
    seen: dict[UUID, UnattendedCircle] = {}
    cursor = None
    while True:
        page = await list_unattended(conn, cursor=cursor, at=moment)
        assert seen.keys().isdisjoint(one.circle_id for one in page.entries)
        seen |= {one.circle_id: one for one in page.entries}
        cursor = page.next_cursor
        if cursor is None:
            return seen


async def test_the_circles_without_anybody_on_duty_come_in_pages_without_gap_or_repeat(
    conn: Connection, here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghao.circles.list_unattended._PAGE_SIZE", 2)
    monkeypatch.setattr("tonghao.circles.list_unattended._AT_ONCE", 3)
    made = [await here.circle() for _ in range(6)]
    attended = made[2]
    access = await access_of(conn, attended.circle_id, attended.owner_id)
    await set_duty_shifts(conn, access=access, shifts=[DutyShift(attended.owner_id, 0, 9 * 60, 17 * 60)])
    at_work = await _unattended(conn, at(0, 10))
    assert {one.circle_id for one in made} - set(at_work) == {attended.circle_id}
    assert at_work[made[0].circle_id].next_duty_at is None
    after = await _unattended(conn, at(0, 18))
    assert after[attended.circle_id].next_duty_at == at(7, 9)


def test_who_cover_each_other_in_a_circle_are_resolved_in_the_order_of_writing():
    there, back = other(0, absent=LIN, cover=MENG), other(0, absent=MENG, cover=LIN)
    assert [name for name, _ in on_duty(at(0, 10), there)] == ["小孟"]
    # The second takes over what the first took over; nobody is asked for ever, and somebody is there.
    assert [name for name, _ in on_duty(at(0, 10), there, back)] == ["林教练"]
    assert [name for name, _ in on_duty(at(0, 10), there, back, there)] == ["小孟"]


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"]
)
def test_a_gap_around_midnight_is_one_gap_on_the_circle_s_own_clock(zone: str):
    shifts = [DutyShift(LIN, day, 30, 23 * 60 + 30) for day in range(7)]
    there = ZoneInfo(zone)
    noon = datetime(2026, 11, 23, 12, tzinfo=there)
    gaps = gaps_of(shifts, STAFF, zone, noon, days=2)
    first = datetime(2026, 11, 23, 23, 30, tzinfo=there)
    assert gaps == [(first + timedelta(days=day), first + timedelta(days=day, hours=1)) for day in range(2)]
    for minute, there_is in ((29, True), (30, False), (89, False), (90, True)):
        moment = datetime(2026, 11, 23, 23, tzinfo=there) + timedelta(minutes=minute)
        assert bool(on_duty_of(shifts, STAFF, zone, moment)) is there_is
