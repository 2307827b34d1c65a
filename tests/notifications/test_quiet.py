"""Quiet hours, kinds that one does not want, words and people that one mutes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.world import Browser, World
from tonghao.accounts.mute_words import set_mute_words
from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.feed.mute import mute_in_feed
from tonghao.notifications.jobs import deliver_after_quiet
from tonghao.notifications.quiet import quiet_end
from tonghao.notifications.types import QuietHours

API = "/api/v1"
_NIGHT = QuietHours(22 * 60, 7 * 60)
_NOON = QuietHours(12 * 60, 13 * 60)


def _shanghai(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("quiet", "at", "end"),
    [
        (_NIGHT, _shanghai(23), _shanghai(7) + timedelta(days=1)),
        (_NIGHT, _shanghai(6, 59), _shanghai(7)),
        (_NIGHT, _shanghai(7), None),
        (_NIGHT, _shanghai(21, 59), None),
        (_NOON, _shanghai(12), _shanghai(13)),
        (_NOON, _shanghai(13), None),
        (None, _shanghai(3), None),
    ],
)
def test_quiet_ends_when_the_reader_said(
    quiet: QuietHours | None, at: datetime, end: datetime | None
) -> None:
    assert quiet_end(quiet, "Asia/Shanghai", at) == end


def test_quiet_follows_the_clock_where_it_changes() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 in Berlin, which is there twice
    end = quiet_end(_NIGHT, "Europe/Berlin", before)
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)


def _around_now() -> dict[str, int]:
    """Quiet from an hour ago to in an hour, where the makers' people live."""
    here = now() + timedelta(hours=8)
    minute = here.hour * 60 + here.minute
    return {"from_minute": (minute - 60) % 1440, "until_minute": (minute + 60) % 1440}


async def _wish(browser: Browser, account_id: UUID, **more: Any) -> Any:
    wish = {"app_off": [], "mail_on": [], "quiet": None, "digest_hour": None, **more}
    return await (await browser.as_(account_id)).put(f"{API}/notifications/settings", json=wish)


async def _told(browser: Browser, account_id: UUID) -> Any:
    return (await (await browser.as_(account_id)).get(f"{API}/notifications")).json()


async def _answered(world: World, text: str = "慢慢来") -> tuple[UUID, UUID]:
    """An author, and somebody who answered them."""
    made = await world.circle(members=2)
    author, other = made.members
    post = await world.post(made.circle_id, author)
    await world.comment(post, other, text)
    return author, other


async def test_what_comes_in_quiet_hours_waits_and_comes_as_one(
    browser: Browser, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    post = await world.post(made.circle_id, author)
    await world.settle()
    assert (await _wish(browser, author, quiet=_around_now())).status_code == 200
    for text in ("慢慢来", "明天见"):
        await world.comment(post, other, text)
    await world.settle()
    page = await _told(browser, author)
    assert (page["entries"], page["unread"], page["held"]) == ([], 0, 2)
    assert page["quiet_until"] is not None
    assert await world.events("notification.made", f"account:{author}") == []
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE notifications SET held_until = now() - interval '1 second' WHERE account_id = $1", author
        )
    await deliver_after_quiet(pool)
    [event] = await world.events("notifications.delivered", f"account:{author}")
    assert (event["count"], event["unread"]) == (2, 2)
    page = await _told(browser, author)
    assert (len(page["entries"]), page["unread"], page["held"]) == (2, 2, 0)


async def test_one_may_look_at_once_or_end_the_quiet(browser: Browser, world: World) -> None:
    for by_button in (True, False):
        made = await world.circle(members=2)
        author, other = made.members
        await _wish(browser, author, quiet=_around_now())
        await world.comment(await world.post(made.circle_id, author), other)
        await world.settle()
        assert (await _told(browser, author))["held"] == 1
        if by_button:
            answer = await browser.post(f"{API}/notifications/releases")
            assert answer.json() == {"delivered": 1, "unread": 1}
        else:
            await _wish(browser, author, quiet=None)
        assert (await _told(browser, author))["unread"] == 1


async def test_a_minor_has_quiet_nights_unless_they_say_otherwise(browser: Browser, world: World) -> None:
    child = await world.account(age_class="minor")
    said = (await (await browser.as_(child)).get(f"{API}/notifications/settings")).json()
    assert said["quiet"] == {"from_minute": 1320, "until_minute": 420}
    assert said["mail_on"] == []
    assert said["digest_hour"] is None
    assert (await _wish(browser, child)).json()["quiet"] is None


async def test_a_kind_that_is_off_tells_nothing_but_decisions_are_always_told(
    browser: Browser, world: World
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    answer = await _wish(browser, author, app_off=["reply", "decision", "security"], mail_on=["reply"])
    assert (answer.json()["app_off"], answer.json()["mail_on"]) == (["reply"], [])
    await world.comment(await world.post(made.circle_id, author), other)
    await world.settle()
    assert (await _told(browser, author))["entries"] == []


async def test_muted_words_and_people_tell_nothing(browser: Browser, world: World, pool: Pool) -> None:
    made = await world.circle(members=3)
    author, other, loud = made.members
    async with writing(pool) as conn:
        await set_mute_words(conn, account_id=author, words=["代购"])
        await mute_in_feed(conn, account_id=author, subject_kind="account", subject_id=loud)
    post = await world.post(made.circle_id, author)
    await world.comment(post, other, "我帮人代 购")
    await world.comment(post, loud, "我也来")
    await world.comment(post, other, "慢慢来")
    await world.settle()
    assert [one["excerpt"] for one in (await _told(browser, author))["entries"]] == ["慢慢来"]


@pytest.mark.parametrize(
    "wish",
    [
        {"quiet": {"from_minute": 60, "until_minute": 60}},
        {"quiet": {"from_minute": 1440, "until_minute": 0}},
        {"digest_hour": 24},
        {"app_off": ["nonsense"]},
    ],
)
async def test_nonsense_is_refused(browser: Browser, world: World, wish: dict[str, Any]) -> None:
    assert (await _wish(browser, await world.account(), **wish)).status_code == 400
