"""Events become notifications for those whom they concern."""

from typing import Any
from uuid import UUID

import msgspec

from tests.media.made import HELD, judged, pending
from tests.moderation.scene import Scene, about_post, case_of, comment, held_post, post, set_scene, verdict
from tonghao.accounts.block import block
from tonghao.case_events import CaseDecided
from tonghao.circle_events import PartnerDecided
from tonghao.db import Pool, reading, writing
from tonghao.events import (
    AccountDeleted,
    CommentEdited,
    CommentHidden,
    CommentPublished,
    Liked,
    MediaChecked,
    PostHeld,
    PostHidden,
    PostPublished,
    decode_event,
)
from tonghao.ids import new_id
from tonghao.media.check import settle_photo
from tonghao.media.types import REFUSED, Judged
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import DecisionAct
from tonghao.moderation.undo import undo_decision
from tonghao.notifications import jobs
from tonghao.notifications.read import list_notifications
from tonghao.notifications.types import Notification
from tonghao.posts.hide import hide_post


async def told(pool: Pool, account_id: UUID) -> list[Notification]:
    """What *account_id* is told, newest first."""
    async with reading(pool) as conn:
        return (await list_notifications(conn, account_id=account_id, cursor=None)).entries


async def kinds(pool: Pool, account_id: UUID) -> list[str]:
    return [one.kind for one in await told(pool, account_id)]


async def staged(pool: Pool) -> tuple[Scene, UUID]:
    """A scene and a post in it."""
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        return scene, await post(conn, scene)


def commented(
    scene: Scene,
    post_id: UUID,
    comment_id: UUID,
    *,
    by: UUID,
    answered: UUID,
    mentioned: list[UUID],
    reply_number: int = 0,
) -> CommentPublished:
    return CommentPublished(
        scene.circle_id,
        post_id,
        comment_id,
        by,
        answered,
        scene.author,
        mentioned,
        1,
        {"reply_number": reply_number},
    )


async def test_an_answer_is_a_reply_and_a_name_a_mention_and_nobody_gets_both(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        comment_id = await comment(conn, scene, post_id, author_id=scene.neighbour)
    event = commented(
        scene,
        post_id,
        comment_id,
        by=scene.neighbour,
        answered=scene.author,
        mentioned=[scene.author, scene.owner, scene.neighbour],
    )
    for _ in range(2):
        await jobs.tell_of_comment(event, pool=pool)
    assert await kinds(pool, scene.author) == ["reply"]
    assert await kinds(pool, scene.owner) == ["mention"]
    assert await kinds(pool, scene.neighbour) == []


async def test_a_reply_inside_a_floor_tells_whom_it_answers_and_not_the_posts_author(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        comment_id = await comment(conn, scene, post_id, author_id=scene.neighbour)
    event = commented(
        scene, post_id, comment_id, by=scene.neighbour, answered=scene.owner, mentioned=[], reply_number=1
    )
    await jobs.tell_of_comment(event, pool=pool)
    assert await kinds(pool, scene.owner) == ["reply"]
    assert await kinds(pool, scene.author) == []


async def test_an_edit_tells_only_those_who_are_named_since(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        comment_id = await comment(conn, scene, post_id, author_id=scene.neighbour)
    first = commented(
        scene, post_id, comment_id, by=scene.neighbour, answered=scene.author, mentioned=[scene.owner]
    )
    await jobs.tell_of_comment(first, pool=pool)
    edit = CommentEdited(
        scene.circle_id, post_id, comment_id, scene.neighbour, [scene.owner, scene.author, scene.stranger], {}
    )
    await jobs.tell_of_comment_edit(edit, pool=pool)
    assert await kinds(pool, scene.owner) == ["mention"]
    assert await kinds(pool, scene.author) == ["reply"]
    assert await kinds(pool, scene.stranger) == ["mention"]


async def test_a_post_tells_whom_it_names(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    event = PostPublished(scene.circle_id, post_id, scene.author, [scene.neighbour], {})
    for _ in range(2):
        await jobs.tell_of_post(event, pool=pool)
    (found,) = await told(pool, scene.neighbour)
    assert (found.kind, found.post_id, found.comment_id) == ("mention", post_id, None)
    assert found.excerpt == "今早跑了五公里"


async def like(pool: Pool, scene: Scene, post_id: UUID, by: UUID) -> None:
    async with writing(pool) as conn:
        await conn.execute(
            "INSERT INTO likes (circle_id, subject_id, post_id, account_id) VALUES ($1, $2, $2, $3)",
            scene.circle_id,
            post_id,
            by,
        )
    await jobs.tell_of_like(Liked(scene.circle_id, post_id, None, scene.author, by), pool=pool)


async def test_the_likes_of_a_day_are_one_notification_with_a_count(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    for person in (scene.neighbour, scene.owner, scene.stranger):
        await like(pool, scene, post_id, person)
    (found,) = await told(pool, scene.author)
    assert (found.kind, found.details.count) == ("like", 3)
    assert found.actor is not None
    assert found.actor.account_id == scene.stranger


async def test_a_like_told_twice_counts_once_and_ones_own_never(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    await like(pool, scene, post_id, scene.author)
    assert await told(pool, scene.author) == []
    await like(pool, scene, post_id, scene.neighbour)
    await jobs.tell_of_like(Liked(scene.circle_id, post_id, None, scene.author, scene.neighbour), pool=pool)
    (found,) = await told(pool, scene.author)
    assert found.details.count == 1


async def test_a_like_by_somebody_shut_out_is_not_told(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        await block(conn, account_id=scene.author, blocked_id=scene.neighbour)
    await like(pool, scene, post_id, scene.neighbour)
    assert await told(pool, scene.author) == []


async def test_a_hold_is_told_with_reason_and_rule_in_both_languages(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene, state="held", category="abuse.person")
    found: dict[str, object] = msgspec.to_builtins(verdict())
    event = PostHeld(scene.circle_id, post_id, scene.author, "abuse.person", 2, found)
    for _ in range(2):
        await jobs.tell_of_held_post(event, pool=pool)
    (one,) = await told(pool, scene.author)
    assert (one.kind, one.details.act, one.details.category) == ("decision", "hold", "abuse.person")
    assert one.details.rule is not None
    assert one.details.message is not None
    assert "辱骂" in one.details.rule.zh
    assert "insult" in one.details.rule.en
    assert one.details.message.zh
    assert one.details.message.en
    assert one.actor is None


async def test_a_held_photo_is_told_to_its_owner(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD, purpose="avatar")
    await jobs.tell_of_stopped_photo(MediaChecked(scene.author, photo, "held", "sex.explicit"), pool=pool)
    await jobs.tell_of_stopped_photo(MediaChecked(scene.author, photo, "visible", None), pool=pool)
    (one,) = await told(pool, scene.author)
    assert (one.details.act, one.details.media_id, one.details.subject_kind) == ("hold", photo, "photo")


async def test_a_photo_that_cannot_be_used_is_told_with_what_is_wrong_with_it(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await pending(conn, scene.author)
        await settle_photo(conn, owner_id=scene.author, media_id=photo, judged=Judged(refused="broken"))
    for _ in range(2):
        await jobs.tell_of_stopped_photo(MediaChecked(scene.author, photo, "refused", None), pool=pool)
    (one,) = await told(pool, scene.author)
    assert one.details.message is not None
    assert (one.details.message.zh, one.details.message.en) == (REFUSED["broken"].zh, REFUSED["broken"].en)
    assert (one.details.media_id, one.details.category) == (photo, None)


async def test_a_removed_photo_is_told_by_its_decision_alone(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD)
    await jobs.tell_of_stopped_photo(MediaChecked(scene.author, photo, "refused", "sex.explicit"), pool=pool)
    assert await told(pool, scene.author) == []


async def test_an_author_hears_once_that_the_staff_of_the_circle_removed_something(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        place = scene.circle_id, post_id
        comment_id = await comment(conn, scene, post_id, state="removed", author_id=scene.author)
        await hide_post(conn, *place, state="removed")
    comment_gone = CommentHidden(*place, comment_id, scene.author, 2, 0, "removed", 0)
    for _ in range(2):
        await jobs.tell_of_removed_post(PostHidden(*place, scene.author, "removed"), pool=pool)
        await jobs.tell_of_removed_comment(comment_gone, pool=pool)
    assert sorted((one.details.act, one.details.subject_kind) for one in await told(pool, scene.author)) == [
        ("remove", "comment"),
        ("remove", "post"),
    ]


async def test_what_a_moderator_removed_is_told_by_the_decision_alone(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        await hide_post(conn, scene.circle_id, post_id, state="removed", category="abuse.person")
    gone = PostHidden(scene.circle_id, post_id, scene.author, "removed")
    await jobs.tell_of_removed_post(gone, pool=pool)
    assert await told(pool, scene.author) == []


async def decisions(pool: Pool, case_id: UUID) -> list[CaseDecided]:
    async with reading(pool) as conn:
        rows = await conn.fetch(
            "SELECT event FROM outbox WHERE kind = 'case.decided' AND event->>'case_id' = $1 ORDER BY tx, id",
            str(case_id),
        )
    found: list[Any] = [decode_event(row["event"]) for row in rows]
    return found


async def decided(pool: Pool, scene: Scene, case_id: UUID, act: DecisionAct) -> None:
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=case_id,
            moderator_id=scene.moderator,
            is_operator=False,
            act=act,
            category="abuse.person",
            note="内部说明",
        )
    await jobs.tell_of_decision((await decisions(pool, case_id))[-1], pool=pool)


async def test_the_author_is_told_of_a_removal_by_rule_and_the_reporter_of_the_result(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        made = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
        case_id = await case_of(conn, post_id)
    await decided(pool, scene, case_id, "remove")
    (one,) = await told(pool, scene.author)
    assert (one.kind, one.details.act, one.details.category) == ("decision", "remove", "abuse.person")
    assert one.details.message is not None
    assert "辱骂" in one.details.message.zh
    assert one.excerpt == "今早跑了五公里", "authors see their own words"
    whole = msgspec.json.encode(one).decode()
    assert "内部说明" not in whole
    assert str(scene.neighbour) not in whole
    assert str(scene.moderator) not in whole
    (result,) = await told(pool, scene.neighbour)
    assert (result.kind, result.details.number, result.details.report_state) == (
        "report",
        made.number,
        "upheld",
    )
    assert result.excerpt == ""


async def test_an_author_is_not_told_of_a_report_that_was_dismissed(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    async with writing(pool) as conn:
        await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
        case_id = await case_of(conn, post_id)
    await decided(pool, scene, case_id, "release")
    assert await told(pool, scene.author) == []
    (result,) = await told(pool, scene.neighbour)
    assert result.details.report_state == "dismissed"


async def test_a_release_and_its_undo_are_told_each_once(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        _, case_id = await held_post(conn, scene)
    await decided(pool, scene, case_id, "release")
    async with writing(pool) as conn:
        await undo_decision(
            conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="再看"
        )
    for event in (await decisions(pool, case_id)) * 2:
        await jobs.tell_of_decision(event, pool=pool)
    released, undone = sorted(await told(pool, scene.author), key=lambda one: one.details.act or "")
    assert (undone.details.act, released.details.act) == ("undo", "release")
    assert released.details.category is None


async def test_an_applicant_hears_of_the_decision(pool: Pool) -> None:
    scene, _ = await staged(pool)
    await jobs.tell_of_partner(PartnerDecided(new_id(), scene.author, False, "请补营业执照"), pool=pool)
    (one,) = await told(pool, scene.author)
    assert (one.kind, one.details.approved, one.details.reason) == ("partner", False, "请补营业执照")


async def test_a_deleted_account_leaves_no_notifications(pool: Pool) -> None:
    scene, post_id = await staged(pool)
    await like(pool, scene, post_id, scene.neighbour)
    await jobs.forget_notifications(AccountDeleted(scene.author), pool=pool)
    assert await told(pool, scene.author) == []
