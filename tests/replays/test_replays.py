"""Replays that somebody on duty asks for, and what is kept of them."""

import asyncio
from uuid import uuid4

import msgspec
import pytest

from tests.world import Browser, World
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading
from tonghao.errors import InvalidRequest, NotFound
from tonghao.replays.ask import NoReplayHere, ReplayRunning, ask_replay
from tonghao.replays.assumptions import assumed, history, list_assumptions, list_groups
from tonghao.replays.read import get_replay, list_replays
from tonghao.replays.run import run_replay
from tonghao.replays.types import NewReplay


def test_every_assumption_stands_under_a_heading_and_within_its_bounds() -> None:
    groups = {group.key for group in list_groups()}
    assert all(one.group in groups for one in list_assumptions())
    assert all(one.least <= one.value <= one.most for one in list_assumptions())
    assert len({one.key for one in list_assumptions()}) == len(list_assumptions())


def test_a_changed_assumption_takes_the_place_of_what_ships() -> None:
    assert assumed({"told": 3})["told"] == 3
    with pytest.raises(InvalidRequest):
        assumed({"told": 1000})
    with pytest.raises(InvalidRequest):
        assumed({"nobody": 1})


def test_the_published_curve_begins_at_nothing_and_ends_at_what_was_published() -> None:
    assert history().views_at(0) == 0
    assert history().views_at(96 * 60) == 25_000_000
    assert history().views_at(1000 * 60) == 25_000_000


async def test_one_runs_at_a_time(conn: Connection, config: Config) -> None:
    asked = await ask_replay(conn, config=config, new=NewReplay(0.9, 3, {"told": 1.5}))
    assert (asked.state, asked.recall, asked.seed, asked.changes) == ("waiting", 0.9, 3, {"told": 1.5})
    with pytest.raises(ReplayRunning):
        await ask_replay(conn, config=config, new=NewReplay(0.5))
    await conn.execute("UPDATE replays SET asked_at = now() - interval '1 hour'")
    other = await ask_replay(conn, config=config, new=NewReplay(0.5))
    assert (await get_replay(conn, asked.replay_id)).state == "failed"
    page = await list_replays(conn, limit=1)
    assert [row.replay_id for row in page.entries] == [other.replay_id]
    assert page.next_cursor is not None
    rest = await list_replays(conn, cursor=page.next_cursor)
    assert asked.replay_id in {row.replay_id for row in rest.entries}


async def test_only_a_demo_has_the_button(conn: Connection, config: Config) -> None:
    elsewhere = Config(database_url=config.database_url, data=config.data, demo=False)
    with pytest.raises(NoReplayHere):
        await ask_replay(conn, config=elsewhere, new=NewReplay(0.5))
    with pytest.raises(InvalidRequest):
        await ask_replay(conn, config=config, new=NewReplay(0.5, 1, {"founders": -1}))


async def test_what_nobody_asked_for_is_not_there(conn: Connection) -> None:
    with pytest.raises(NotFound):
        await get_replay(conn, uuid4())


async def test_a_moderator_reads_what_it_rests_on(browser: Browser, world: World) -> None:
    await browser.as_(await world.account(role="moderator"))
    basis = (await browser.get("/api/v1/replay-basis")).json()
    assert basis["published_views"] == 25_000_000
    assert basis["may_run"] is True
    assert {"key", "value", "least", "most", "zh", "en", "group"} == set(basis["assumptions"][0])


@pytest.mark.long
async def test_a_replay_is_run_in_a_process_of_its_own_and_kept(pool: Pool, config: Config) -> None:
    small = {"burst_hour": 0.0, "townspeople": 50, "posts_a_day": 0, "photos_a_day": 0, "visits_a_day": 1}
    async with reading(pool) as conn:
        asked = await ask_replay(conn, config=config, new=NewReplay(0.5, 1, small))
    async with asyncio.timeout(600):
        await run_replay(pool, config, replay_id=asked.replay_id)
    async with reading(pool) as conn:
        done = await get_replay(conn, asked.replay_id)
    assert done.state == "done"
    assert done.outcome is not None
    assert done.frames[-1].views == done.outcome.violating_views
    assert (done.frames[-1].tips, done.outcome.leaks) == (done.outcome.tips_given, 0)
    assert done.frames[-1].published_views == 25_000_000
    assert msgspec.to_builtins(done.changes) == small
