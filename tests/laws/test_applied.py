"""An event applied equals a fresh fetch: the web app's own reducers, given what the socket sends."""

from typing import Any

import pytest

from tests.laws.screens import Street
from tests.posts.made import HELD
from tests.world import Browser, World
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Pool, writing
from tonghao.moderation.decide import decide_case
from tonghao.moderation.undo import undo_decision
from tonghao.notifications.mark_read import read_notifications
from tonghao.posts.delete import delete_comment, delete_post
from tonghao.posts.digest import digest_post, undigest_post
from tonghao.posts.edit import edit_post
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.follow import follow, unfollow
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.like import like, unlike
from tonghao.posts.lock import lock_post, unlock_post
from tonghao.posts.mark_read import mark_read
from tonghao.posts.pin import pin_post, unpin_post
from tonghao.posts.posting_rules import NewCategory, set_categories
from tonghao.posts.release import release_comment, release_post
from tonghao.posts.slow_down import slow_post
from tonghao.posts.solve import solve
from tonghao.posts.thank import take_thanks_back, thank
from tonghao.posts.types import PhotoDraft


@pytest.fixture
def street(browser: Browser, world: World, pool: Pool) -> Street:
    return Street(browser, world, pool)


async def _does(pool: Pool, verb: Any, *given: Any, **more: Any) -> Any:
    """One verb in a transaction of its own."""
    async with writing(pool) as conn:
        return await verb(conn, *given, **more)


async def _handle(pool: Pool, account_id: Any) -> str:
    async with writing(pool) as conn:
        return str(await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", account_id))


async def test_posts(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=2, on_duty=True)
    reader, author = made.members
    first = await world.post(made.circle_id, made.owner_id, "第一个帖子")
    handle = await _handle(pool, author)
    screens = [street.screen(who, circle=made, author=handle) for who in (reader, author)]
    post = await street.happens("a post comes", world.post(made.circle_id, author, "第二个"), *screens)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    place = (post.circle_id, post.post_id)
    opened = [street.screen(who, circle=made, author=handle, post=post) for who in (reader, author)]
    await _does(pool, like, **ids, comment_id=None, account_id=reader)
    edit = {"screener": world.screener, "author_id": author, "photos": ()}
    await street.happens(
        "it is edited", _does(pool, edit_post, **ids, **edit, text="第二个，*改过*", version=1), *opened
    )
    await street.happens(
        "an edit is held", _does(pool, edit_post, **ids, **edit, text=HELD, version=2), *opened
    )
    await street.happens("it is released", _does(pool, release_post, *place), *opened)
    await world.post(made.circle_id, made.owner_id, "第三个，在它之后")
    await street.happens(
        "it is removed", _does(pool, hide_post, *place, state="removed", category="abuse.person"), *opened
    )
    await street.happens("it comes back to its place", _does(pool, release_post, *place), *opened)
    await street.happens("it is deleted", _does(pool, delete_post, **ids, account_id=author), *opened)
    await street.happens("a post is held at once", world.post(made.circle_id, author, HELD), *screens)
    assert await street.differences() == {}
    assert {"post.published", "post.edited", "post.hidden"} <= street.events
    assert first


async def test_a_post_that_waits_for_its_photo(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=1, on_duty=True)
    author = made.owner_id
    await world.post(made.circle_id, author)
    screens = [street.screen(who, circle=made) for who in (made.members[0], author)]
    photo = await world.photo(author, checked=False)

    async def write() -> Any:
        return await world.post(made.circle_id, author, "有图", photos=[PhotoDraft(photo)])

    # The job that checks the photo runs before the screens are looked at again.
    await street.happens("a post with a photo", write(), *screens)
    assert await street.differences() == {}
    assert "post.published" in street.events


async def test_floors_and_replies(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=2, on_duty=True)
    reader, writer = made.members
    post = await world.post(made.circle_id, made.owner_id)
    looking = {"circle": made, "post": post, "replies": 2}
    screens = [street.screen(who, **looking) for who in (reader, writer, made.owner_id)]

    async def says(name: str, who: Any, text: str = "好的", **more: Any) -> Any:
        return await street.happens(name, world.comment(post, who, text, **more), *screens)

    def place(comment: Any) -> dict[str, Any]:
        return {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": comment.comment_id}

    floor = await says("the first floor", writer)
    own = await says("a floor of the author", made.owner_id)
    replies = [await says(f"reply {number}", reader, f"{number}", floor=2) for number in range(1, 6)]
    answer = await says("an answer to a reply", writer, reply_to_id=replies[1].comment_id)
    await _does(pool, like, **place(replies[0]), account_id=writer)
    for name, one, version in (("a floor", floor, 1), ("a reply", replies[0], 1)):
        edit = {"screener": world.screener, "author_id": one.author.account_id, "version": version}
        await street.happens(
            f"{name} is edited", _does(pool, edit_comment, **place(one), **edit, text="改了"), *screens
        )
    for name, one in (("a reply", replies[0]), ("the fourth reply", replies[3]), ("a floor", floor)):
        ids = tuple(place(one).values())
        await street.happens(
            f"{name} is removed", _does(pool, hide_comment, *ids, category="abuse.person"), *screens
        )
        await says(f"a floor after {name} was removed", made.owner_id)
        await street.happens(f"{name} is released", _does(pool, release_comment, *ids), *screens)
    held = await says("a floor is held at once", writer, HELD)
    waits = await says("a reply is held at once", writer, HELD, floor=own.floor)
    await says("a floor behind it", reader)
    for name, one in (("the held floor", held), ("the held reply", waits)):
        await street.happens(
            f"{name} is released", _does(pool, release_comment, *place(one).values()), *screens
        )
    for name, one in (("a reply", answer), ("a floor", own)):
        author = one.author.account_id
        await street.happens(
            f"{name} is deleted", _does(pool, delete_comment, **place(one), account_id=author), *screens
        )
    first = await says("a floor that is quoted", writer, "长" * 200)
    quoting = await says("a floor that quotes it", reader, "同意", quote_id=first.comment_id)
    await says("a reply that quotes it", reader, "我也", quote_id=first.comment_id, floor=quoting.floor)
    ids = place(first)
    edit = {"screener": world.screener, "author_id": writer, "version": 1}
    await street.happens(
        "the quoted floor is edited", _does(pool, edit_comment, **ids, **edit, text="短"), *screens
    )
    hidden = _does(pool, hide_comment, *ids.values(), category="abuse.person")
    await street.happens("the quoted floor is removed", hidden, *screens)
    await street.happens(
        "the quoted floor is released", _does(pool, release_comment, *ids.values()), *screens
    )
    assert await street.differences() == {}
    assert {"comment.published", "comment.edited", "comment.hidden"} <= street.events


async def test_what_a_circle_may_not_do(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=1, on_duty=True)
    screens = [street.screen(who, circle=made) for who in (made.owner_id, made.members[0])]
    one = {"circle_id": made.circle_id, "by": None, "reason": "广告太多"}
    for kind in ("read_only", "closed"):
        restrict = _does(pool, restrict_circle, kind=kind, source="sanction", **one)
        await street.happens(f"{kind} is set", restrict, *screens)
    for kind in ("closed", "read_only"):
        lift = _does(pool, lift_restriction, kind=kind, source="sanction", **one)
        await street.happens(f"{kind} is lifted", lift, *screens)
    assert await street.differences() == {}
    assert "circle.restricted" in street.events


async def test_what_staff_put_on_a_post(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=2, on_duty=True)
    reader, author = made.members
    post = await world.post(made.circle_id, author, "第一个帖子", tags=["跑步"])
    await world.post(made.circle_id, author, "第二个帖子")
    screens = [
        street.screen(who, circle=made, author=await _handle(pool, author), post=post)
        for who in (reader, author)
    ]
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "account_id": made.owner_id}
    why = ActReason("先冷静一天")
    async with writing(pool) as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)
        categories = [NewCategory("路线")]
        await set_categories(conn, screener=world.screener, access=access, categories=categories)
    for name, act in (
        ("it is pinned", _does(pool, pin_post, **ids)),
        ("it is locked", _does(pool, lock_post, **ids, reason=why)),
        ("it is unlocked", _does(pool, unlock_post, **ids, reason=why)),
        ("comments are slow", _does(pool, slow_post, **ids, slow_seconds=60)),
        ("it is worth reading", _does(pool, digest_post, **ids, category="路线")),
        ("it is so no more", _does(pool, undigest_post, **ids)),
        ("it is pinned no more", _does(pool, unpin_post, **ids)),
        ("it is pinned again", _does(pool, pin_post, **ids)),
        ("a pinned one is removed", _does(pool, delete_post, **ids, reason=why)),
        ("and comes back", _does(pool, release_post, post.circle_id, post.post_id)),
    ):
        await street.happens(name, act, *screens)
    assert await street.differences() == {}
    assert "post.marked" in street.events


async def test_likes(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=3, on_duty=True)
    reader, fan, other = made.members
    post = await world.post(made.circle_id, made.owner_id)
    floor = await world.comment(post, made.owner_id)
    reply = await world.comment(post, made.owner_id, floor=2)
    screens = [street.screen(who, circle=made, post=post, replies=2) for who in (reader, made.owner_id)]
    for name, comment_id in (("post", None), ("floor", floor.comment_id), ("reply", reply.comment_id)):
        subject = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": comment_id}
        await _does(pool, like, **subject, account_id=reader)
        for who in (fan, other):
            await street.happens(
                f"somebody likes the {name}", _does(pool, like, **subject, account_id=who), *screens
            )
        await street.happens(
            f"somebody likes the {name} no more", _does(pool, unlike, **subject, account_id=fan), *screens
        )
    assert await street.differences() == {}
    assert {"likes.counted", "notification.made"} <= street.events


async def test_notifications(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=2, on_duty=True)
    me, friend = made.members
    moderator = await world.account(role="operator")
    handle = await _handle(pool, me)
    post = await world.post(made.circle_id, me)
    # Whoever does not look at a post is told of answers to it, not of every count.
    screens = [street.screen(me, feed=False), street.screen(me, circle=made, post=post, replies=2)]
    for name in ("an answer", "another answer"):
        await street.happens(name, world.comment(post, friend, "来了"), *screens)
    await street.happens("a mention", world.post(made.circle_id, friend, f"@{handle} 一起吗"), *screens)
    for who in (friend, made.owner_id):
        ids = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": None}
        await street.happens("a like", _does(pool, like, **ids, account_id=who), *screens)
        await street.happens("and an answer after it", world.comment(post, friend, "好"), *screens)
    async with writing(pool) as conn:
        some = [
            row[0]
            for row in await conn.fetch("SELECT id FROM notifications WHERE account_id = $1 LIMIT 2", me)
        ]
    await street.happens("two are read", _does(pool, read_notifications, account_id=me, ids=some), *screens)
    await street.happens("all are read", _does(pool, read_notifications, account_id=me, ids=None), *screens)
    held = await street.happens("a post is held", world.post(made.circle_id, me, HELD), *screens)
    async with writing(pool) as conn:
        case_id = await conn.fetchval("SELECT id FROM cases WHERE subject_id = $1", held.post_id)
    judge = {"case_id": case_id, "moderator_id": moderator, "is_operator": True}
    first = judge | {"moderator_id": await world.account(role="moderator")}
    said = {"act": "release", "category": "abuse.person", "note": "没有问题"}
    # What is held is of the gravest kind, so the first of two only proposes it.
    await street.happens("a proposal", _does(pool, decide_case, **first, **said), *screens)
    await street.happens("a decision", _does(pool, decide_case, **judge, **said), *screens)
    await street.happens("it is undone", _does(pool, undo_decision, **judge, note="再看看"), *screens)
    assert await street.differences() == {}
    assert {"notification.made", "notifications.read"} <= street.events


async def test_thanks_answers_and_marks(street: Street, world: World, pool: Pool) -> None:
    made = await world.circle(members=3, on_duty=True)
    asker, helper, reader = made.members
    post = await world.post(made.circle_id, asker, "有人见过吗", kind="question")
    floors = [await world.comment(post, helper) for _ in range(3)]
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    screens = [street.screen(who, circle=made, post=post, replies=2) for who in (asker, reader)]
    floor = {**ids, "comment_id": floors[0].comment_id}
    await _does(pool, thank, **floor, account_id=reader)
    for who in (asker, made.owner_id):
        await street.happens(
            "somebody thanks", _does(pool, thank, **floor, account_id=who), *screens[who == asker :]
        )
    await street.happens(
        "thanks are taken back", _does(pool, take_thanks_back, **floor, account_id=made.owner_id), *screens
    )
    for marked in ([2, 3], [3], []):
        await street.happens(
            f"{marked} answer it", _does(pool, solve, **ids, account_id=asker, floors=marked), *screens
        )
    await _does(pool, solve, **ids, account_id=asker, floors=[2, 3])
    await street.happens("an answer is removed", _does(pool, hide_comment, *floor.values()), *screens)
    mine = {**ids, "account_id": reader}
    await street.happens("I read on", _does(pool, mark_read, **mine, floor=3), *screens)
    await street.happens("I follow", _does(pool, follow, **mine), *screens)
    await street.happens("I follow no more", _does(pool, unfollow, **mine), *screens)
    await street.happens("I answer", world.comment(post, made.owner_id), *screens)
    assert await street.differences() == {}
    assert {"thanks.counted", "answers.marked", "thread.marked"} <= street.events
