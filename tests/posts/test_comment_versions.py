"""What a comment said before an edit."""

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.floors import get_comment, list_comment_versions


async def _edited(here: World, conn: Connection, *texts: str):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.owner_id)
    comment = await here.comment(post, made.members[0], texts[0])
    ids = {"circle_id": made.circle_id, "post_id": post.post_id, "comment_id": comment.comment_id}
    for version, text in enumerate(texts[1:], start=1):
        await edit_comment(
            conn, screener=here.screener, **ids, author_id=made.members[0], text=text, version=version
        )
    return made, ids


async def _said(conn: Connection, ids, viewer_id) -> list[str]:
    seen = await get_comment(conn, **ids, viewer_id=viewer_id)
    return [version.text for version in await list_comment_versions(conn, comment=seen)]


async def test_everybody_reads_what_it_said_the_newest_first(here: World, conn: Connection):
    made, ids = await _edited(here, conn, "七点", "七点半", "八点")
    assert await _said(conn, ids, made.owner_id) == ["八点", "七点半", "七点"]
    assert await _said(conn, ids, None) == ["八点", "七点半", "七点"]


async def test_of_what_is_held_others_read_nothing_and_the_author_all(here: World, conn: Connection):
    made, ids = await _edited(here, conn, "七点", HELD)
    assert await _said(conn, ids, made.members[0]) == [HELD, "七点"]
    with pytest.raises(NotFound):
        await _said(conn, ids, made.owner_id)


async def test_a_deleted_comment_has_no_history(here: World, conn: Connection):
    made, ids = await _edited(here, conn, "七点", "八点")
    await conn.execute("UPDATE comments SET state = 'deleted' WHERE id = $1", ids["comment_id"])
    for viewer_id in (made.owner_id, made.members[0]):
        with pytest.raises(NotFound):
            await _said(conn, ids, viewer_id)
