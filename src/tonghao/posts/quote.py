"""Quote: what a floor or a post repeats of another one, as it stands now."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.read import get_post
from tonghao.posts.types import Comment, PostPlace, Quoted, ShownState

# Characters of a quoted comment that are shown above the one that quotes it.
WORDS: Final = 140

_QUOTED: Final = """
    SELECT q.id, q.floor, q.reply_number, a.account_id, a.handle, COALESCE(m.nickname, a.name) AS name,
           a.avatar_media_id, a.is_gone, CASE WHEN q.curb = 'fold' THEN '' ELSE left(q.text, $5) END AS words,
           q.state,
           q.author_id IN (SELECT blocked_id FROM blocks WHERE account_id = $4
                            UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $4) AS is_blocked
      FROM comments q
      JOIN profiles a ON a.account_id = q.author_id
      LEFT JOIN LATERAL (
           SELECT nickname FROM memberships
            WHERE circle_id = $1 AND account_id = q.author_id LIMIT 1) m ON true
     WHERE q.circle_id = $1 AND q.post_id = $2 AND q.id = ANY($3::uuid[])
"""


async def with_quotes(
    conn: Connection, circle_id: UUID, post_id: UUID, viewer_id: UUID | None, comments: Iterable[Comment]
) -> None:
    """Put what they quote into *comments* and the replies inside them, in one query, or none at all."""
    quoting = [one for floor in comments for one in (floor, *floor.replies) if one.quote_id is not None]
    if not quoting:
        return
    ids = list({one.quote_id for one in quoting})
    rows = await conn.fetch(_QUOTED, circle_id, post_id, ids, viewer_id, WORDS)
    quoted: dict[UUID | None, Quoted] = {}
    for row in rows:
        state: ShownState = "blocked" if row["is_blocked"] and row["state"] == "visible" else row["state"]
        author = ProfileCard(*(row[name] for name in ("account_id", "handle", "name")), *row[6:8])
        words = row["words"] if state == "visible" else ""
        quoted[row["id"]] = Quoted(row["id"], row["floor"], row["reply_number"], author, words, state)
    for one in quoting:
        one.quote = quoted.get(one.quote_id)


async def must_quote(conn: Connection, place: PostPlace | None, author_id: UUID) -> None:
    """Make sure that an author may read the post that they quote, if they quote one.

    Raises:
        NotFound: they may not, or it is not shown.
    """
    if place is None:
        return
    await access_of(conn, place.circle_id, author_id)
    post = await get_post(conn, circle_id=place.circle_id, post_id=place.post_id, viewer_id=author_id)
    if post.state != "visible":
        raise NotFound


def place_of(circle_id: UUID | None, post_id: UUID | None) -> PostPlace | None:
    """Both columns of a quoted post as one."""
    return None if circle_id is None or post_id is None else PostPlace(circle_id, post_id)


def columns_of(place: PostPlace | None) -> tuple[UUID | None, UUID | None]:
    """The other way round."""
    return (None, None) if place is None else msgspec.structs.astuple(place)
