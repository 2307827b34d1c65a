"""Editing, deleting, hiding and releasing."""

import msgspec
import pytest

from tests.posts.made import HELD, CheckerDown, counts, of
from tests.world import World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.circles.record_act import ActReason
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.posts.delete import delete_comment, delete_post
from tonghao.posts.edit import EditConflict, InReview, edit_post
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.forget import forget_some
from tonghao.posts.hide import hide_post
from tonghao.posts.like import BlockedByAuthor, like, unlike
from tonghao.posts.read import get_post, list_versions
from tonghao.posts.release import release_post
from tonghao.posts.types import Post


async def _seen(conn: Connection, post: Post, viewer_id=None, **more) -> Post:
    return await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id, **more)


async def _edit(here: World, conn: Connection, post: Post, text: str, by=None, **more) -> Post:
    given = {"version": post.version, "screener": here.screener, "photos": ()} | more
    return await edit_post(
        conn,
        circle_id=post.circle_id,
        post_id=post.post_id,
        author_id=by or post.author.account_id,
        text=text,
        **given,
    )


async def _texts(conn: Connection, post: Post, viewer_id=None) -> list[str]:
    seen = await _seen(conn, post, viewer_id)
    return [version.text for version in await list_versions(conn, post=seen)]


async def test_an_edit_keeps_what_stood_there(here: World, conn: Connection):
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "五公里")
    edited = await _edit(here, conn, post, "六公里")
    assert (edited.text, edited.version, edited.state) == ("六公里", 2, "visible")
    assert edited.edited_at is not None
    assert edited.published_at == post.published_at
    assert await _texts(conn, post) == ["六公里", "五公里"]
    [event] = of(await here.events("post.edited", f"circle:{made.circle_id}"), post)
    assert event["post"] == msgspec.to_builtins(await _seen(conn, post))


async def test_an_edit_of_an_old_version_is_refused_with_the_new_number(here: World, conn: Connection):
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id)
    await _edit(here, conn, post, "六公里")
    with pytest.raises(EditConflict) as refused:
        await _edit(here, conn, post, "七公里")
    assert refused.value.details == {"version": 2}


async def test_only_the_author_edits(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0])
    with pytest.raises(NotAllowed):
        await _edit(here, conn, post, "圈主改的", made.owner_id)
    held = await here.post(made.circle_id, made.members[0], HELD)
    with pytest.raises(NotFound):
        await _edit(here, conn, held, "圈主改的", made.owner_id)


async def test_a_held_edit_hides_the_post_and_cannot_be_edited_away(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0], "五公里")
    held = await _edit(here, conn, post, HELD)
    assert (held.state, held.category) == ("held", "sex.minor")
    with pytest.raises(NotFound):
        await _seen(conn, post, made.owner_id)
    for audience in (f"circle:{made.circle_id}", f"account:{made.members[0]}"):
        [hidden] = of(await here.events("post.hidden", audience), post)
        assert hidden["state"] == "held"
    assert len(of(await here.events("post.held", "nobody"), post)) == 1
    with pytest.raises(InReview):
        await _edit(here, conn, held, "好了")
    assert await release_post(conn, post.circle_id, post.post_id) == "visible"
    assert (await _seen(conn, post)).published_at == post.published_at


async def test_an_unseen_version_is_not_in_the_history_of_others(here: World, conn: Connection):
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id, "五公里")
    waiting = await _edit(here, conn, post, "没人看过的", screener=CheckerDown())
    assert waiting.state == "pending"
    with pytest.raises(NotFound):
        await _seen(conn, post)
    await _edit(here, conn, waiting, "六公里")
    assert await _texts(conn, post) == ["六公里", "五公里"]
    assert await _texts(conn, post, made.owner_id) == ["六公里", "没人看过的", "五公里"]


async def test_an_author_deletes_for_ever(here: World, conn: Connection):
    made = await here.circle(members=1)
    author = made.members[0]
    post = await here.post(made.circle_id, author, "五公里")
    await _edit(here, conn, post, "六公里")
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    await like(conn, **ids, comment_id=None, account_id=made.owner_id)
    await delete_post(conn, **ids, account_id=author)
    row = await conn.fetchrow("SELECT text, html, state FROM posts WHERE id = $1", post.post_id)
    assert tuple(row) == ("", "", "deleted")
    for table, column in (("post_versions", "post_id"), ("likes", "subject_id")):
        assert not await conn.fetchval(f"SELECT count(*) FROM {table} WHERE {column} = $1", post.post_id)
    for viewer in (author, None):
        with pytest.raises(NotFound):
            await _seen(conn, post, viewer)
    with pytest.raises(NotFound):
        await delete_post(conn, **ids, account_id=author)
    assert await release_post(conn, post.circle_id, post.post_id) == "deleted"


async def test_staff_remove_and_the_log_keeps_it(here: World, conn: Connection):
    made = await here.circle(members=2)
    helper = await here.member(made.circle_id, "helper")
    post = await here.post(made.circle_id, made.members[0])
    comment = await here.comment(post, made.members[0])
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    with pytest.raises(NotAllowed):
        await delete_post(conn, **ids, account_id=made.members[1])
    with pytest.raises(NotAllowed):
        await delete_comment(conn, **ids, comment_id=comment.comment_id, account_id=made.members[1])
    for unexplained in (
        delete_comment(conn, **ids, comment_id=comment.comment_id, account_id=helper),
        delete_post(conn, **ids, account_id=helper),
    ):
        with pytest.raises(ReasonNeeded):
            async with conn.transaction():
                await unexplained
    why = ActReason("与本圈无关")
    await delete_comment(conn, **ids, comment_id=comment.comment_id, account_id=helper, reason=why)
    await delete_post(conn, **ids, account_id=helper, reason=why)
    own = await _seen(conn, post, made.members[0])
    assert (own.state, own.text) == ("removed", "今天跑了五公里")
    assert own.reason is not None
    acts = await conn.fetch(
        "SELECT act FROM audit_entries WHERE circle_id = $1 ORDER BY number", made.circle_id
    )
    assert [row["act"] for row in acts] == ["comment.removed", "post.removed"]


async def test_a_moderators_hold_and_release_are_told(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0])
    ids = (post.circle_id, post.post_id)
    assert await hide_post(conn, *ids, state="removed", category="spam.contact") == "visible"
    own = await _seen(conn, post, made.members[0])
    assert (own.state, own.category) == ("removed", "spam.contact")
    assert await hide_post(conn, *ids, state="held", category="spam.contact") == "removed"
    assert await release_post(conn, *ids) == "visible"
    assert await release_post(conn, *ids) == "visible"
    assert (await _seen(conn, post)).published_at == post.published_at
    circle = f"circle:{made.circle_id}"
    assert len(of(await here.events("post.published", circle), post)) == 2
    assert [event["state"] for event in of(await here.events("post.hidden", circle), post)] == ["removed"]


async def test_a_comment_is_edited_and_counted_rightly(here: World, conn: Connection):
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id)
    await here.comment(post, made.owner_id)
    comment = await here.comment(post, made.owner_id, floor=2)

    async def edit(text: str, version: int, **more):
        return await edit_comment(
            conn,
            **{"screener": here.screener} | more,
            circle_id=post.circle_id,
            post_id=post.post_id,
            comment_id=comment.comment_id,
            author_id=made.owner_id,
            text=text,
            version=version,
        )

    edited = await edit("快不了", 1)
    assert (edited.text, edited.version, edited.reply_number) == ("快不了", 2, 1)
    with pytest.raises(EditConflict):
        await edit("又改", 1)
    assert (await edit("等等", 2, screener=CheckerDown())).state == "pending"
    assert await counts(conn, post) == (1, 2)
    assert (await edit("又好了", 3)).state == "visible"
    assert await counts(conn, post) == (2, 2)
    assert (await edit(HELD, 4)).state == "held"
    assert await counts(conn, post) == (1, 2)
    with pytest.raises(InReview):
        await edit("好了", 5)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    await delete_comment(conn, **ids, comment_id=comment.comment_id, account_id=made.owner_id)
    assert await counts(conn, post) == (1, 2)
    assert len(of(await here.events("comment.edited"), comment)) == 1


async def test_a_like_counts_once_and_can_be_taken_back(here: World, conn: Connection):
    made = await here.circle(members=2)
    post = await here.post(made.circle_id, made.owner_id)
    comment = await here.comment(post, made.owner_id)
    for comment_id in (None, comment.comment_id):
        ids = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": comment_id}
        assert (await like(conn, **ids, account_id=made.members[0])).like_count == 1
        assert (await like(conn, **ids, account_id=made.members[0])).like_count == 1
        assert (await like(conn, **ids, account_id=made.owner_id)).like_count == 2
        assert (await unlike(conn, **ids, account_id=made.owner_id)).like_count == 1
        assert (await unlike(conn, **ids, account_id=made.owner_id)).liked is False
    assert (await _seen(conn, post, made.members[0])).liked
    assert not (await _seen(conn, post, made.members[1])).liked
    liked = of(await here.events("liked", "nobody"), post)
    assert [event["account_id"] for event in liked] == [str(made.members[0])] * 2
    told = of(await here.events("likes.counted", f"post:{post.circle_id}/{post.post_id}"), post)
    assert [event["like_count"] for event in told] == [1, 2, 1, 1, 2, 1]


async def test_what_is_hidden_or_of_a_blocker_cannot_be_liked(here: World, conn: Connection):
    made = await here.circle(members=1)
    held = await here.post(made.circle_id, made.owner_id, HELD)
    with pytest.raises(NotFound):
        await like(
            conn, circle_id=held.circle_id, post_id=held.post_id, comment_id=None, account_id=made.members[0]
        )
    post = await here.post(made.circle_id, made.owner_id)
    await conn.execute(
        "INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)", made.members[0], made.owner_id
    )
    with pytest.raises(BlockedByAuthor):
        await like(
            conn, circle_id=post.circle_id, post_id=post.post_id, comment_id=None, account_id=made.members[0]
        )


async def test_of_a_deleted_person_no_word_and_no_like_remains(here: World, conn: Connection):
    made = await here.circle(members=1)
    gone = made.members[0]
    post = await here.post(made.circle_id, made.owner_id)
    theirs = await here.post(made.circle_id, gone)
    comments = [await here.comment(post, gone, text) for text in ("一", "二", HELD)]
    own = await here.comment(post, made.owner_id)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    for comment_id in (None, own.comment_id):
        await like(conn, **ids, comment_id=comment_id, account_id=gone)
    while await forget_some(conn, account_id=gone, most=2):
        pass
    for table in ("posts", "comments"):
        texts = await conn.fetch(f"SELECT text FROM {table} WHERE author_id = $1", gone)
        assert {row["text"] for row in texts} == {""}
    assert not await conn.fetchval("SELECT count(*) FROM likes WHERE account_id = $1", gone)
    assert (await _seen(conn, post)).like_count == 0
    assert await counts(conn, post) == (1, 5)
    with pytest.raises(NotFound):
        await _seen(conn, theirs)
    assert len(comments) == 3
