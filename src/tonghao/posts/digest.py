"""Digest: hosts put the posts that are worth reading again into a category."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.circles.record_act import record_act
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.posts.marks import locked_marks, tell_marked
from tonghao.posts.posting_rules import get_rules, lock_rules
from tonghao.posts.types import Marks

_PUT_IN: Final = "UPDATE posts SET digest = $3, digested_at = $4 WHERE circle_id = $1 AND id = $2"
_TAKE_OUT: Final = "UPDATE posts SET digest = NULL, digested_at = NULL WHERE circle_id = $1 AND id = $2"
_SINCE: Final = "SELECT digested_at FROM posts WHERE circle_id = $1 AND id = $2"


class NoSuchDigestCategory(Refusal):
    """The circle's digest has no such category. Choose one of its categories, or name a new one first."""


def must_change_digest(access: Access) -> None:
    """Who may change the digest. This is the one place that asks.

    A circle that is being handed over keeps its digest, whoever asks: that state is refused here.

    Raises:
        NotAllowed: the person does not host.
    """
    access.must_host()


async def digest_post(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, category: str
) -> Marks:
    """Put a post into a category of the digest, or into another one than before.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: see `must_change_digest`.
        NoSuchDigestCategory: the circle has not named it.

    Emits: post.marked. Locks: the circle's posting rules, the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    must_change_digest(access)
    await lock_rules(conn, circle_id)
    before = await locked_marks(conn, circle_id, post_id)
    if category not in [one.name for one in (await get_rules(conn, circle_id)).digest_categories]:
        raise NoSuchDigestCategory
    if before.digest == category:
        return before
    since = await conn.fetchval(_SINCE, circle_id, post_id)
    await put_into(conn, circle_id, post_id, category=category, at=since or now())
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.digested",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        shown={"category": category},
        undo={"before": before.digest, "after": category},
    )
    return marks


async def undigest_post(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> Marks:
    """Take a post out of the digest; one that is not in it stays as it is.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: see `must_change_digest`.

    Emits: post.marked. Locks: the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    must_change_digest(access)
    before = await locked_marks(conn, circle_id, post_id)
    if before.digest is None:
        return before
    since = await conn.fetchval(_SINCE, circle_id, post_id)
    await take_out(conn, circle_id, post_id)
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.undigested",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        shown={"category": before.digest},
        undo={"before": before.digest, "at": since.isoformat()},
    )
    return marks


async def put_into(conn: Connection, circle_id: UUID, post_id: UUID, *, category: str, at: datetime) -> None:
    """Put a post into the digest as of *at*; the caller has locked its row."""
    await conn.execute(_PUT_IN, circle_id, post_id, category, at)


async def take_out(conn: Connection, circle_id: UUID, post_id: UUID) -> None:
    """Take a post out of the digest; the caller has locked its row."""
    await conn.execute(_TAKE_OUT, circle_id, post_id)
