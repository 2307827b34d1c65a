"""Roles, bans and duty."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.world import World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.circles.appoint import CircleOwnerStays, TooManyHelpers, TooManyHosts, appoint_member
from tonghao.circles.ban import HelperBansOneDay, NewBan, StaffNotBanned, ban_member
from tonghao.circles.duty import NotOnStaff, ShiftsOverlap, set_duty_shifts
from tonghao.circles.duty_hours import next_duty_of, on_duty_of
from tonghao.circles.forget import forget_account
from tonghao.circles.get_circle import get_circle
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.read import access_of, get_ban, get_member, list_bans, list_members
from tonghao.circles.types import CircleStaff, DutyShift
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id


async def test_the_owner_appoints_and_the_log_keeps_it(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await appoint_member(conn, access=owner, account_id=made.members[0], role="host")
    assert (await get_member(conn, circle_id=made.circle_id, account_id=made.members[0])).role == "host"
    assert (
        await conn.fetchval(
            "SELECT role FROM joined_circles WHERE account_id = $1 AND circle_id = $2",
            made.members[0],
            made.circle_id,
        )
        == "host"
    )
    acts = await conn.fetch("SELECT act FROM audit_entries WHERE circle_id = $1", made.circle_id)
    assert [row["act"] for row in acts] == ["member.appointed"]


async def test_a_circle_has_three_hosts_and_ten_helpers_at_most(here: World, conn: Connection):
    made = await here.circle(members=2)
    for role, most, refusal in (("host", 3, TooManyHosts), ("helper", 10, TooManyHelpers)):
        for _ in range(most):
            await here.member(made.circle_id, role)
        owner = await access_of(conn, made.circle_id, made.owner_id)
        with pytest.raises(refusal):
            await appoint_member(conn, access=owner, account_id=made.members[0], role=role)


async def test_only_the_owner_appoints_and_not_themself(here: World, conn: Connection):
    made = await here.circle(members=1)
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(NotAllowed):
        await appoint_member(conn, access=host, account_id=made.members[0], role="helper")
    with pytest.raises(CircleOwnerStays):
        await appoint_member(conn, access=owner, account_id=made.owner_id, role="member")
    for role in ("host", "member"):
        with pytest.raises(NotFound):
            await appoint_member(conn, access=owner, account_id=await here.account(), role=role)


async def test_a_ban_takes_the_member_out_and_a_lift_lets_them_in(here: World, conn: Connection):
    made = await here.circle(members=1)
    who, circle_id = made.members[0], made.circle_id
    owner = await access_of(conn, circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(who, "三次广告", None))
    circle = await get_circle(conn, circle_id, who)
    assert (circle.my_role, circle.is_banned, circle.banned_until, circle.member_count) == (
        None,
        True,
        None,
        1,
    )
    ban = await get_ban(conn, circle_id=circle_id, account_id=who)
    assert (ban.account.account_id, ban.banned_by.account_id, ban.reason) == (who, made.owner_id, "三次广告")
    assert [one.account.account_id for one in (await list_bans(conn, circle_id=circle_id)).entries] == [who]
    await lift_ban(conn, access=owner, account_id=who)
    assert not (await get_circle(conn, circle_id, who)).is_banned
    with pytest.raises(NotFound):
        await lift_ban(conn, access=owner, account_id=who)
    acts = await conn.fetch("SELECT act FROM audit_entries WHERE circle_id = $1 ORDER BY number", circle_id)
    assert [row["act"] for row in acts] == ["member.banned", "ban.lifted"]


async def test_a_ban_ends_by_itself(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(made.members[0], "吵架", 1))
    await conn.execute(
        "UPDATE circle_bans SET until = now() - interval '1 s' WHERE circle_id = $1", made.circle_id
    )
    assert not (await access_of(conn, made.circle_id, made.members[0])).is_banned
    assert (await list_bans(conn, circle_id=made.circle_id)).entries == []


async def test_a_helper_bans_for_a_day_and_no_longer(here: World, conn: Connection):
    made = await here.circle(members=1)
    helper = await access_of(conn, made.circle_id, await here.member(made.circle_id, "helper"))
    owner = await access_of(conn, made.circle_id, made.owner_id)
    for hours in (25, None):
        with pytest.raises(HelperBansOneDay):
            await ban_member(
                conn, screener=here.screener, access=helper, ban=NewBan(made.members[0], "广告", hours)
            )
    await ban_member(conn, screener=here.screener, access=helper, ban=NewBan(made.members[0], "广告", 24))
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(made.members[0], "广告", None))
    with pytest.raises(HelperBansOneDay):
        await ban_member(conn, screener=here.screener, access=helper, ban=NewBan(made.members[0], "算了", 1))
    with pytest.raises(NotAllowed):
        await lift_ban(conn, access=helper, account_id=made.members[0])


async def test_nobody_bans_upwards_or_themself(here: World, conn: Connection):
    made = await here.circle(members=1)
    host_id, helper_id = (
        await here.member(made.circle_id, "host"),
        await here.member(made.circle_id, "helper"),
    )
    host = await access_of(conn, made.circle_id, host_id)
    helper = await access_of(conn, made.circle_id, helper_id)
    member = await access_of(conn, made.circle_id, made.members[0])
    for access, target in ((helper, host_id), (host, made.owner_id)):
        with pytest.raises(StaffNotBanned):
            await ban_member(conn, screener=here.screener, access=access, ban=NewBan(target, "不服", 1))
    with pytest.raises(NotAllowed):
        await ban_member(conn, screener=here.screener, access=host, ban=NewBan(host_id, "自己", 1))
    with pytest.raises(NotAllowed):
        await ban_member(conn, screener=here.screener, access=member, ban=NewBan(helper_id, "不服", 1))
    with pytest.raises(NotFound):
        await ban_member(conn, screener=here.screener, access=host, ban=NewBan(new_id(), "没有这个人", 1))
    await ban_member(conn, screener=here.screener, access=host, ban=NewBan(helper_id, "帮倒忙", 1))


async def test_members_are_listed_newest_first_page_by_page_without_blocked_people(
    here: World, conn: Connection
):
    made = await here.circle(members=4)
    viewer, blocked = made.members[0], made.members[2]
    await conn.execute("INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)", viewer, blocked)
    first = await list_members(conn, circle_id=made.circle_id, viewer_id=viewer, limit=3)
    second = await list_members(
        conn, circle_id=made.circle_id, viewer_id=viewer, limit=3, cursor=first.next_cursor
    )
    found = [one.account_id for one in (*first.entries, *second.entries)]
    assert found == [made.members[3], made.members[1], made.members[0], made.owner_id]
    assert second.next_cursor is None


async def test_members_are_found_by_name_with_signs_taken_as_they_are(here: World, conn: Connection):
    made = await here.circle()
    found = await here.member(made.circle_id, name="老_郑%")
    await here.member(made.circle_id, name="老郑")
    page = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words="_郑%")
    assert [one.account_id for one in page.entries] == [found]


MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai


def _at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def test_duty_is_told_in_the_circles_own_zone():
    who = CircleStaff(new_id(), "lin", "林岳", None, "owner")
    shifts = [DutyShift(who.account_id, 0, 9 * 60, 12 * 60), DutyShift(who.account_id, 0, 12 * 60, 13 * 60)]
    assert on_duty_of(shifts, [who], "Asia/Shanghai", _at(0.5)) == []
    [now] = on_duty_of(shifts, [who], "Asia/Shanghai", _at(1))
    assert (now.account_id, now.until) == (who.account_id, _at(5))
    assert on_duty_of(shifts, [who], "Asia/Shanghai", _at(5)) == []
    assert next_duty_of(shifts, "Asia/Shanghai", _at(0)) == _at(1)
    assert next_duty_of(shifts, "Asia/Shanghai", _at(4)) == _at(7 * 24 + 1)
    assert next_duty_of([], "Asia/Shanghai", _at(0)) is None


def test_somebody_always_on_duty_is_so_for_another_week():
    who = CircleStaff(new_id(), "lin", "林岳", None, "owner")
    shifts = [DutyShift(who.account_id, day, 0, 1440) for day in range(7)]
    [now] = on_duty_of(shifts, [who], "Asia/Shanghai", _at(3))
    assert now.until >= _at(24 * 6)


async def test_a_shift_over_midnight_becomes_two(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await set_duty_shifts(conn, access=owner, shifts=[DutyShift(made.owner_id, 6, 22 * 60, 2 * 60)])
    shifts = (await get_circle(conn, made.circle_id, None)).duty_shifts
    assert [(one.weekday, one.starts_minute, one.ends_minute) for one in shifts] == [
        (0, 0, 120),
        (6, 1320, 1440),
    ]
    who = CircleStaff(made.owner_id, "a", "a", None, "owner")
    [late] = on_duty_of(shifts, [who], "UTC", _at(-1))
    assert late.until == _at(2)


async def test_only_staff_are_on_duty_and_nobody_twice_at_once(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    member = await access_of(conn, made.circle_id, made.members[0])
    with pytest.raises(NotOnStaff):
        await set_duty_shifts(conn, access=owner, shifts=[DutyShift(made.members[0], 0, 0, 60)])
    twice = [DutyShift(made.owner_id, 0, 0, 60), DutyShift(made.owner_id, 0, 59, 70)]
    with pytest.raises(ShiftsOverlap):
        await set_duty_shifts(conn, access=owner, shifts=twice)
    with pytest.raises(NotAllowed):
        await set_duty_shifts(conn, access=member, shifts=[])


async def test_who_loses_the_role_loses_the_duty(here: World, conn: Connection):
    made = await here.circle()
    helper = await here.member(made.circle_id, "helper")
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await set_duty_shifts(conn, access=owner, shifts=[DutyShift(helper, 0, 0, 60)])
    await appoint_member(conn, access=owner, account_id=helper, role="member")
    assert (await get_circle(conn, made.circle_id, None)).duty_shifts == []


async def test_a_deleted_owners_circle_passes_to_a_host(here: World, conn: Connection):
    made = await here.circle(members=1)
    host = await here.member(made.circle_id, "host")
    await forget_account(conn, account_id=made.owner_id)
    circle = await get_circle(conn, made.circle_id, host)
    assert (circle.my_role, circle.member_count, circle.state) == ("owner", 2, "open")


async def test_a_circle_that_nobody_answers_for_is_closed(here: World, conn: Connection):
    made = await here.circle(members=1)
    await forget_account(conn, account_id=made.owner_id)
    circle = await get_circle(conn, made.circle_id, made.members[0])
    assert (circle.state, circle.member_count) == ("closed", 1)


async def test_a_ban_needs_a_reason_that_can_be_seen(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(ReasonNeeded):
        await ban_member(
            conn, screener=here.screener, access=owner, ban=NewBan(made.members[0], "\u200b\u200d", 1)
        )
    assert (await get_member(conn, circle_id=made.circle_id, account_id=made.members[0])).role == "member"
