"""What the shelves show."""

import pytest

from tests.world import Browser, World
from tonghao.accounts.block import block
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.posts.hide import hide_post
from tonghao.posts.like import like
from tonghao.posts.solve import solve
from tonghao.posts.thank import take_thanks_back, thank
from tonghao.saves.save import save
from tonghao.shelves.count_useful import count_useful, words_of
from tonghao.shelves.jobs import count_all
from tonghao.shelves.read import list_related, list_small_circles, list_solved


async def _solved(here: World, conn: Connection, made, text: str, *, thanks: int = 0):
    """A question of the first member, answered by the second, thanked for by the owner and others."""
    asker, helper = made.members[:2]
    post = await here.post(made.circle_id, asker, text, kind="question")
    floor = await here.comment(post, helper)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    await solve(conn, **ids, account_id=asker, floors=[2])
    for who in made.members[2 : 2 + thanks]:
        await thank(conn, **ids, comment_id=floor.comment_id, account_id=who)
    return post, floor


async def _shelf(conn: Connection, viewer_id=None, topic=None) -> list:
    """The posts of the shelf that this test made come from circles of its own."""
    return (await list_solved(conn, viewer_id=viewer_id, topic=topic, cursor=None, limit=30)).entries


async def test_solved_questions_stand_by_thanks_and_saves_and_not_by_likes(here: World, conn: Connection):
    made = await here.circle(members=9)
    quiet, _ = await _solved(here, conn, made, "小猫几个月打针")
    loved, _ = await _solved(here, conn, made, "狗绳买多长", thanks=4)
    for who in made.members:
        await like(conn, circle_id=quiet.circle_id, post_id=quiet.post_id, comment_id=None, account_id=who)
    still_open = await here.post(made.circle_id, made.members[0], "还没人答", kind="question")
    await count_useful(conn, circle_id=made.circle_id)
    found = [one for one in await _shelf(conn) if one.post.circle_id == made.circle_id]
    assert [one.post.post_id for one in found] == [loved.post_id, quiet.post_id]
    assert still_open.post_id not in [one.post.post_id for one in found]
    for who in made.members[3:]:
        await save(
            conn,
            account_id=who,
            circle_id=quiet.circle_id,
            post_id=quiet.post_id,
            comment_id=None,
            folder_id=None,
        )
    # The asker's own save counts nothing.
    await save(
        conn,
        account_id=made.members[0],
        circle_id=loved.circle_id,
        post_id=loved.post_id,
        comment_id=None,
        folder_id=None,
    )
    await count_useful(conn, circle_id=made.circle_id)
    found = [one for one in await _shelf(conn) if one.post.circle_id == made.circle_id]
    assert [(one.savers, one.thanks) for one in found] == [(0, 4), (6, 0)]


async def test_the_shelf_goes_on_where_the_last_page_ended(here: World, conn: Connection):
    made = await here.circle(members=9)
    posts = [
        (await _solved(here, conn, made, f"第{number}个问题", thanks=number // 2))[0] for number in range(5)
    ]
    await count_useful(conn, circle_id=made.circle_id)
    found, cursor = [], None
    while True:
        page = await list_solved(conn, viewer_id=None, topic=None, cursor=cursor, limit=2)
        found += [one.post.post_id for one in page.entries if one.post.circle_id == made.circle_id]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(found) == sorted(one.post_id for one in posts)


async def test_an_answer_of_ones_own_solves_nothing_for_the_shelf(here: World, conn: Connection):
    made = await here.circle(members=2)
    asker = made.members[0]
    post = await here.post(made.circle_id, asker, "自问自答", kind="question")
    await here.comment(post, asker)
    await solve(conn, circle_id=post.circle_id, post_id=post.post_id, account_id=asker, floors=[2])
    await count_useful(conn, circle_id=made.circle_id)
    assert [one for one in await _shelf(conn) if one.post.circle_id == made.circle_id] == []


async def test_the_shelf_hides_what_cannot_be_read(here: World, conn: Connection):
    made, closed = await here.circle(members=3), await here.circle(members=3, kind="invite")
    reader = await here.account()
    shown, _ = await _solved(here, conn, made, "谁有猫包")
    hidden, _ = await _solved(here, conn, made, "谁有狗包")
    inside, _ = await _solved(here, conn, closed, "里面的事")
    for one in (made, closed):
        await count_useful(conn, circle_id=one.circle_id)
    await hide_post(conn, hidden.circle_id, hidden.post_id, state="removed")
    found = {one.post.post_id for one in await _shelf(conn, reader)}
    assert shown.post_id in found
    assert not found & {hidden.post_id, inside.post_id}
    assert shown.post_id in {one.post.post_id for one in await _shelf(conn, reader, "fitness")}
    assert shown.post_id not in {one.post.post_id for one in await _shelf(conn, reader, "books")}
    await block(conn, account_id=reader, blocked_id=made.members[0])
    assert shown.post_id not in {one.post.post_id for one in await _shelf(conn, reader)}


async def test_questions_that_share_words_stand_beside_one_another(here: World, conn: Connection):
    made = await here.circle(members=3)
    near, _ = await _solved(here, conn, made, "乌龟冬眠要不要叫醒")
    far, _ = await _solved(here, conn, made, "自行车链条生锈")
    post = await here.post(made.circle_id, made.members[2], "我家乌龟冬眠三天了", kind="question")
    await count_useful(conn, circle_id=made.circle_id)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    found = [one.post.post_id for one in await list_related(conn, **ids, viewer_id=None)]
    assert found[0] == near.post_id
    assert post.post_id not in found
    assert far.post_id in found[1:]
    await hide_post(conn, *ids.values(), state="removed")
    with pytest.raises(NotFound):
        await list_related(conn, **ids, viewer_id=None)


def test_words_that_every_question_has_are_left_out():
    assert set(words_of("请问大家，乌龟冬眠怎么办？ How cold is too cold")) >= {"乌龟", "冬眠", "cold"}
    assert not set(words_of("请问大家，什么时候")) & {"请问", "大家", "什么"}


async def test_small_circles_stand_by_how_useful_they_are_for_their_size(here: World, conn: Connection):
    useful, idle = await here.circle(members=3), await here.circle(members=3)
    await _solved(here, conn, useful, "怎么热身")
    await count_useful(conn, circle_id=useful.circle_id)
    # Beside whatever other tests left behind.
    await conn.execute(
        "UPDATE circle_usefulness SET score = score + 1000 WHERE circle_id = $1", useful.circle_id
    )
    first = (await list_small_circles(conn, viewer_id=await here.account()))[0]
    assert (first.circle.circle_id, first.solved_count) == (useful.circle_id, 1)
    mine = await list_small_circles(conn, viewer_id=useful.members[0])
    assert useful.circle_id not in [one.circle.circle_id for one in mine]
    assert idle


async def test_it_is_counted_when_something_happens(world: World, browser: Browser, pool: Pool):
    made = await world.circle(members=4)
    async with writing(pool) as conn:
        post, floor = await _solved(world, conn, made, "跑鞋多久换", thanks=1)

    async def score() -> float:
        async with reading(pool) as conn:
            return await conn.fetchval(
                "SELECT COALESCE(sum(score), 0) FROM post_usefulness WHERE post_id = $1", post.post_id
            )

    await world.settle()
    before = await score()
    async with writing(pool) as conn:
        await take_thanks_back(
            conn,
            circle_id=post.circle_id,
            post_id=post.post_id,
            comment_id=floor.comment_id,
            account_id=made.members[2],
        )
    await world.settle()
    assert 0 < await score() < before
    await count_all(pool)
    shelf = (await browser.get("/api/v1/shelves/solved", params={"topic": "fitness", "limit": 30})).json()
    assert shelf["entries"]
    assert (await browser.get("/api/v1/shelves/rule")).json()["version"]
    async with writing(pool) as conn:
        await hide_post(conn, post.circle_id, post.post_id, state="deleted")
    await world.settle()
    assert await score() == 0
