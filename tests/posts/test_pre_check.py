"""Where a person looks first: held at once, a case, and shown when it is let through."""

from tests.world import World
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Connection, Pool, reading, writing
from tonghao.moderation.decide import decide_case
from tonghao.posts.edit import edit_post
from tonghao.posts.floors import get_comment
from tonghao.posts.read import get_post
from tonghao.posts.screen import PRE_CHECK, reason_of
from tonghao.posts.types import PhotoDraft


async def _restrict(conn: Connection, circle_id, kind) -> None:
    await restrict_circle(conn, circle_id=circle_id, kind=kind, source="sanction", reason="先由人看", by=None)


async def test_words_wait_and_the_author_is_told_why(here: World, conn: Connection):
    made = await here.circle(members=1)
    before = await here.post(made.circle_id, made.owner_id)
    await _restrict(conn, made.circle_id, "pre_check")
    post = await here.post(made.circle_id, made.members[0], "今天跑了五公里")
    comment = await here.comment(before, made.members[0], "好的")
    assert (post.state, comment.state) == ("held", "held")
    assert post.reason == reason_of("held", PRE_CHECK)
    assert len(await here.events("post.held", "nobody")) == 1
    assert len(await here.events("comment.held", "nobody")) == 1


async def test_an_edit_waits_again(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0])
    await _restrict(conn, made.circle_id, "pre_check")
    edited = await edit_post(
        conn,
        screener=here.screener,
        circle_id=post.circle_id,
        post_id=post.post_id,
        author_id=made.members[0],
        text="改了一句",
        photos=(),
        version=1,
    )
    assert edited.state == "held"


async def test_where_photos_wait_words_do_not(here: World, conn: Connection):
    made = await here.circle(members=1)
    await _restrict(conn, made.circle_id, "photo_check")
    photo = await here.photo(made.members[0], checked=False)
    assert (await here.post(made.circle_id, made.members[0], "只有字")).state == "visible"
    shown = await here.post(made.circle_id, made.members[0], "有图", photos=[PhotoDraft(photo)])
    assert shown.state == "held"


async def test_a_person_lets_it_through(world: World, pool: Pool):
    await world.begin()
    made = await world.circle(members=1)
    moderator = await world.account(role="moderator")
    first = await world.post(made.circle_id, made.owner_id)
    async with writing(pool) as conn:
        await _restrict(conn, made.circle_id, "pre_check")
    post = await world.post(made.circle_id, made.members[0], "今天跑了五公里")
    comment = await world.comment(first, made.members[0], "好的")
    await world.settle()
    for subject in (post.post_id, comment.comment_id):
        async with writing(pool) as conn:
            case = await conn.fetchrow("SELECT id, inlet, category FROM cases WHERE subject_id = $1", subject)
            assert (case["inlet"], case["category"]) == ("machine", PRE_CHECK)
            await decide_case(
                conn,
                case_id=case["id"],
                moderator_id=moderator,
                is_operator=False,
                act="release",
                category=PRE_CHECK,
                note="看过了",
            )
    async with reading(pool) as conn:
        ids = {"circle_id": made.circle_id, "viewer_id": made.owner_id}
        assert (await get_post(conn, post_id=post.post_id, **ids)).state == "visible"
        shown = await get_comment(conn, post_id=first.post_id, comment_id=comment.comment_id, **ids)
        assert shown.state == "visible"


async def test_a_photo_that_was_on_its_way_waits_too(world: World, pool: Pool):
    await world.begin()
    made = await world.circle(members=1, on_duty=True)
    photo = await world.photo(made.members[0], checked=False)
    post = await world.post(made.circle_id, made.members[0], "有图", photos=[PhotoDraft(photo)])
    assert post.state == "pending"
    async with writing(pool) as conn:
        await _restrict(conn, made.circle_id, "photo_check")
    await world.settle()
    async with reading(pool) as conn:
        seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=made.members[0])
        assert seen.state == "held"
        assert (
            await conn.fetchval("SELECT category FROM cases WHERE subject_id = $1", post.post_id) == PRE_CHECK
        )
