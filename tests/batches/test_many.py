"""A raid is decided at once: each case by itself, with its own result, and all of it can be taken back."""

from uuid import UUID

import pytest

from tests.moderation.scene import Scene, held_post, set_scene
from tonghao.accounts.sanctions import list_sanctions
from tonghao.batches.alike import list_alike
from tonghao.batches.decide_many import decide_batch, make_batch
from tonghao.batches.jobs import finish_batches
from tonghao.batches.read import get_batch
from tonghao.batches.types import Batch, NewBatch
from tonghao.batches.undo_many import BatchUndone, begin_undo, undo_batch
from tonghao.db import Pool, reading, writing
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import NothingRemoved, decide_case
from tonghao.moderation.lock_case import Recused
from tonghao.moderation.recuse import recuse_from_case
from tonghao.moderation.types import SanctionWish
from tonghao.moderation.undo import undo_decision


async def _raid(pool: Pool, *, count: int = 3, severity: int = 2) -> tuple[Scene, list[UUID], list[UUID]]:
    """*count* held posts with the same words: the scene, posts and cases."""
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        made = [await held_post(conn, scene, severity=severity, text="同一句广告") for _ in range(count)]
    return scene, [post for post, _ in made], [case for _, case in made]


async def _decided(pool: Pool, scene: Scene, new: NewBatch) -> Batch:
    async with writing(pool) as conn:
        batch_id = await make_batch(conn, by=scene.moderator, is_operator=False, new=new)
    await decide_batch(pool, batch_id=batch_id)
    async with reading(pool) as conn:
        return await get_batch(conn, batch_id=batch_id, viewer_id=scene.moderator)


async def _states(pool: Pool, posts: list[UUID]) -> list[str]:
    async with reading(pool) as conn:
        rows = await conn.fetch("SELECT id, state FROM posts WHERE id = ANY($1::uuid[])", posts)
    by_id = {row[0]: row[1] for row in rows}
    return [by_id[one] for one in posts]


async def test_one_decision_meets_every_case_by_itself(pool: Pool) -> None:
    scene, posts, cases = await _raid(pool)
    async with writing(pool) as conn:
        await claim_case(conn, case_id=cases[1], moderator_id=scene.colleague)
    batch = await _decided(pool, scene, NewBatch(cases, "remove", "abuse.person", "同一句话"))
    assert [one.outcome for one in batch.results] == ["removed", "refused", "removed"]
    assert batch.results[1].code == "claimed_by_another"
    assert batch.results[1].said_zh
    assert await _states(pool, posts) == ["removed", "held", "removed"]
    async with reading(pool) as conn:
        notes = await conn.fetch("SELECT note FROM case_decisions WHERE case_id = ANY($1::uuid[])", cases)
    assert [row[0] for row in notes] == ["同一句话", "同一句话"]


async def test_a_batch_is_taken_back_but_not_what_was_decided_since(pool: Pool) -> None:
    scene, posts, cases = await _raid(pool)
    batch = await _decided(pool, scene, NewBatch(cases, "remove", "abuse.person", "同一句话"))
    async with writing(pool) as conn:
        judge = {"case_id": cases[2], "moderator_id": scene.colleague, "is_operator": False}
        await undo_decision(conn, **judge, note="看错了")
        await decide_case(conn, **judge, act="remove", category="abuse.person", note="这一条是真的")
    async with writing(pool) as conn:
        await begin_undo(conn, batch_id=batch.batch_id, by=scene.moderator, note="弄错了")
    await undo_batch(pool, batch_id=batch.batch_id, by=scene.moderator, is_operator=False, note="弄错了")
    async with reading(pool) as conn:
        after = await get_batch(conn, batch_id=batch.batch_id, viewer_id=scene.moderator)
    assert [one.outcome for one in after.results] == ["undone", "undone", "kept"]
    assert after.results[2].code == "decided_since"
    assert await _states(pool, posts) == ["held", "held", "removed"]
    async with writing(pool) as conn:
        with pytest.raises(BatchUndone):
            await begin_undo(conn, batch_id=batch.batch_id, by=scene.moderator, note="再来")


async def test_the_gravest_still_takes_a_second_person(pool: Pool) -> None:
    scene, posts, cases = await _raid(pool, count=2, severity=4)
    batch = await _decided(pool, scene, NewBatch(cases, "release", "abuse.person", "看过了，没有问题"))
    assert [one.outcome for one in batch.results] == ["proposed", "proposed"]
    assert await _states(pool, posts) == ["held", "held"]


async def test_a_suspension_of_everybody_is_proposed_once_each(pool: Pool) -> None:
    scene, _, cases = await _raid(pool)
    new = NewBatch(cases, "remove", "abuse.person", "同一句话", SanctionWish("suspend", 24))
    batch = await _decided(pool, scene, new)
    assert {one.outcome for one in batch.results} == {"removed"}
    async with reading(pool) as conn:
        sanctions = (await list_sanctions(conn, account_id=scene.author, limit=10)).entries
    assert [(one.kind, one.state) for one in sanctions] == [("suspend", "proposed")]


async def test_who_has_a_part_in_it_decides_nothing_in_a_batch_either(pool: Pool) -> None:
    scene, posts, cases = await _raid(pool, count=1)
    async with writing(pool) as conn:
        await conn.execute("UPDATE accounts SET role = 'moderator' WHERE id = $1", scene.author)
        new = NewBatch(cases, "release", "abuse.person", "没有问题")
        batch_id = await make_batch(conn, by=scene.author, is_operator=False, new=new)
    await decide_batch(pool, batch_id=batch_id)
    async with reading(pool) as conn:
        batch = await get_batch(conn, batch_id=batch_id, viewer_id=scene.author)
    assert [one.code for one in batch.results] == ["own_content"]
    assert await _states(pool, posts) == ["held"]


async def test_a_batch_that_broke_off_is_finished(pool: Pool) -> None:
    scene, posts, cases = await _raid(pool)
    async with writing(pool) as conn:
        new = NewBatch(cases, "remove", "abuse.person", "同一句话")
        batch_id = await make_batch(conn, by=scene.moderator, is_operator=False, new=new)
    await finish_batches(pool)
    assert await _states(pool, posts) == ["held"] * 3, "its own request is given a minute"
    async with writing(pool) as conn:
        await conn.execute("UPDATE batches SET at = at - interval '2 minutes' WHERE id = $1", batch_id)
    await finish_batches(pool)
    assert await _states(pool, posts) == ["removed"] * 3


async def test_a_sanction_without_a_removal_is_refused(pool: Pool) -> None:
    scene, _, cases = await _raid(pool, count=1)
    new = NewBatch(cases, "release", "abuse.person", "没有问题", SanctionWish("strike"))
    async with writing(pool) as conn:
        with pytest.raises(NothingRemoved):
            await make_batch(conn, by=scene.moderator, is_operator=False, new=new)


async def test_cases_alike_by_words_person_and_rule(pool: Pool) -> None:
    scene, _, cases = await _raid(pool)
    async with writing(pool) as conn:
        other = (await held_post(conn, scene, text="另一句"))[1]
        another = (await held_post(conn, scene, text="又一句", category="vulgar"))[1]
        away = (await held_post(conn, scene, text="同一句广告"))[1]
        await recuse_from_case(conn, case_id=away, moderator_id=scene.moderator, reason="认识")
    async with reading(pool) as conn:
        who = {"case_id": cases[0], "viewer_id": scene.moderator}
        found = await list_alike(conn, **who, by=None)
        author = await list_alike(conn, **who, by="author")
        rule = await list_alike(conn, **who, by="rule")
        with pytest.raises(Recused):
            await list_alike(conn, case_id=away, viewer_id=scene.moderator, by=None)
    assert (found.by, found.rows[0].case_id) == ("text", cases[0])
    assert {cases[0], cases[1], cases[2]} <= {row.case_id for row in found.rows}
    assert away not in {row.case_id for row in found.rows + author.rows + rule.rows}
    assert {other, another} <= {row.case_id for row in author.rows}
    assert other in {row.case_id for row in rule.rows}
    assert another not in {row.case_id for row in rule.rows}
    assert found.counts["author"] == 5
    assert found.counts["photo"] == 0
