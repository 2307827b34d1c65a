"""The log alone gives every decision as it stands, and a decision that it does not know is found."""

import pytest

from tests.laws.acts_scene import Acts, do_everything
from tests.world import World
from tonghao.audit.replay import Replayed, replay
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading
from tonghao.ids import new_id
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.load import LoadedCase, load_cases
from tonghao.moderation.miss_clocks import miss_clocks


@pytest.fixture
async def acts(world: World) -> Acts:
    return await do_everything(world)


def _said(found: Replayed) -> set[tuple[str, str, str]]:
    """Other tests write cases past the verbs, so only what is new counts."""
    return {(one.kind, one.id, one.field) for one in found.differences}


async def test_the_log_alone_gives_every_decision_as_it_stands(world: World, pool: Pool) -> None:
    async with reading(pool) as conn:
        before = await replay(conn)
    await do_everything(world)
    async with reading(pool) as conn:
        after = await replay(conn)
    assert _said(after) <= _said(before)
    grown = {kind: after.compared[kind] - before.compared[kind] for kind in after.compared}
    assert grown["case"] == 6
    assert grown["decision"] == 8
    assert grown["curb"] == 1
    assert grown["sanction"] == 8
    assert grown["restriction"] >= 7
    assert (grown["circle"], grown["brake"], grown["trip"], grown["appeal"]) == (1, 1, 1, 6)
    # The case and the decision about somebody whose words are gone.
    assert after.erased - before.erased == 2


@pytest.mark.parametrize(
    ("tampering", "kind", "field"),
    [
        ("UPDATE cases SET category = 'vulgar' WHERE author_id = $1 AND state <> 'open'", "case", "category"),
        ("DELETE FROM case_decisions WHERE case_id IN (SELECT id FROM cases WHERE author_id = $1)",
         "decision", ""),
        ("UPDATE account_sanctions SET category = 'vulgar' WHERE account_id = $1 AND kind = 'mute'",
         "sanction", "category"),
        ("UPDATE posts SET curb = 'fold' WHERE author_id = $1 AND curb = 'limit'", "curb", "act"),
        ("UPDATE appeals SET state = 'upheld' WHERE appellant_id = $1 AND state = 'overturned'",
         "appeal", "state"),
    ],
)  # fmt: skip
async def test_what_was_changed_past_the_log_is_found(
    acts: Acts, conn: Connection, tampering: str, kind: str, field: str
) -> None:
    before = _said(await replay(conn))
    await conn.execute(tampering, acts.author)
    found = _said(await replay(conn)) - before
    assert found
    assert {(one[0], one[2]) for one in found} == {(kind, field)}


async def test_a_decision_that_nobody_logged_is_found(acts: Acts, conn: Connection) -> None:
    before = _said(await replay(conn))
    await conn.execute("UPDATE circles SET restrictions = '{}' WHERE id = $1", acts.circle.circle_id)
    await conn.execute(
        "INSERT INTO circle_restrictions (circle_id, id, kind, source, reason, at)"
        " VALUES ($1, $2, 'tips_off', 'sanction', '没有写进日志', now())",
        acts.circle.circle_id,
        new_id(),
    )
    found = _said(await replay(conn)) - before
    assert {one[0] for one in found} == {"restriction", "circle"}


async def test_loaded_cases_and_missed_clocks_are_in_the_log_too(acts: Acts, conn: Connection) -> None:
    before = await replay(conn)
    post_id = await conn.fetchval("SELECT id FROM posts WHERE author_id = $1 LIMIT 1", acts.author)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=acts.circle.circle_id)
    assert subject is not None
    loaded = LoadedCase(new_id(), subject, "vulgar", 1, now(), now(), acts.moderator, "早先看过")
    assert await load_cases(conn, [loaded]) == 1
    await miss_clocks(conn, at=now())
    after = await replay(conn)
    assert _said(after) == _said(before)
    assert after.compared["case"] == before.compared["case"] + 1
