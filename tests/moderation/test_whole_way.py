"""The whole way: written, held, told, decided and seen, through the product's own events and jobs."""

from uuid import UUID

from tests.media.made import HELD, pending
from tests.moderation.scene import case_of
from tests.world import World
from tonghao.db import Pool, reading, writing
from tonghao.media.check import settle_photo
from tonghao.media.types import Judged
from tonghao.moderation.decide import decide_case
from tonghao.moderation.read import get_case
from tonghao.moderation.types import DecisionAct
from tonghao.notifications.read import list_notifications
from tonghao.posts.types import PhotoDraft

# The lexicon holds it: an offer that the house's own list names.
BAD = "高薪刷单日结，垫付返现，加我详聊"


async def told(pool: Pool, account_id: UUID) -> list[tuple[str, str | None]]:
    async with reading(pool) as conn:
        page = await list_notifications(conn, account_id=account_id, cursor=None)
    return [(one.kind, one.details.act) for one in page.entries]


async def decide(pool: Pool, subject_id: UUID, moderator_id: UUID, act: DecisionAct) -> None:
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=await case_of(conn, subject_id),
            moderator_id=moderator_id,
            is_operator=False,
            act=act,
            category="fraud",
            note="看过了",
        )


async def test_a_post_that_the_screener_holds_is_released_by_a_person(world: World, pool: Pool) -> None:
    circle = await world.circle(members=2, on_duty=True)
    author, reader = circle.members
    moderator = await world.account(role="moderator")
    post = await world.post(circle.circle_id, author, BAD)
    assert post.state == "held"
    await world.settle()
    assert await told(pool, author) == [("decision", "hold")]
    async with reading(pool) as conn:
        case = await get_case(conn, case_id=await case_of(conn, post.post_id), viewer_id=moderator)
    assert case.snapshot.text == BAD
    assert case.verdict is not None
    spans = [finding.span for finding in case.verdict.findings if finding.span]
    assert spans
    assert all(0 <= start < end <= len(BAD) for start, end in spans)
    await decide(pool, post.post_id, moderator, "release")
    await world.settle()
    assert await told(pool, author) == [("decision", "release"), ("decision", "hold")]
    assert await told(pool, reader) == []
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id) == "visible"


async def test_a_held_comment_is_removed_and_leaves_its_number(world: World, pool: Pool) -> None:
    circle = await world.circle(members=2, on_duty=True)
    author, reader = circle.members
    moderator = await world.account(role="moderator")
    post = await world.post(circle.circle_id, reader)
    comment = await world.comment(post, author, BAD)
    assert comment.state == "held"
    await world.settle()
    assert await told(pool, reader) == []
    await decide(pool, comment.comment_id, moderator, "remove")
    await world.settle()
    assert await told(pool, author) == [("decision", "remove"), ("decision", "hold")]
    assert await told(pool, reader) == []


async def test_a_post_waits_for_its_photo_and_for_the_person_who_looks(world: World, pool: Pool) -> None:
    circle = await world.circle(members=1, on_duty=True)
    (author,) = circle.members
    moderator = await world.account(role="moderator")
    async with writing(pool) as conn:
        photo = await pending(conn, author)
    post = await world.post(circle.circle_id, author, photos=[PhotoDraft(photo)])
    assert post.state == "pending"
    looked = Judged(verdict=HELD, width=120, height=80, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    async with writing(pool) as conn:
        assert await settle_photo(conn, owner_id=author, media_id=photo, judged=looked)
    await world.settle()
    assert await told(pool, author) == [("decision", "hold")]
    await decide(pool, post.post_id, moderator, "release")
    await world.settle()
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id) == "visible"
        assert await conn.fetchval("SELECT state FROM media WHERE id = $1", photo) == "visible"
        assert (
            await conn.fetchval("SELECT count(*) FROM cases WHERE state = 'open' AND author_id = $1", author)
            == 0
        )


async def test_a_like_an_answer_and_a_name_reach_the_right_people(world: World, pool: Pool) -> None:
    circle = await world.circle(members=3, on_duty=True)
    author, reader, third = circle.members
    post = await world.post(circle.circle_id, author)
    async with reading(pool) as conn:
        handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", third)
    await world.comment(post, reader, f"@{handle} 明天一起")
    await world.settle()
    assert await told(pool, author) == [("reply", None)]
    assert await told(pool, third) == [("mention", None)]
    assert await told(pool, reader) == []
