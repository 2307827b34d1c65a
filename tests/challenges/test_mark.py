"""Thirty days, twenty minutes a day, and one missed day a week forgiven."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.posts.made import HELD
from tests.tool_board import WHY
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.challenges.begin import (
    ChallengeOver,
    begin_challenge,
    end_challenge,
    join_challenge,
    leave_challenge,
)
from tonghao.challenges.mark import JoinChallengeFirst, drop_mark, mark_today
from tonghao.challenges.read import get_challenge, list_marks
from tonghao.challenges.standing import standing_of
from tonghao.challenges.types import NewChallenge
from tonghao.circles.access import JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.tools import ToolNotUsed, choose_tools
from tonghao.db import Connection
from tonghao.errors import NotAllowed

_NEW = NewChallenge("三十天，每天二十分钟", 30, 20)
_START = date(2026, 11, 2)


class Begun:
    """A challenge in a circle, and its verbs in one word each."""

    def __init__(self, here: World, conn: Connection, made: Any) -> None:
        self.here, self.conn, self.made = here, conn, made

    async def access(self, who: Any) -> Any:
        return await access_of(self.conn, self.made.circle_id, who)

    async def begin(self) -> "Begun":
        host = await self.access(self.made.owner_id)
        await choose_tools(self.conn, access=host, tools=["challenge"])
        self.id = await begin_challenge(self.conn, screener=self.here.screener, access=host, new=_NEW)
        return self

    async def join(self, who: Any, **more: Any) -> None:
        await join_challenge(self.conn, access=await self.access(who), challenge_id=self.id, **more)

    async def mark(self, who: Any, line: str = "") -> None:
        access = await self.access(who)
        screener = self.here.screener
        await mark_today(self.conn, screener=screener, access=access, challenge_id=self.id, line=line)

    async def seen_by(self, who: Any) -> Any:
        place = {"circle_id": self.made.circle_id, "challenge_id": self.id}
        return await get_challenge(self.conn, **place, viewer_id=who)

    async def began(self, who: Any, days_ago: int, marked: list[int]) -> None:
        """As if *who* had joined some days ago and marked those with these numbers."""
        start = (await self.seen_by(who)).mine.today - timedelta(days_ago)
        await self.conn.execute(
            "UPDATE challengers SET starts_on = $2 WHERE challenge_id = $1 AND account_id = $3",
            self.id,
            start,
            who,
        )
        await self.conn.execute(
            "INSERT INTO challenge_marks (circle_id, challenge_id, account_id, day, id)"
            " SELECT $1, $2, $3, u.day, gen_random_uuid() FROM unnest($4::date[]) AS u (day)",
            self.made.circle_id,
            self.id,
            who,
            [start + timedelta(number) for number in marked],
        )


async def _begun(here: World, conn: Connection, members: int = 3) -> Begun:
    return await Begun(here, conn, await here.circle(members=members)).begin()


async def test_one_joins_marks_today_and_says_it_better(here: World, conn: Connection) -> None:
    run = await _begun(here, conn)
    a, b, _ = run.made.members
    with pytest.raises(JoinChallengeFirst):
        await run.mark(a)
    await run.join(a)
    await run.join(a)
    await run.mark(a, "走廊来回")
    await run.mark(a, "病房走廊来回，二十分钟")
    seen = await run.seen_by(a)
    assert (seen.joined_count, seen.in_count, seen.today_count) == (1, 1, 1)
    assert [mark.line for mark in seen.mine.marks] == ["病房走廊来回，二十分钟"]
    page = await list_marks(conn, circle_id=run.made.circle_id, challenge_id=run.id, viewer_id=b)
    assert [(mark.line, mark.mine) for mark in page.entries] == [("病房走廊来回，二十分钟", False)]


async def test_only_members_take_part_and_only_hosts_begin(here: World, conn: Connection) -> None:
    run = await _begun(here, conn)
    a, _, _ = run.made.members
    with pytest.raises(JoinFirst):
        await run.join(await here.account())
    with pytest.raises(NotAllowed):
        await begin_challenge(conn, screener=here.screener, access=await run.access(a), new=_NEW)
    host = await run.access(run.made.owner_id)
    await choose_tools(conn, access=host, tools=[])
    with pytest.raises(ToolNotUsed):
        await begin_challenge(conn, screener=here.screener, access=host, new=_NEW)


async def test_words_that_cannot_stand_are_refused_and_nothing_is_marked(
    here: World, conn: Connection
) -> None:
    run = await _begun(here, conn)
    (a, *_) = run.made.members
    await run.join(a)
    with pytest.raises(TextRefused):
        await run.mark(a, HELD)
    assert (await run.seen_by(a)).today_count == 0


async def test_after_its_end_nobody_marks(here: World, conn: Connection) -> None:
    run = await _begun(here, conn)
    a, b, _ = run.made.members
    await run.join(a)
    await end_challenge(conn, access=await run.access(run.made.owner_id), challenge_id=run.id)
    for verb in (run.mark(a), run.join(b)):
        with pytest.raises(ChallengeOver):
            await verb


async def test_a_mark_is_taken_back_by_oneself_or_by_staff(here: World, conn: Connection) -> None:
    run = await _begun(here, conn)
    a, b, _ = run.made.members
    await run.join(a)
    await run.mark(a)
    today = (await run.seen_by(a)).mine.today
    mark = {"challenge_id": run.id, "account_id": a, "day": today}
    with pytest.raises(NotAllowed):
        await drop_mark(conn, access=await run.access(b), **mark)
    await drop_mark(conn, access=await run.access(run.made.owner_id), **mark, reason=WHY)
    # Its words are gone; the day was done.
    assert (await run.seen_by(a)).today_count == 1
    marks = await list_marks(conn, circle_id=run.made.circle_id, challenge_id=run.id, viewer_id=b)
    assert marks.entries == []
    await drop_mark(conn, access=await run.access(a), **mark)
    assert (await run.seen_by(a)).today_count == 0


async def test_the_count_of_those_still_in_it_is_the_rule_counted(here: World, conn: Connection) -> None:
    run = await _begun(here, conn, members=6)
    days = [
        (9, list(range(9))),
        (9, [0, 1, 2, 4, 5, 6, 8]),
        (9, [0, 1, 4, 5, 6, 7, 8]),
        (40, list(range(30))),
        (40, list(range(29))),
        (40, list(range(28))),
    ]
    for who, (ago, marked) in zip(run.made.members, days, strict=True):
        await run.join(who)
        await run.began(who, ago, marked)
    standings = [(await run.seen_by(who)).mine for who in run.made.members]
    assert [mine.is_in for mine in standings] == [True, True, False, True, True, False]
    assert [mine.is_finished for mine in standings] == [False, False, False, True, True, False]
    assert (await run.seen_by(None)).in_count == 4


async def test_who_is_out_begins_anew_and_who_leaves_takes_the_marks_along(
    here: World, conn: Connection
) -> None:
    run = await _begun(here, conn)
    (a, *_) = run.made.members
    await run.join(a)
    await run.began(a, 5, [])
    assert (await run.seen_by(a)).mine.is_in is False
    await run.join(a, again=True)
    assert (await run.seen_by(a)).mine.is_in is True
    await run.mark(a)
    await leave_challenge(conn, circle_id=run.made.circle_id, challenge_id=run.id, account_id=a)
    seen = await run.seen_by(a)
    assert (seen.mine, seen.joined_count, seen.today_count) == (None, 0, 0)


@pytest.mark.parametrize(
    ("passed", "marked", "is_in", "is_finished"),
    [
        (0, [], True, False),
        (1, [], True, False),
        (2, [], False, False),
        (8, [0, 1, 2, 3, 4, 5], True, False),
        (9, [0, 1, 2, 3, 4, 5], False, False),
        (7, range(7), True, True),
        (6, range(7), True, True),
    ],
)
def test_in_each_seven_days_one_is_forgiven(passed: int, marked: Any, is_in: bool, is_finished: bool) -> None:
    standing = standing_of(
        starts_on=_START,
        days=7 if is_finished else 30,
        marked={_START + timedelta(number) for number in marked},
        today=_START + timedelta(passed),
    )
    assert (standing.is_in, standing.is_finished) == (is_in, is_finished)
