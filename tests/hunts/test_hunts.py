"""Hunts: shown photos are compared again; an operator sees what would be held, and says so."""

from uuid import UUID

import msgspec
import pytest

from tests.bank.scene import drawing, mirrored, removed_photo, state_of
from tests.media.pictures import saved
from tests.world import World
from tonghao.bank.retire import retire_entry
from tonghao.db import Pool, reading, writing
from tonghao.hunts.jobs import go_on
from tonghao.hunts.read import get_hunt, list_hits
from tonghao.hunts.start import HuntOpen, start_hunt
from tonghao.hunts.steer import HuntElsewhere, Move, steer_hunt
from tonghao.hunts.types import Hunt, HuntHit, HuntKind
from tonghao.posts.types import PhotoDraft
from tonghao.screening.types import Finding, Verdict


@pytest.fixture
async def operator(world: World, pool: Pool) -> UUID:
    async with writing(pool) as conn:  # what other tests left
        await conn.execute("UPDATE hunts SET state = 'cancelled', ended_at = now() WHERE ended_at IS NULL")
    return await world.account(role="operator")


async def start(pool: Pool, operator: UUID, kind: HuntKind = "bank") -> Hunt:
    async with writing(pool) as conn:
        return await start_hunt(conn, kind=kind, reason="换了规则", operator_id=operator)


async def steer(pool: Pool, operator: UUID, hunt: Hunt, move: Move) -> Hunt:
    async with writing(pool) as conn:
        return await steer_hunt(conn, hunt_id=hunt.hunt_id, move=move, operator_id=operator)


async def run(world: World, pool: Pool) -> None:
    await go_on(pool, world.parts["store"], world.parts["photo_screener"])


async def now(pool: Pool, hunt: Hunt) -> Hunt:
    async with reading(pool) as conn:
        return await get_hunt(conn, hunt.hunt_id)


async def hit_of(pool: Pool, hunt: Hunt, media_id: UUID) -> HuntHit | None:
    cursor = None
    while True:
        async with reading(pool) as conn:
            page = await list_hits(conn, hunt_id=hunt.hunt_id, cursor=cursor)
        for hit in page.entries:
            if hit.media_id == media_id:
                return hit
        if page.next_cursor is None:
            return None
        cursor = page.next_cursor


async def test_a_copy_that_was_shown_before_is_found_then_held_with_case_and_notice(
    world: World, pool: Pool, operator: UUID
) -> None:
    picture = drawing()
    circle = await world.circle(members=1, on_duty=True)
    (author,) = circle.members
    copy = await world.photo(author, mirrored(picture))
    post = await world.post(circle.circle_id, author, photos=[PhotoDraft(copy)])
    await removed_photo(world, picture)
    hunt = await start(pool, operator)
    await run(world, pool)
    found = await now(pool, hunt)
    assert found.state == "ready"
    assert found.seen >= found.total > 0
    assert sum(one.photos for one in found.categories) == found.found
    hit = await hit_of(pool, hunt, copy)
    assert hit is not None
    assert (hit.category, hit.state, hit.owner.account_id) == ("sex.suggestive", "found", author)
    assert hit.distance is not None
    assert hit.distance <= 31
    assert (await state_of(world, copy))[0] == "visible"
    await steer(pool, operator, hunt, "apply")
    await run(world, pool)
    await world.settle()
    assert await state_of(world, copy) == ("held", "sex.suggestive")
    done = await now(pool, hunt)
    assert (done.state, done.held + done.passed_over) == ("applied", done.found)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id) == "held"
        cases = await conn.fetchval(
            "SELECT count(*) FROM cases WHERE state = 'open' AND author_id = $1", author
        )
        told = await conn.fetchval("SELECT count(*) FROM notifications WHERE account_id = $1", author)
        acts = await conn.fetch(
            "SELECT act FROM audit_entries WHERE subject_id = $1 ORDER BY number", hunt.hunt_id
        )
    assert (cases, told) == (1, 1)
    assert [row["act"] for row in acts] == ["hunt.started", "hunt.applied"]


async def test_it_rests_goes_on_and_is_cancelled_without_holding(
    world: World, pool: Pool, operator: UUID
) -> None:
    picture = drawing()
    somebody = await world.account()
    copy = await world.photo(somebody, mirrored(picture))
    await removed_photo(world, picture)
    hunt = await start(pool, operator)
    await steer(pool, operator, hunt, "pause")
    await run(world, pool)
    assert ((await now(pool, hunt)).state, (await now(pool, hunt)).seen) == ("paused", 0)
    with pytest.raises(HuntElsewhere):
        await steer(pool, operator, hunt, "apply")
    await steer(pool, operator, hunt, "resume")
    await run(world, pool)
    assert (await now(pool, hunt)).state == "ready"
    await steer(pool, operator, hunt, "cancel")
    await run(world, pool)
    assert (await state_of(world, copy))[0] == "visible"


async def test_one_hunt_at_a_time(pool: Pool, operator: UUID) -> None:
    await start(pool, operator)
    with pytest.raises(HuntOpen):
        await start(pool, operator)


async def test_what_changed_before_it_was_applied_is_passed_over(
    world: World, pool: Pool, operator: UUID
) -> None:
    picture = drawing()
    somebody = await world.account()
    copy = await world.photo(somebody, mirrored(picture))
    case_id, _, _ = await removed_photo(world, picture)
    hunt = await start(pool, operator)
    await run(world, pool)
    async with writing(pool) as conn:
        entry_id = await conn.fetchval("SELECT id FROM bank_entries WHERE case_id = $1", case_id)
        await retire_entry(conn, entry_id=entry_id, operator_id=operator, reason="弄错了")
    await steer(pool, operator, hunt, "apply")
    await run(world, pool)
    assert (await state_of(world, copy))[0] == "visible"
    hit = await hit_of(pool, hunt, copy)
    assert hit is not None
    assert hit.state == "passed_over"


@pytest.mark.parametrize(("act", "is_found"), [("allow", True), ("hold", False)])
async def test_a_stricter_policy_finds_by_the_score_of_then_but_not_what_a_person_released(
    world: World, pool: Pool, operator: UUID, act: str, is_found: bool
) -> None:
    somebody = await world.account()
    photo = await world.photo(somebody, saved(drawing()))
    score = Finding("sex.suggestive", 2, 0.7, "photo", None, "model 1")
    then = Verdict(act, 2, "sex.suggestive", (score,), "an older policy", "model 1")  # type: ignore[arg-type]
    async with writing(pool) as conn:
        await conn.execute("UPDATE media SET verdict = $2 WHERE id = $1", photo, msgspec.to_builtins(then))
    hunt = await start(pool, operator)
    await run(world, pool)
    assert (await hit_of(pool, hunt, photo) is not None) == is_found


async def test_the_model_is_shown_each_photo_again(world: World, pool: Pool, operator: UUID) -> None:
    from tests.media.pictures import with_code

    somebody = await world.account()
    code = await world.photo(somebody, saved(with_code("https://u.wechat.com/abcdefg")))
    fine = Verdict("allow", 0, None, (), "an older policy", "a model without codes")
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE media SET state = 'visible', category = NULL, verdict = $2 WHERE id = $1",
            code,
            msgspec.to_builtins(fine),
        )
    hunt = await start(pool, operator, "model")
    async with writing(pool) as conn:  # what other tests made takes long
        await conn.execute("UPDATE hunts SET after_owner = $2 WHERE id = $1", hunt.hunt_id, somebody)
    await run(world, pool)
    hit = await hit_of(pool, hunt, code)
    assert hit is not None
    assert (hit.category, hit.entry_id, hit.distance) == ("spam.contact", None, None)
