"""Pin: hosts keep up to three posts above the others of their circle."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.circles.record_act import record_act
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.posts.marks import locked_marks, tell_marked
from tonghao.posts.posting_rules import lock_rules
from tonghao.posts.types import Marks

MOST: Final = 3

_FREE: Final = """
    SELECT min(place)
      FROM generate_series(1, 3) AS place
     WHERE place NOT IN (SELECT pin_place FROM posts WHERE circle_id = $1 AND pin_place IS NOT NULL)
"""
_PIN: Final = "UPDATE posts SET pin_place = $3, pinned_at = now() WHERE circle_id = $1 AND id = $2"
_UNPIN: Final = "UPDATE posts SET pin_place = NULL, pinned_at = NULL WHERE circle_id = $1 AND id = $2"


class TooManyPinned(Refusal):
    """Three posts are pinned in this circle already. Take one of them down first."""


async def pin_post(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> Marks:
    """Pin a post as host or owner; one that is pinned stays as it is.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: they do not host.
        TooManyPinned: three others are pinned.

    Emits: post.marked. Locks: the circle's posting rules, the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_host()
    if not await put_up(conn, circle_id, post_id):
        return await locked_marks(conn, circle_id, post_id)
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.pinned",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        undo={},
    )
    return marks


async def unpin_post(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> Marks:
    """Take a pinned post down as host or owner; one that is not pinned stays as it is.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: they do not host.

    Emits: post.marked. Locks: the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_host()
    if not await take_down(conn, circle_id, post_id):
        return await locked_marks(conn, circle_id, post_id)
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.unpinned",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        undo={},
    )
    return marks


async def put_up(conn: Connection, circle_id: UUID, post_id: UUID) -> bool:
    """Give a post one of the three places; whether it had none. Raises and locks as `pin_post`."""
    await lock_rules(conn, circle_id)
    if (await locked_marks(conn, circle_id, post_id)).pinned_at is not None:
        return False
    place = await conn.fetchval(_FREE, circle_id)
    if place is None:
        raise TooManyPinned(most=MOST)
    await conn.execute(_PIN, circle_id, post_id, place)
    return True


async def take_down(conn: Connection, circle_id: UUID, post_id: UUID) -> bool:
    """Free a post's place; whether it had one. Raises and locks as `unpin_post`."""
    if (await locked_marks(conn, circle_id, post_id)).pinned_at is None:
        return False
    await conn.execute(_UNPIN, circle_id, post_id)
    return True
