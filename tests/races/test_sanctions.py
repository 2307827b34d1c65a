"""Two people of the platform at once about one person, one brake, one breaker; every write is committed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.world import World
from tonghao.accounts.brake_feature import (
    BrakedAlready,
    NewFeatureBrake,
    pull_feature_brake,
    release_feature_brake,
)
from tonghao.accounts.lift_sanction import SanctionOver, lift_sanction
from tonghao.accounts.read import get_me
from tonghao.accounts.sanction import NotProposed, SanctionedAlready, confirm_sanction, sanction_person
from tonghao.accounts.sanctions import NewSanction, list_sanctions
from tonghao.brakes.look import Growth
from tonghao.brakes.rates import rates
from tonghao.brakes.read import list_trips
from tonghao.brakes.trip import trip
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import Refusal


async def _at_once(pool: Pool, acts: list[Callable[[Connection], Awaitable[Any]]]) -> list[str]:
    """What became of each: done, or the name of the refusal."""

    async def one(act: Callable[[Connection], Awaitable[Any]]) -> str:
        try:
            async with writing(pool) as conn:
                await act(conn)
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    return sorted(await asyncio.gather(*(one(act) for act in acts)))


def _new(kind: str, hours: int | None = 24) -> NewSanction:
    return NewSanction(kind, "spam.contact", "三个圈子里发同样的广告", hours)  # type: ignore[arg-type]


async def test_two_who_mute_at_once_mute_once_and_two_who_lift_lift_once(world: World, pool: Pool):
    who = await world.account()
    judges = [await world.account(role="moderator") for _ in range(2)]
    mutes = [
        lambda conn, by=by: sanction_person(conn, account_id=who, new=_new("mute"), by=by, is_operator=False)
        for by in judges
    ]
    assert await _at_once(pool, mutes) == [SanctionedAlready.__name__, "done"]
    async with reading(pool) as conn:
        [muted] = (await list_sanctions(conn, account_id=who)).entries
    lifts = [
        lambda conn, by=by: lift_sanction(
            conn, account_id=who, sanction_id=muted.sanction_id, by=by, reason="说清楚了"
        )
        for by in judges
    ]
    assert await _at_once(pool, lifts) == [SanctionOver.__name__, "done"]


async def test_two_who_confirm_at_once_are_one_second_person(world: World, pool: Pool):
    who, first = await world.account(), await world.account(role="moderator")
    async with writing(pool) as conn:
        proposed = await sanction_person(
            conn, account_id=who, new=_new("suspend"), by=first, is_operator=False
        )
    colleagues = [await world.account(role="moderator") for _ in range(3)]
    confirms = [
        lambda conn, by=by: confirm_sanction(
            conn, account_id=who, sanction_id=proposed.sanction_id, by=by, is_operator=False
        )
        for by in colleagues
    ]
    assert await _at_once(pool, confirms) == [NotProposed.__name__] * 2 + ["done"]
    async with reading(pool) as conn:
        assert (await get_me(conn, who)).sanctions == ["suspend"]
        entries = await conn.fetchval(
            "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND act = 'sanction.confirmed'", who
        )
    assert entries == 1


async def test_strikes_at_once_bring_one_mute(world: World, pool: Pool):
    who = await world.account()
    judges = [await world.account(role="moderator") for _ in range(2)]
    strikes = [
        lambda conn, by=by: sanction_person(
            conn, account_id=who, new=_new("strike"), by=by, is_operator=False
        )
        for by in judges
    ]
    assert await _at_once(pool, strikes) == ["done", "done"]
    async with reading(pool) as conn:
        kinds = [one.kind for one in (await list_sanctions(conn, account_id=who)).entries]
    assert sorted(kinds) == ["mute", "strike", "strike"]


async def test_a_brake_is_pulled_once(world: World, pool: Pool):
    judges = [await world.account(role="moderator") for _ in range(3)]
    brake = NewFeatureBrake("sign_up", "有人在刷号")
    pulls = [
        lambda conn, by=by: pull_feature_brake(conn, screener=world.screener, account_id=by, brake=brake)
        for by in judges
    ]
    assert await _at_once(pool, pulls) == [BrakedAlready.__name__] * 2 + ["done"]
    # Other tests sign people up in this database.
    async with writing(pool) as conn:
        brake_id = await conn.fetchval(
            "SELECT id FROM feature_brakes WHERE feature = 'sign_up' AND ended_at IS NULL"
        )
        await release_feature_brake(
            conn, screener=world.screener, account_id=judges[0], brake_id=brake_id, reason="没有了"
        )


async def test_two_workers_trip_a_breaker_once(world: World, pool: Pool):
    made = await world.circle()
    growth = Growth(made.circle_id, 100, 0, "sex", 3, 0)
    trips = [lambda conn: trip(conn, growth, moment=now(), rates=rates()) for _ in range(3)]
    assert await _at_once(pool, trips) == ["done"] * 3
    async with reading(pool) as conn:
        mine = [
            one for one in (await list_trips(conn)).entries if one.circle and one.circle.slug == made.slug
        ]
    assert len(mine) == 1
