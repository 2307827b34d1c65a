"""Holds that are told by events come before a person, once, wherever they belong."""

from uuid import UUID

import msgspec

from tests.media.made import HELD, judged
from tests.moderation.scene import Scene, about_post, case_of, comment, held_post, post, set_scene, verdict
from tonghao.audit.read import list_entries
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, CommentHeld, MediaChecked, PostHeld
from tonghao.media.read import get_medium
from tonghao.moderation.decide import decide_case
from tonghao.moderation.jobs import (
    forget_deleted_person,
    open_case_of_comment,
    open_case_of_photo,
    open_case_of_post,
)
from tonghao.moderation.open_case import IMPORTED
from tonghao.moderation.read import get_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import Case
from tonghao.moderation.undo import undo_decision


def held_event(scene: Scene, post_id: UUID) -> PostHeld:
    found: dict[str, object] = msgspec.to_builtins(verdict())
    return PostHeld(scene.circle_id, post_id, scene.author, "abuse.person", 2, found)


async def case_about(pool: Pool, scene: Scene, subject_id: UUID) -> Case | None:
    async with reading(pool) as conn:
        case_id = await case_of(conn, subject_id)
        return await get_case(conn, case_id=case_id, viewer_id=scene.moderator) if case_id else None


async def test_a_held_post_is_queued_once_however_often_it_is_told(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene, state="held", category="abuse.person")
    for _ in range(2):
        await open_case_of_post(held_event(scene, post_id), pool=pool)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM cases WHERE subject_id = $1", post_id) == 1
        assert len((await list_entries(conn, subject_id=post_id)).entries) == 1


async def test_a_post_that_is_no_longer_held_is_not_queued(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
    await open_case_of_post(held_event(scene, post_id), pool=pool)
    assert await case_about(pool, scene, post_id) is None


async def test_a_held_comment_is_queued_with_what_stands_around_it(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
        await comment(conn, scene, post_id, floor=2, author_id=scene.neighbour)
        held = await comment(
            conn, scene, post_id, floor=3, state="held", category="abuse.person", text="闭嘴"
        )
        await comment(conn, scene, post_id, floor=4, author_id=scene.neighbour)
    found: dict[str, object] = msgspec.to_builtins(verdict())
    event = CommentHeld(scene.circle_id, post_id, held, scene.author, "abuse.person", 2, found)
    await open_case_of_comment(event, pool=pool)
    case = await case_about(pool, scene, held)
    assert case is not None
    assert isinstance(case.context, list)
    assert [floor.floor for floor in case.context] == [2, 3, 4]
    assert case.context[1].text == "闭嘴"


async def test_a_held_photo_is_looked_at_with_its_post(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD)
        post_id = await post(conn, scene, state="pending", photos=[photo])
    event = MediaChecked(scene.author, photo, "held", "sex.explicit")
    for _ in range(2):
        await open_case_of_photo(event, pool=pool)
    case = await case_about(pool, scene, post_id)
    assert case is not None
    assert (case.subject_kind, case.has_photos, case.severity) == ("post", True, 3)
    assert await case_about(pool, scene, photo) is None
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=case.case_id,
            moderator_id=scene.moderator,
            is_operator=False,
            act="release",
            category="sex.suggestive",
            note="健身照",
        )
    async with reading(pool) as conn:
        assert (await get_medium(conn, scene.author, photo)).state == "visible"
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "visible"


async def test_a_photo_held_before_its_post_is_decided_by_itself(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD)
    event = MediaChecked(scene.author, photo, "held", "sex.explicit")
    await open_case_of_photo(event, pool=pool)
    async with writing(pool) as conn:
        post_id = await post(conn, scene, state="held", category="abuse.person", photos=[photo])
    await open_case_of_post(held_event(scene, post_id), pool=pool)
    await open_case_of_photo(event, pool=pool)
    by_itself, of_post = await case_about(pool, scene, photo), await case_about(pool, scene, post_id)
    assert by_itself is not None
    assert of_post is not None
    assert by_itself.context is not None, "the post that waits for it is shown"
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=of_post.case_id,
            moderator_id=scene.moderator,
            is_operator=False,
            act="release",
            category="abuse.person",
            note="玩笑",
        )
        assert (await get_medium(conn, scene.author, photo)).state == "held"
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "held"


async def test_a_photo_of_somebody_whom_an_archive_brought_has_time(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD)
        post_id = await post(conn, scene, state="pending", photos=[photo])
        await conn.execute("UPDATE accounts SET state = 'unclaimed' WHERE id = $1", scene.author)
    await open_case_of_photo(MediaChecked(scene.author, photo, "held", "sex.explicit"), pool=pool)
    async with reading(pool) as conn:
        case_id = await case_of(conn, post_id)
        clock = await conn.fetchval("SELECT due_at - opened_at FROM cases WHERE id = $1", case_id)
        calls = await conn.fetchval("SELECT count(*) FROM calls WHERE circle_id = $1", scene.circle_id)
    assert (clock, calls) == (IMPORTED, 0)


async def test_an_undo_that_holds_a_photo_again_opens_no_second_case(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD, purpose="avatar")
    event = MediaChecked(scene.author, photo, "held", "sex.explicit")
    await open_case_of_photo(event, pool=pool)
    case = await case_about(pool, scene, photo)
    assert case is not None
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=case.case_id,
            moderator_id=scene.moderator,
            is_operator=False,
            act="release",
            category="sex.suggestive",
            note="泳照",
        )
        await undo_decision(
            conn, case_id=case.case_id, moderator_id=scene.colleague, is_operator=False, note="再看"
        )
    await open_case_of_photo(event, pool=pool)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM cases WHERE subject_id = $1", photo) == 1


async def test_a_visible_photo_is_nobodys_case(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author)
    await open_case_of_photo(MediaChecked(scene.author, photo, "visible", None), pool=pool)
    await open_case_of_photo(MediaChecked(scene.author, photo, "held", "sex.explicit"), pool=pool)
    assert await case_about(pool, scene, photo) is None


async def test_a_deleted_person_leaves_no_words_in_cases_and_no_reports(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        _, case_id = await held_post(conn, scene)
        await decide_case(
            conn,
            case_id=case_id,
            moderator_id=scene.moderator,
            is_operator=False,
            act="remove",
            category="abuse.person",
            note="骂人",
        )
        other = await post(conn, scene, author_id=scene.neighbour)
        await report_content(conn, reporter_id=scene.author, new=about_post(scene, other, note="他偷图"))
    for _ in range(2):
        await forget_deleted_person(AccountDeleted(scene.author), pool=pool)
    async with reading(pool) as conn:
        case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
        assert (case.snapshot.text, case.snapshot.name, case.verdict, case.excerpt) == ("", "", None, "")
        assert "蠢货" not in str(
            await conn.fetchval("SELECT before FROM case_decisions WHERE case_id = $1", case_id)
        )
        assert await conn.fetchval("SELECT count(*) FROM reports WHERE reporter_id = $1", scene.author) == 0
        reported = await get_case(conn, case_id=await case_of(conn, other), viewer_id=scene.moderator)
        assert (reported.reports, reported.reports_list) == (0, [])
