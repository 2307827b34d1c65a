"""Whoever is restricted is told, reads why, and has a door: every act of the scene, without exception."""

from uuid import UUID

import msgspec

from tests.laws.acts_scene import do_everything
from tests.laws.source import PACKAGE
from tests.world import World
from tonghao.appeals.read import get_chance
from tonghao.appeals.types import AppealTarget
from tonghao.db import Connection, Pool, reading
from tonghao.notifications.types import Details

# What an appeal may answer where nobody appealed yet: it can be made, it ended, or it follows from a rule
# that names its own way out.
_DOORS = {"", "nothing_to_appeal", "follows_rule", "appeal_final"}

_SANCTIONS = """
    SELECT id, account_id FROM account_sanctions
     WHERE account_id = ANY($1::uuid[]) AND in_force_at IS NOT NULL
"""
_RESTRICTIONS = """
    SELECT a.id AS act_id, r.id, r.source, r.ended_at, r.reason
      FROM circle_restrictions r
      JOIN circle_acts a ON a.circle_id = r.circle_id AND a.act = 'circle.restricted' AND a.reason = r.reason
           AND a.shown->>'kind' = r.kind AND a.shown->>'source' = r.source
     WHERE r.circle_id = $1
"""
_HOLDS = "SELECT subject_id, author_id FROM cases WHERE inlet = 'machine' AND author_id = ANY($1::uuid[])"
_REMOVALS = """
    SELECT d.id, d.act, d.undone_at, c.author_id, c.subject_kind, c.subject_id, c.circle_id
      FROM case_decisions d JOIN cases c ON c.id = d.case_id
     WHERE d.act <> 'release' AND c.author_id = ANY($1::uuid[])
"""

_BY_CIRCLE = """
    SELECT id, subject_kind, subject_id, reason FROM circle_acts
     WHERE circle_id = $1 AND act LIKE '%.removed'
"""


async def _told(conn: Connection, account_id: UUID) -> dict[str, Details]:
    rows = await conn.fetch("SELECT cause, details FROM notifications WHERE account_id = $1", account_id)
    return {row["cause"]: msgspec.convert(row["details"], Details) for row in rows}


async def _door(conn: Connection, account_id: UUID, target: AppealTarget) -> str:
    chance = await get_chance(conn, account_id=account_id, target=target)
    return "appealed" if chance.appeal is not None else chance.why_not


async def test_every_hold_curb_and_removal_is_told_with_its_rule_and_has_a_door(
    world: World, pool: Pool
) -> None:
    acts = await do_everything(world)
    authors = [acts.author, acts.gone]
    async with reading(pool) as conn:
        told = {one: await _told(conn, one) for one in authors}
        holds = await conn.fetch(_HOLDS, authors)
        assert len(holds) == 3
        for hold in holds:
            notices = [
                details
                for cause, details in told[hold["author_id"]].items()
                if cause.startswith(f"hold:{hold['subject_id']}")
            ]
            assert notices
            assert all(one.rule and one.rule.zh and one.rule.en and one.message for one in notices)
        removals = await conn.fetch(_REMOVALS, authors)
        assert sorted(one["act"] for one in removals) == ["fold", "label", "limit", "remove", "remove"]
        for removal in removals:
            details = told[removal["author_id"]][f"decision:{removal['id']}:{removal['act']}"]
            assert details.rule
            assert details.message
            target = AppealTarget(
                "content", removal["subject_id"], removal["subject_kind"], removal["circle_id"]
            )
            assert await _door(conn, removal["author_id"], target) in {"", "appealed"}


async def test_every_removal_by_a_circle_is_told_with_its_reason_and_has_a_door(
    world: World, pool: Pool
) -> None:
    acts = await do_everything(world)
    async with reading(pool) as conn:
        told = await _told(conn, acts.author)
        rows = await conn.fetch(_BY_CIRCLE, acts.circle.circle_id)
        assert {row["subject_kind"] for row in rows} == {"post", "comment"}
        for row in rows:
            assert told[f"removal:{row['id']}"].reason == row["reason"] != ""
            target = AppealTarget("content", row["subject_id"], row["subject_kind"], acts.circle.circle_id)
            assert await _door(conn, acts.author, target) in {"", "appealed"}


async def test_every_sanction_is_told_with_its_reason_and_has_a_door(world: World, pool: Pool) -> None:
    acts = await do_everything(world)
    async with reading(pool) as conn:
        rows = await conn.fetch(_SANCTIONS, [acts.author, acts.sanctioned])
        assert len(rows) == 7
        for row in rows:
            details = (await _told(conn, row["account_id"]))[f"sanction:{row['id']}"]
            assert details.message
            assert "原因" in details.message.zh
            door = await _door(conn, row["account_id"], AppealTarget("sanction", row["id"]))
            assert door in _DOORS


async def test_every_restriction_of_a_circle_is_told_with_its_reason_and_has_a_door(
    world: World, pool: Pool
) -> None:
    acts = await do_everything(world)
    owner, circle_id = acts.circle.owner_id, acts.circle.circle_id
    async with reading(pool) as conn:
        rows = await conn.fetch(_RESTRICTIONS, circle_id)
        assert len(rows) >= 7
        told = await _told(conn, owner)
        doors = {}
        for row in rows:
            details = told[f"restricted:{row['act_id']}"]
            assert details.reason == row["reason"]
            target = AppealTarget("restriction", row["id"], circle_id=circle_id)
            doors[row["source"], row["ended_at"] is None] = await _door(conn, owner, target)
    assert set(doors.values()) <= _DOORS | {"appealed"}
    # What a person or a breaker set and what still stands can be appealed, whatever else.
    assert doors["sanction", True] == ""
    assert doors["breaker", False] == "appealed"


def test_every_act_that_restricts_is_one_that_this_law_looks_at() -> None:
    """An act with a name that restricts needs its notice and its door here, before it is done anywhere."""
    known = {
        "circle.restricted",
        "sanction.set",
        "sanction.confirmed",
        "circle.closing_confirmed",
        "feature.braked",
        "member.banned",
        "post.removed",
        "comment.removed",
    }
    verbs = ("restricted", "braked", "banned", "removed", "confirmed")
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for line in path.read_text("utf-8").splitlines():
            said = line.strip()
            if said.startswith('act="') and said.rstrip(",").rstrip('"').rsplit(".", 1)[-1] in verbs:
                found.add(said.split('"')[1])
    assert found <= known, found - known
