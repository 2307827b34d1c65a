"""Screen what waits: texts that were written while the checker was down."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of, house_of
from tonghao.circles.restrictions import restrictions_of
from tonghao.db import Connection
from tonghao.posts.hide import count_comment
from tonghao.posts.screen import Screened
from tonghao.posts.tell import tell_comment_changed, tell_comment_waiting
from tonghao.posts.weigh import weighed_late
from tonghao.screening.text import TextScreener

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_COMMENT: Final = """
    SELECT author_id, text, html, state, floor, reply_number
      FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_SETTLE: Final = """
    UPDATE comments SET state = $4, category = $5, html = $7,
                        label = CASE WHEN curb = 'limit' THEN curb_for ELSE $6 END
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_WAITING_POSTS: Final = """
    SELECT circle_id, id FROM posts
     WHERE state = 'pending' AND NOT is_screened AND created_at < now() - make_interval(secs => $1)
     ORDER BY created_at LIMIT $2
"""
_POSTS_WITH_PHOTOS: Final = """
    SELECT circle_id, id FROM posts
     WHERE state = 'pending' AND is_screened AND created_at < now() - make_interval(secs => $1)
     ORDER BY created_at DESC LIMIT $2
"""
_WAITING_COMMENTS: Final = """
    SELECT circle_id, post_id, id FROM comments
     WHERE state = 'pending' AND created_at < now() - make_interval(secs => $1)
     ORDER BY created_at LIMIT $2
"""


async def screen_comment(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, post_id: UUID, comment_id: UUID
) -> None:
    """Screen a comment that waits; nothing happens to one that does not.

    Raises:
        ScreenerDown: it still waits.

    Emits: comment.published, or comment.held and comment.hidden. Locks: the post, then its floor.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    facts = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if facts is None or facts["state"] != "pending":
        return
    restrictions = await restrictions_of(conn, circle_id)
    checked = Screened.by(
        screener.verdict(
            facts["text"], kind="comment", house=await house_of(conn, circle_id), circle_id=circle_id
        )
    )
    access = await access_of(conn, circle_id, facts["author_id"], is_moderator=True)
    checked = await weighed_late(conn, access=access, checked=checked, text=facts["text"])
    checked = checked.as_restricted(restrictions, has_photos=False)
    html = checked.html(facts["html"])
    await conn.execute(
        _SETTLE, circle_id, post_id, comment_id, checked.state, checked.category, checked.label, html
    )
    if checked.state == "visible":
        reply = facts["reply_number"] > 0
        await count_comment(conn, circle_id, post_id, floor=facts["floor"], is_reply=reply, by=1)
    else:
        await tell_comment_waiting(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            comment_id=comment_id,
            author_id=facts["author_id"],
            words=checked,
        )
    await tell_comment_changed(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        comment_id=comment_id,
        before="pending",
        after=checked.state,
    )


async def list_waiting_posts(conn: Connection, *, age_seconds: float, most: int) -> list[tuple[UUID, UUID]]:
    """(circle, post) of what waits too long: first all whose words wait, then those with photos."""
    words = await conn.fetch(_WAITING_POSTS, age_seconds, most)
    photos = await conn.fetch(_POSTS_WITH_PHOTOS, age_seconds, most)
    return [(row[0], row[1]) for row in (*words, *photos)]


async def list_waiting_comments(
    conn: Connection, *, age_seconds: float, most: int
) -> list[tuple[UUID, UUID, UUID]]:
    """(circle, post, comment) of comments that wait too long, the oldest first."""
    return [(row[0], row[1], row[2]) for row in await conn.fetch(_WAITING_COMMENTS, age_seconds, most)]
