"""Tags: what may be one, and where they are counted."""

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.db import Connection
from tonghao.posts.edit import edit_post
from tonghao.posts.hide import hide_post
from tonghao.posts.release import release_post
from tonghao.posts.tag import TagsRefused, checked_tags


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["跑步", "膝盖"], ["跑步", "膝盖"]),
        (["#跑步", "＃跑步"], ["跑步"]),
        (["Ｒｕｎ", "run", "RUN"], ["run"]),
        (["  慢 跑 "], ["慢 跑"]),
        (["跑\u200b步"], ["跑步"]),
        (["café"], ["café"]),
        ([], []),
    ],
)
def test_a_tag_is_kept_in_one_form(typed, kept):
    assert checked_tags(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        ["一"] * 6,
        ["长" * 21],
        [""],
        ["   "],
        ["###"],
        ["\u200b\u200b"],
        ["😀"],
        ["z" + "\u0301" * 12],
        ["a,b"],
        ["a/b"],
        ["x" * 100_000],
        ["\ud83d\ude00"],
    ],
)
def test_a_tag_bomb_is_refused(typed):
    with pytest.raises(TagsRefused):
        checked_tags(typed)


async def _counts(conn: Connection, circle_id) -> dict[str, int]:
    rows = await conn.fetch(
        "SELECT tag, post_count FROM circle_tags WHERE circle_id = $1 AND post_count > 0", circle_id
    )
    return {row["tag"]: row["post_count"] for row in rows}


async def test_tags_are_counted_as_long_as_the_post_is_seen(here: World, conn: Connection):
    made = await here.circle(members=1)
    author = made.members[0]
    post = await here.post(made.circle_id, author, tags=["跑步", "膝盖"])
    await here.post(made.circle_id, author, tags=["跑步"])
    assert post.tags == ["跑步", "膝盖"]
    assert await _counts(conn, made.circle_id) == {"跑步": 2, "膝盖": 1}
    await hide_post(conn, made.circle_id, post.post_id, category="abuse.person")
    assert await _counts(conn, made.circle_id) == {"跑步": 1}
    await release_post(conn, made.circle_id, post.post_id)
    assert await _counts(conn, made.circle_id) == {"跑步": 2, "膝盖": 1}
    edited = await edit_post(
        conn,
        screener=here.screener,
        circle_id=made.circle_id,
        post_id=post.post_id,
        author_id=author,
        text="换个话题",
        photos=(),
        version=1,
        tags=["早餐"],
    )
    assert edited.tags == ["早餐"]
    assert await _counts(conn, made.circle_id) == {"跑步": 1, "早餐": 1}
    await hide_post(conn, made.circle_id, post.post_id, state="deleted")
    assert await _counts(conn, made.circle_id) == {"跑步": 1}


async def test_a_tag_is_screened_with_the_post(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0], "早上好", tags=[HELD[:20]])
    assert post.state == "held"
    assert await _counts(conn, made.circle_id) == {}
