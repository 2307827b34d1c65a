"""Seats, the queue behind them, and who moves up."""

from datetime import timedelta
from typing import Any

import pytest

from tests.world import World
from tonghao.accounts.block import block
from tonghao.circles.access import JoinFirst
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.meetups.alter import MeetupBegun, SeatsTaken, alter_meetup, cancel_meetup
from tonghao.meetups.calendar import calendar_of
from tonghao.meetups.check_in import (
    CheckInNotOpen,
    CodeTooOld,
    NotSignedUp,
    check_in,
    code_at,
    get_check_in_code,
    tick_off,
    untick,
)
from tonghao.meetups.follow_post import meetup_follows_post
from tonghao.meetups.invite import MeetupTimesRefused, MeetupWordsRefused, invite_to_meetup, tidied_meetup
from tonghao.meetups.read import get_meetup, list_sign_ups
from tonghao.meetups.remind import remind_of_meetups
from tonghao.meetups.sign_off import sign_off, sign_somebody_off, take_off
from tonghao.meetups.sign_up import (
    ChoiceNeeded,
    MeetupCancelled,
    SignUpClosed,
    SignUpNotOpen,
    SignUpUnwelcome,
    sign_up,
)
from tonghao.meetups.types import ChoiceDraft, MeetupDraft, MeetupEdit


class Invited:
    """A meetup in a circle, and its verbs in one word each."""

    def __init__(self, here: World, conn: Connection, made: Any) -> None:
        self.here, self.conn, self.made, self.post_id = here, conn, made, new_id()
        self.place = {"circle_id": made.circle_id, "post_id": self.post_id}

    async def invite(self, *, hours: float = 48, **more: Any) -> "Invited":
        draft = tidied_meetup(MeetupDraft("周日七点，桥头见", now() + timedelta(hours=hours), "桥头", **more))
        await invite_to_meetup(
            self.conn, **self.place, author_id=self.made.owner_id, draft=draft, is_shown=True
        )
        return self

    async def up(self, who: Any, choice: int | None = None) -> Any:
        return await sign_up(self.conn, **self.place, account_id=who, choice=choice)

    async def off(self, who: Any) -> Any:
        return await sign_off(self.conn, **self.place, account_id=who)

    async def seen_by(self, who: Any) -> Any:
        return await get_meetup(self.conn, **self.place, viewer_id=who)

    async def alter(self, who: Any = None, **change: Any) -> Any:
        now_is = await self.seen_by(None)
        fields = ("title", "starts_at", "place", "ends_at", "seats", "opens_at", "closes_at")
        edit = MeetupEdit(**{name: getattr(now_is, name) for name in fields} | {"closes_at": None} | change)
        return await alter_meetup(
            self.conn,
            screener=self.here.screener,
            **self.place,
            account_id=who or self.made.owner_id,
            edit=edit,
        )

    async def cancel(self, who: Any, reason: str = "大雨") -> Any:
        return await cancel_meetup(
            self.conn, screener=self.here.screener, **self.place, account_id=who, reason=reason
        )

    async def starts(self, interval: str) -> None:
        """Let the time of the meetup come nearer than anybody may set it."""
        await self.conn.execute(
            "UPDATE meetups SET starts_at = now() + $2::text::interval,"
            " closes_at = now() + $2::text::interval WHERE post_id = $1",
            self.post_id,
            interval,
        )

    async def told(self) -> list[str]:
        """What of it everybody who signed up is told."""
        events = await self.here.events("meetup.altered")
        return [event["what"] for event in events if event["post_id"] == str(self.post_id)]

    async def code(self) -> str:
        shown = await get_check_in_code(
            self.conn, **self.place, account_id=self.made.owner_id, address="http://localhost/c/x/p/y"
        )
        assert shown.address.endswith(f"?code={shown.code}")
        return shown.code


async def _invited(here: World, conn: Connection, *, members: int = 3, **more: Any) -> Invited:
    return await Invited(here, conn, await here.circle(members=members)).invite(**more)


async def test_seats_are_given_in_turn_and_then_one_waits(here: World, conn: Connection) -> None:
    run = await _invited(here, conn, seats=1)
    a, b, c = run.made.members
    assert (await run.up(a)).my_state == "going"
    assert ((await run.up(b)).my_place, (await run.up(c)).my_place) == (1, 2)
    again = await run.up(a)
    assert (again.going_count, again.waiting_count) == (1, 2)


async def test_who_waits_moves_up_by_themselves_and_is_told(here: World, conn: Connection) -> None:
    run = await _invited(here, conn, seats=1)
    a, b, c = run.made.members
    for who in (a, b, c):
        await run.up(who)
    left = await run.off(a)
    assert (left.going_count, left.waiting_count, left.my_state) == (1, 1, None)
    assert ((await run.seen_by(b)).my_state, (await run.seen_by(c)).my_place) == ("going", 1)
    assert [event["account_id"] for event in await here.events("seat.given", f"account:{b}")] == [str(b)]


async def test_an_answer_may_have_seats_of_its_own(here: World, conn: Connection) -> None:
    paces = [ChoiceDraft("龟", 1), ChoiceDraft("兔"), ChoiceDraft("风", 1)]
    run = await _invited(here, conn, question="哪一组", choices=paces)
    a, b, c = run.made.members
    with pytest.raises(ChoiceNeeded):
        await run.up(a)
    with pytest.raises(ChoiceNeeded):
        await run.up(a, 9)
    await run.up(a, 1)
    assert (await run.up(b, 1)).my_state == "waiting"
    assert (await run.up(c, 2)).my_state == "going"
    # A seat among the hares is none for a tortoise.
    await run.off(c)
    assert (await run.seen_by(b)).my_state == "waiting"
    await run.off(a)
    seen = await run.seen_by(b)
    assert (seen.my_state, [choice.going_count for choice in seen.choices]) == ("going", [1, 0, 0])


async def test_sign_up_has_its_time(here: World, conn: Connection) -> None:
    early = await _invited(here, conn, opens_at=now() + timedelta(hours=1))
    with pytest.raises(SignUpNotOpen):
        await early.up(early.made.members[0])
    late = await _invited(here, conn)
    await late.starts("-1 minute")
    with pytest.raises(SignUpClosed):
        await late.up(late.made.members[0])


async def test_strangers_and_those_whom_the_organiser_blocks_stay_out(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    with pytest.raises(JoinFirst):
        await run.up(await here.account())
    await block(conn, account_id=run.made.owner_id, blocked_id=run.made.members[0])
    with pytest.raises(SignUpUnwelcome):
        await run.up(run.made.members[0])


async def test_more_seats_let_those_who_wait_move_up_and_fewer_than_taken_are_refused(
    here: World, conn: Connection
) -> None:
    run = await _invited(here, conn, seats=1)
    a, b, _ = run.made.members
    await run.up(a)
    await run.up(b)
    with pytest.raises(NotAllowed):
        await run.alter(a, seats=2)
    assert (await run.alter(seats=2)).going_count == 2
    with pytest.raises(SeatsTaken):
        await run.alter(seats=1)
    assert await run.told() == []


async def test_a_new_time_is_told_to_all_who_signed_up(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    await run.up(run.made.members[0])
    await run.alter(starts_at=now() + timedelta(hours=50))
    assert await run.told() == ["time"]
    await run.alter(place="馆里")
    assert await run.told() == ["time", "place"]
    await run.starts("-1 minute")
    with pytest.raises(MeetupBegun):
        await run.cancel(run.made.owner_id)


async def test_what_is_cancelled_stays_cancelled(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    with pytest.raises(NotAllowed):
        await run.cancel(run.made.members[0])
    off = await run.cancel(run.made.owner_id)
    assert (off.cancelled_at is not None, off.cancel_reason) == (True, "大雨")
    for verb in (run.up(run.made.members[0]), run.alter(), run.cancel(run.made.owner_id), run.code()):
        with pytest.raises(MeetupCancelled):
            await verb


async def test_one_checks_in_with_the_code_that_is_shown(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    a, b, c = run.made.members
    await run.up(a)
    await run.up(b)

    async def come(who: Any, code: str) -> Any:
        return await check_in(conn, **run.place, account_id=who, code=code)

    with pytest.raises(CheckInNotOpen):
        await come(a, await run.code())
    await run.starts("30 minutes")
    code = await run.code()
    with pytest.raises(CodeTooOld):
        await come(a, f"{(int(code) + 1) % 1_000_000:06d}")
    first, again = await come(a, code), await come(a, "000000")
    assert (first.again, again.again, again.checked_in_at) == (False, True, first.checked_in_at)
    assert (await come(b, code)).came_count == 2
    with pytest.raises(NotSignedUp):
        await come(c, code)


def test_a_code_changes_every_half_minute_and_is_the_meetups_own() -> None:
    moment = now().replace(second=3)
    one, later = code_at(b"a" * 32, moment), code_at(b"a" * 32, moment + timedelta(seconds=30))
    assert len(one) == 6
    assert code_at(b"a" * 32, moment + timedelta(seconds=10)) == one
    assert {one, later, code_at(b"b" * 32, moment)} != {one}


async def test_the_organiser_ticks_people_off_and_takes_a_mistake_back(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    a, b, _ = run.made.members
    await run.up(a)
    await run.starts("30 minutes")
    ticks = {**run.place, "account_id": a}
    with pytest.raises(NotAllowed):
        await tick_off(conn, **ticks, organiser_id=b)
    await tick_off(conn, **ticks, organiser_id=run.made.owner_id)
    assert (await run.seen_by(a)).my_check_in_at is not None
    for shown, who in ((True, run.made.owner_id), (False, b)):
        page = await list_sign_ups(conn, **run.place, viewer_id=who, is_organiser=shown)
        assert (page.entries[0].checked_in_at is not None) is shown
    await untick(conn, **ticks, organiser_id=run.made.owner_id)
    assert (await run.seen_by(a)).came_count == 0
    await sign_somebody_off(conn, **ticks, organiser_id=run.made.owner_id)
    assert (await run.seen_by(a)).going_count == 0


async def test_everybody_is_reminded_once_a_day_and_once_an_hour_before(
    here: World, conn: Connection
) -> None:
    run = await _invited(here, conn)
    assert await remind_of_meetups(conn) == 0
    for interval, hours in (("23 hours", 24), ("50 minutes", 1)):
        await run.starts(interval)
        assert await remind_of_meetups(conn) >= 1
        await remind_of_meetups(conn)
        told = [e["hours"] for e in await here.events("meetup.near") if e["post_id"] == str(run.post_id)]
        assert told[-1] == hours
    assert len(told) == 2


async def test_a_deleted_post_calls_its_meetup_off(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    a, b, _ = run.made.members
    await run.up(a)
    await meetup_follows_post(conn, **run.place, state="removed")
    with pytest.raises(NotFound):
        await run.up(b)
    await meetup_follows_post(conn, **run.place, state="deleted")
    assert await run.told() == ["cancelled"]


async def test_who_goes_takes_their_check_in_along(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    (a, *_) = run.made.members
    await run.up(a)
    await run.starts("30 minutes")
    await tick_off(conn, **run.place, organiser_id=run.made.owner_id, account_id=a)
    await take_off(conn, **run.place, account_id=a)
    seen = await run.seen_by(a)
    assert (seen.going_count, seen.came_count) == (0, 0)


async def test_a_calendar_takes_it_in(here: World, conn: Connection) -> None:
    run = await _invited(here, conn)
    await run.alter(place="桥头，大雨改馆里")
    file = (await calendar_of(conn, **run.place, viewer_id=None, address="http://localhost/c/x/p/y")).decode()
    assert "SUMMARY:周日七点，桥头见" in file
    assert "SEQUENCE:1" in file
    assert f"UID:{run.post_id}@tonghao" in file
    await run.cancel(run.made.owner_id)
    again = await calendar_of(conn, **run.place, viewer_id=None, address="http://localhost/c/x/p/y")
    assert b"STATUS:CANCELLED" in again


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": now() - timedelta(hours=1)},
        {"starts_at": now() + timedelta(days=1000)},
        {"ends_at": now() + timedelta(hours=1)},
        {"closes_at": now() + timedelta(days=90)},
        {"opens_at": now() + timedelta(days=90)},
    ],
)
def test_times_follow_one_another(change: dict[str, Any]) -> None:
    with pytest.raises(MeetupTimesRefused):
        tidied_meetup(MeetupDraft(**{"title": "跑", "starts_at": now() + timedelta(days=2)} | change))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "\u200b"},
        {"question": "哪组"},
        {"choices": [ChoiceDraft("龟"), ChoiceDraft("兔")]},
        {"question": "哪组", "choices": [ChoiceDraft("龟"), ChoiceDraft("龟 ")]},
        {"question": "哪组", "choices": [ChoiceDraft("龟")]},
    ],
)
def test_a_meetup_has_a_name_and_a_question_answers(change: dict[str, Any]) -> None:
    with pytest.raises(MeetupWordsRefused):
        tidied_meetup(MeetupDraft(**{"title": "跑", "starts_at": now() + timedelta(days=2)} | change))
