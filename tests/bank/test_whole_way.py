"""A removed photo stays away from every circle, until its removal is taken back or found wrong."""

from uuid import UUID

import pytest

from tests.bank.scene import decide, drawing, mirrored, removed_photo, state_of
from tests.media.pictures import saved
from tests.moderation.scene import case_of
from tests.world import World
from tonghao.bank.match import Bank
from tonghao.bank.read import get_entry
from tonghao.bank.retire import EntryRetired, retire_entry
from tonghao.db import Pool, reading, writing
from tonghao.media.hash_stored import hash_some
from tonghao.media.read import find_verdict
from tonghao.moderation.undo import undo_decision
from tonghao.posts.types import PhotoDraft
from tonghao.screening.known import STAGE, entry_of


async def entry_ids(pool: Pool, case_id: UUID) -> list[UUID]:
    async with reading(pool) as conn:
        rows = await conn.fetch("SELECT id FROM bank_entries WHERE case_id = $1 ORDER BY at", case_id)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("purpose", ["post", "avatar", "cover"])
async def test_it_is_held_wherever_it_comes_back(world: World, pool: Pool, purpose: str) -> None:
    picture = drawing()
    case_id, _, _ = await removed_photo(world, picture)
    somebody = await world.account()
    again = await world.photo(somebody, mirrored(picture), purpose=purpose)
    assert await state_of(world, again) == ("held", "sex.suggestive")
    async with reading(pool) as conn:
        verdict = await find_verdict(conn, somebody, again)
    assert verdict is not None
    assert (verdict.act, verdict.findings[0].stage) == ("hold", STAGE)
    assert [entry_of(verdict)] == await entry_ids(pool, case_id)


async def test_its_author_is_told_a_person_gets_the_case_and_nobody_else_sees_the_post(
    world: World, pool: Pool
) -> None:
    picture = drawing()
    await removed_photo(world, picture, category="sex.explicit")
    circle = await world.circle(members=1, on_duty=True)
    (author,) = circle.members
    photo = await world.photo(author, mirrored(picture), checked=False)
    post = await world.post(circle.circle_id, author, photos=[PhotoDraft(photo)])
    await world.settle()
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id) == "held"
        case = await conn.fetchrow("SELECT * FROM cases WHERE id = $1", await case_of(conn, post.post_id))
        told = await conn.fetchval(
            "SELECT count(*) FROM notifications WHERE account_id = $1 AND kind = 'decision'", author
        )
        held = await conn.fetchval(
            "SELECT count(*) FROM audit_entries WHERE act = 'post.held' AND subject_id = $1", post.post_id
        )
    assert (case["category"], case["severity"], case["inlet"]) == ("sex.explicit", 3, "machine")
    assert (told, held) == (1, 1)


async def test_a_photo_of_the_gravest_kind_has_no_preview(world: World, pool: Pool) -> None:
    picture = drawing()
    await removed_photo(world, picture, category="ncii")
    somebody = await world.account()
    again = await world.photo(somebody, saved(picture, quality=80))
    async with reading(pool) as conn:
        verdict = await find_verdict(conn, somebody, again)
    assert verdict is not None
    assert (verdict.act, verdict.category) == ("quarantine", "ncii")


async def test_an_undo_lets_it_in_again_and_a_new_removal_keeps_it_away_again(
    world: World, pool: Pool
) -> None:
    picture = drawing()
    case_id, _, moderator = await removed_photo(world, picture)
    async with writing(pool) as conn:
        await undo_decision(conn, case_id=case_id, moderator_id=moderator, is_operator=False, note="弄错了")
    somebody = await world.account()
    assert (await state_of(world, await world.photo(somebody, mirrored(picture))))[0] == "visible"
    (entry_id,) = await entry_ids(pool, case_id)
    async with reading(pool) as conn:
        entry = await get_entry(conn, entry_id)
    assert (entry.retire_reason, entry.retired_by and entry.retired_by.account_id) == ("弄错了", moderator)
    await decide(world, case_id, moderator, "remove")
    await world.settle()
    # The same bytes were fine a moment ago; that verdict does not count any more.
    assert (await state_of(world, await world.photo(somebody, mirrored(picture))))[0] == "held"


async def test_an_operator_retires_an_entry_with_a_reason_and_once(world: World, pool: Pool) -> None:
    picture = drawing()
    case_id, _, _ = await removed_photo(world, picture)
    operator = await world.account(role="operator")
    (entry_id,) = await entry_ids(pool, case_id)
    async with writing(pool) as conn:
        await retire_entry(conn, entry_id=entry_id, operator_id=operator, reason="太像别的了")
        with pytest.raises(EntryRetired):
            await retire_entry(conn, entry_id=entry_id, operator_id=operator, reason="再来一次")
    somebody = await world.account()
    assert (await state_of(world, await world.photo(somebody, mirrored(picture))))[0] == "visible"


async def test_what_a_person_released_is_not_held_for_the_same_mistake(world: World, pool: Pool) -> None:
    picture = drawing()
    await removed_photo(world, picture)
    somebody, moderator = await world.account(), await world.account(role="moderator")
    copy = mirrored(picture)
    held = await world.photo(somebody, copy)
    await world.settle()
    async with reading(pool) as conn:
        case_id = await case_of(conn, held)
    await decide(world, case_id, moderator, "release")
    assert (await state_of(world, held))[0] == "visible"
    assert (await state_of(world, await world.photo(somebody, copy)))[0] == "visible"
    async with writing(pool) as conn:
        await undo_decision(conn, case_id=case_id, moderator_id=moderator, is_operator=False, note="还是不行")
    assert (await state_of(world, await world.photo(somebody, copy)))[0] == "held"


async def test_a_post_removed_for_its_words_does_not_ban_its_photos(world: World, pool: Pool) -> None:
    picture = drawing()
    case_id, _, _ = await removed_photo(world, picture, category="abuse.person")
    assert await entry_ids(pool, case_id) == []
    somebody = await world.account()
    assert (await state_of(world, await world.photo(somebody, mirrored(picture))))[0] == "visible"


async def test_a_flat_colour_never_enters_and_never_matches(world: World, pool: Pool) -> None:
    from PIL import Image

    flat = Image.new("RGB", (300, 200), (140, 20, 60))
    case_id, _, _ = await removed_photo(world, flat)
    assert await entry_ids(pool, case_id) == []
    somebody = await world.account()
    again = await world.photo(somebody, saved(flat, "PNG"))
    assert (await state_of(world, again))[0] == "visible"


async def test_photos_of_before_are_hashed_by_and_by_and_can_enter(world: World, pool: Pool) -> None:
    somebody = await world.account()
    photo = await world.photo(somebody, saved(drawing()))
    async with writing(pool) as conn:
        look = await conn.fetchval("UPDATE media SET look = NULL WHERE id = $1 RETURNING id", photo)
        assert look == photo
    while await hash_some(pool, world.parts["store"], world.parts["photo_screener"], most=50):
        pass
    async with reading(pool) as conn:
        assert len(await conn.fetchval("SELECT look FROM media WHERE id = $1", photo)) == 64


async def test_a_copy_of_the_bank_takes_over_what_changed_only(world: World, pool: Pool) -> None:
    picture = drawing()
    mine, fresh = Bank(), Bank()
    async with writing(pool) as conn:
        await mine.refresh(conn)
    case_id, photo, _ = await removed_photo(world, picture)
    async with writing(pool) as conn:
        look = await conn.fetchval("SELECT look FROM media WHERE id = $1", photo)
        found = await mine.match(conn, look)
        assert found is not None
        assert [found.entry_id] == await entry_ids(pool, case_id)
        assert found == await fresh.match(conn, look)
        assert mine.version == fresh.version
        assert await mine.match(conn, b"") is None
