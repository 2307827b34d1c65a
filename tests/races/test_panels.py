"""Races about panels: two draws at once, all answers at once, and a person who decides at that moment."""

import asyncio
from typing import Any
from uuid import UUID

from tests.panels.bench import RULE, Border, border, members, seated
from tests.world import World
from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.errors import Refusal
from tonghao.moderation.decide import decide_case
from tonghao.panels.ask import TooFewMembers, ask_panel
from tonghao.panels.close import close_panel
from tonghao.panels.types import NewPanel, NewVote
from tonghao.panels.vote import vote_on_panel

_TWICE = """
    SELECT count(*) FROM (SELECT account_id FROM panel_seats WHERE account_id = ANY($1::uuid[])
                           GROUP BY account_id HAVING count(*) > 1) t
"""


async def _asked(world: World, case: Border, moderator: UUID) -> UUID:
    async with world.writing() as conn:
        return await ask_panel(
            conn, case_id=case.case_id, moderator_id=moderator, new=NewPanel(RULE, "keeps")
        )


async def _set(world: World, pool: Pool, count: int, cases: int) -> tuple[list[UUID], list[Border]]:
    async with writing(pool) as conn:
        here = World(conn, world.parts)
        bench = await members(here, conn, count)
        return bench, [await border(here, conn) for _ in range(cases)]


async def test_two_draws_at_once_never_take_the_same_member(world: World, pool: Pool) -> None:
    bench, cases = await _set(world, pool, 10, 2)
    moderator = await world.account(role="moderator")
    done: list[Any] = await asyncio.gather(
        *(_asked(world, case, moderator) for case in cases), return_exceptions=True
    )
    assert sorted(isinstance(one, TooFewMembers) for one in done) == [False, True]
    async with writing(pool) as conn:
        assert await conn.fetchval(_TWICE, bench) == 0
        await conn.execute("DELETE FROM panel_consents")


async def test_all_answers_and_a_persons_decision_at_once_come_to_one_decision(
    world: World, pool: Pool
) -> None:
    _, (case,) = await _set(world, pool, 7, 1)
    moderator, other = await world.account(role="moderator"), await world.account(role="moderator")
    panel_id = await _asked(world, case, moderator)
    async with writing(pool) as conn:
        drawn = await seated(conn, panel_id)

    async def vote(account_id: UUID) -> None:
        async with writing(pool) as conn:
            await vote_on_panel(conn, panel_id=panel_id, account_id=account_id, new=NewVote("breaks"))

    done = await asyncio.gather(*(vote(one) for one in [*drawn, *drawn]), return_exceptions=True)
    assert [type(one).__name__ for one in done if one is not None] == ["AnsweredAlready"] * 7

    async def close() -> None:
        async with writing(pool) as conn:
            await close_panel(conn, panel_id=panel_id, at=now())

    async def decide() -> None:
        async with writing(pool) as conn:
            await decide_case(
                conn,
                case_id=case.case_id,
                moderator_id=other,
                is_operator=False,
                act="release",
                category=RULE,
                note="看过了",
            )

    ended = await asyncio.gather(close(), decide(), close(), return_exceptions=True)
    assert [one for one in ended if one is not None and not isinstance(one, Refusal)] == []
    async with writing(pool) as conn:
        await close_panel(conn, panel_id=panel_id, at=now())
        count = await conn.fetchval("SELECT count(*) FROM case_decisions WHERE case_id = $1", case.case_id)
        outcome = await conn.fetchval("SELECT outcome FROM panels WHERE id = $1", panel_id)
        await conn.execute("DELETE FROM panel_consents")
    assert count == 1
    assert outcome in {"removed", "overtaken"}
