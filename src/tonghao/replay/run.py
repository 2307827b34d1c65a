"""Run: one replay from the opening of the two circles to the end of the fourth day."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from tonghao.app import create_app
from tonghao.clock import told_by
from tonghao.config import Config
from tonghao.db import connect, hang_up, open_pool
from tonghao.migrate import migrate
from tonghao.parts import Parts, parts_of
from tonghao.postgres import temporary_server
from tonghao.replay.clockwork import Clockwork, set_up_clock
from tonghao.replay.coin import CoinScreener
from tonghao.replay.crowd import Crowd
from tonghao.replay.duty import Duty
from tonghao.replay.letters import Letters, new_account
from tonghao.replay.neighbours import Neighbours
from tonghao.replay.offenders import Posters, open_circles
from tonghao.replay.people import Door, Person
from tonghao.replay.purses import Purses, open_till
from tonghao.replay.referee import Referee
from tonghao.replay.stage import Stage
from tonghao.replay.town import fill_town
from tonghao.replay.turnstile import Turnstile
from tonghao.replay.watch import Frame, Watch
from tonghao.replays.types import ReplayOutcome

# A Thursday morning in the lane.
BEGINS: Final = datetime(2016, 11, 24, 1, 0, tzinfo=UTC)
HOURS: Final = 96
_FOUNDERS_MINUTES: Final = 60
_FIRST_PROBE_MINUTE: Final = 45


class Wish(msgspec.Struct, frozen=True):
    """What a replay is asked for.

    Attributes:
        on: An archive in whose community it takes place; None for the demo.
        hours: How much of the four days, for tests.
    """

    recall: float
    seed: int
    assumed: dict[str, float]
    on: Path | None = None
    hours: float = HOURS


class RefereeDisagrees(Exception):
    """What the turnstile counted is not what people said, or a picture that was kept back was fetched."""


def replay(wish: Wish, told: Callable[[Frame], None] = lambda frame: None) -> ReplayOutcome:
    """Live through the four days on a server of their own, and return what came of it.

    Args:
        told: Is given the figures at the end of each hour.
    """
    with temporary_server() as server, tempfile.TemporaryDirectory(prefix="tonghao-replay-") as folder:
        asyncio.run(set_up_clock(server.dsn(), at=BEGINS))
        migrate(server.dsn())
        # What the environment says is meant for the community that runs here, and for no other.
        config = Config(
            database_url=server.dsn(),
            data=Path(folder),
            host="127.0.0.1",
            public_url="",
            trusted_proxies="",
            traces_url="",
            demo=True,
            limits_scale=1.0,
        )
        return asyncio.run(_replay(wish, config, told))


async def _replay(wish: Wish, config: Config, told: Callable[[Frame], None]) -> ReplayOutcome:
    ticking = await connect(config.database_url)
    clockwork = Clockwork(ticking, BEGINS)
    try:
        with told_by(clockwork.now):
            async with _stage(wish, config, clockwork) as stage:
                return await _play(stage, wish, told)
    finally:
        await hang_up(ticking)


@asynccontextmanager
async def _stage(wish: Wish, config: Config, clockwork: Clockwork) -> AsyncIterator[Stage]:
    pool = await open_pool(config.database_url, size=6)
    letters = Letters()
    parts: Parts = parts_of(config, pool, sender=letters, texter=letters)
    try:
        app = create_app(config, parts=parts)
        async with app.lifespan():
            referee = Referee()
            door = Door(Turnstile(app, referee))
            stage = Stage(parts, door, clockwork, referee, seed=wish.seed, assumed=wish.assumed)
            false_alarms = wish.assumed["false_alarms"]
            coin = CoinScreener(
                stage.referee.truth, recall=wish.recall, false_alarms=false_alarms, seed=wish.seed
            )
            parts["photo_screener"] = coin
            open_till(stage)
            await fill_town(stage, wish.on)
            yield stage
            await door.close()
    finally:
        await pool.close()


async def _play(stage: Stage, wish: Wish, told: Callable[[Frame], None]) -> ReplayOutcome:
    assumed = stage.assumed
    staff = [
        await stage.account(f"duty_{number}", f"值班员{number + 1}", role="operator", weight=0)
        for number in range(int(assumed["people"]))
    ]
    town = [
        await stage.account(f"town_{number}", f"街坊{number}")
        for number in range(int(assumed["townspeople"]))
    ]
    await open_circles(stage)
    await stage.begin()
    duty, crowd = Duty(stage, staff), Crowd(stage, town, Purses(stage))
    watch = Watch(stage, crowd, duty, told)
    for circle in range(len(stage.circle_ids)):
        _gather(stage, crowd, town, circle)
    neighbours = Neighbours(stage)
    await neighbours.begin()
    stage.after(1, crowd.stroll)
    stage.after(_FIRST_PROBE_MINUTE, partial(watch.probe, [stage.passer_by(1), town[0]]))
    await stage.play(minutes=wish.hours * 60)
    await watch.count_up()
    referee = stage.referee
    if referee.views != referee.told_views or referee.leaks:
        told_views, leaks = referee.told_views, len(referee.leaks)
        raise RefereeDisagrees(f"{referee.views} at the turnstile, {told_views} told, {leaks} leaks")
    elsewhere, held = len(referee.elsewhere), len(referee.held_elsewhere)
    return ReplayOutcome(
        violating_views=referee.views,
        minutes_to_brake=referee.waited("brake_offered"),
        minutes_to_precheck=referee.waited("precheck"),
        held_elsewhere_pct=round(100 * held / elsewhere, 2) if elsewhere else 0.0,
        recall=wish.recall,
        seed=wish.seed,
        minutes_to_brake_pulled=referee.waited("brake_pulled"),
        pictures_attempted=referee.attempted,
        pictures_seen=sum(1 for one in referee.pictures.values() if one.violating and one.views),
        posts_elsewhere=elsewhere,
        held_elsewhere=held,
        reports=crowd.reports,
        decisions=duty.decided,
        turned_away=crowd.turned_away,
        held_fetches_refused=referee.refused_fetches,
        leaks=0,
        tips_tried=referee.tips_tried,
        tips_given=len(referee.tips),
        tips_before_precheck=referee.tips_before_precheck,
        tips_returned=referee.tips_that("returned"),
        tips_settled=referee.tips_that("settled"),
        held_elsewhere_for=dict(sorted(Counter(referee.held_elsewhere.values()).items())),
    )


def _gather(stage: Stage, crowd: Crowd, town: list[Person], circle: int) -> Posters:
    """Let the founders of a circle join it, and those among them who post begin."""
    draw = stage.draw("founders", circle)
    founders = [town.pop() for _ in range(int(stage.assumed["founders"]))]
    people = founders[: int(stage.assumed["posters"])]

    async def join(person: Person) -> None:
        await crowd.join(person, circle)
        if person in people:
            await person.put("/api/v1/me/tips", {"takes_tips": True})

    for person in founders:
        stage.at(draw.random() * _FOUNDERS_MINUTES, partial(join, person))

    async def renew(number: int) -> Person | None:
        person = await new_account(stage)
        if person is not None:
            await crowd.join(person, number)
        return person

    return Posters(stage, circle, people, renew)
