"""What an event makes of a poll or a meetup equals a fresh fetch."""

from datetime import timedelta
from typing import Any

import pytest

from tests.laws.screens import Street
from tests.world import Browser, World
from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.meetups.alter import cancel_meetup
from tonghao.meetups.check_in import tick_off
from tonghao.meetups.sign_off import sign_off
from tonghao.meetups.sign_up import sign_up
from tonghao.meetups.types import MeetupDraft
from tonghao.polls.close import close_poll, drop_option
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import vote


@pytest.fixture
def street(browser: Browser, world: World, pool: Pool) -> Street:
    return Street(browser, world, pool)


async def _does(pool: Pool, verb: Any, **more: Any) -> Any:
    async with writing(pool) as conn:
        return await verb(conn, **more)


@pytest.mark.parametrize("results", ["always", "voted"])
async def test_polls(street: Street, world: World, pool: Pool, results: Any) -> None:
    made = await world.circle(members=4)
    voted, waits, other, last = made.members
    draft = PollDraft(["甲", "乙", "丙"], results=results)
    post = await world.post(made.circle_id, made.owner_id, "选哪个", poll=draft)
    place = {"circle_id": post.circle_id, "post_id": post.post_id}
    await _does(pool, vote, **place, account_id=voted, choices=[1])
    screens = [street.screen(who, circle=made, post=post) for who in (voted, waits, made.owner_id)]

    async def happens(name: str, verb: Any, **more: Any) -> None:
        await street.happens(name, _does(pool, verb, **place, **more), *screens)

    await happens("somebody votes", vote, account_id=other, choices=[2])
    await happens("another one votes", vote, account_id=last, choices=[3])
    await happens("an option goes", drop_option, account_id=made.owner_id, number=3)
    await happens("it is closed", close_poll, account_id=made.owner_id)
    assert await street.differences() == {}
    assert "poll.counted" in street.events


async def test_meetups(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=4)
    goes, waits, other, reader = made.members
    draft = MeetupDraft("周日七点，桥头见", now() + timedelta(hours=1), "桥头", seats=2)
    post = await world.post(made.circle_id, made.owner_id, "来跑", meetup=draft)
    place = {"circle_id": post.circle_id, "post_id": post.post_id}
    for who in (goes, other, waits):
        await _does(pool, sign_up, **place, account_id=who)
    screens = [street.screen(who, circle=made, post=post) for who in (goes, waits, reader, made.owner_id)]

    async def happens(name: str, verb: Any, **more: Any) -> None:
        await street.happens(name, _does(pool, verb, **place, **more), *screens)

    await happens("somebody comes", tick_off, organiser_id=made.owner_id, account_id=other)
    await happens("somebody leaves, and who waits moves up", sign_off, account_id=other)
    off = {"screener": world.screener, "account_id": made.owner_id, "reason": "大雨"}
    await happens("it is cancelled", cancel_meetup, **off)
    assert await street.differences() == {}
    assert {"meetup.counted", "seat.given"} <= street.events
