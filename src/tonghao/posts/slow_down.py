"""Slow down: in a heated thread, or in a whole circle, each person comments once in a while."""

from math import ceil
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.circles.record_act import record_act
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.posts.marks import locked_marks, tell_marked
from tonghao.posts.types import Marks, Turn

_SLOW: Final = "UPDATE posts SET slow_seconds = $3 WHERE circle_id = $1 AND id = $2"

# Of two comments at once the second waits here for the first and then finds its turn taken. A turn that
# lies in the future was taken before the clock was set back.
_TAKE: Final = """
    INSERT INTO comment_turns AS t (circle_id, place_id, account_id, at) VALUES ($1, $2, $3, now())
    ON CONFLICT (circle_id, place_id, account_id) DO UPDATE SET at = now()
     WHERE t.at <= now() - make_interval(secs => $4) OR t.at > now() + interval '1 minute'
    RETURNING at
"""
_WAIT: Final = """
    SELECT extract(epoch FROM at + make_interval(secs => $4) - now())::float8
      FROM comment_turns
     WHERE circle_id = $1 AND place_id = $2 AND account_id = $3 AND at <= now() + interval '1 minute'
"""
_SPEEDS: Final = """
    SELECT p.slow_seconds, COALESCE(r.slow_seconds, 0) AS circle_seconds
      FROM posts p
      LEFT JOIN posting_rules r ON r.circle_id = p.circle_id
     WHERE p.circle_id = $1 AND p.id = $2 AND p.state = 'visible'
"""
_TRIM: Final = "DELETE FROM comment_turns WHERE at < now() - interval '1 day'"


class SlowMode(Refusal):
    """Comments are slow here. Wait until the countdown has ended, then send it again."""

    status = 429


async def slow_post(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, slow_seconds: int
) -> Marks:
    """Let each person comment on a post once in *slow_seconds*; 0 for no such limit.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: they are no staff.

    Emits: post.marked. Locks: the post, then the audit log.
    """
    access = await access_of(conn, circle_id, account_id)
    access.must_help()
    before = await locked_marks(conn, circle_id, post_id)
    if before.slow_seconds == slow_seconds:
        return before
    await put_speed(conn, circle_id, post_id, slow_seconds)
    marks = await tell_marked(conn, circle_id, post_id)
    await record_act(
        conn,
        access=access,
        act="post.slowed",
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        shown={"slow_seconds": slow_seconds},
        undo={"before": before.slow_seconds, "after": slow_seconds},
    )
    return marks


async def put_speed(conn: Connection, circle_id: UUID, post_id: UUID, slow_seconds: int) -> None:
    """Set it without asking; the caller has locked the post."""
    await conn.execute(_SLOW, circle_id, post_id, slow_seconds)


async def take_turn(conn: Connection, *, access: Access, post_id: UUID, speeds: tuple[int, int]) -> None:
    """Use the person's turn to comment, in the post and in the circle; staff need none.

    Args:
        speeds: Seconds between two comments of a person in the circle and in the post; 0 for no limit.

    Raises:
        SlowMode: it is not their turn yet; the details have `wait_seconds`.

    Locks: the person's turns.
    """
    if access.may_help:
        return
    for place_id, seconds in zip((access.circle_id, post_id), speeds, strict=True):
        if seconds == 0:
            continue
        key = (access.circle_id, place_id, access.account_id, float(seconds))
        if await conn.fetchval(_TAKE, *key) is None:
            raise SlowMode(wait_seconds=_rounded(await conn.fetchval(_WAIT, *key)))


async def get_turn(conn: Connection, *, access: Access, post_id: UUID) -> Turn:
    """How often the person may comment on a post, and in how many seconds next.

    Raises:
        NotFound: no such post.
    """
    speeds = await conn.fetchrow(_SPEEDS, access.circle_id, post_id)
    if speeds is None:
        raise NotFound
    if access.may_help:
        return Turn(0, 0)
    places = ((access.circle_id, speeds["circle_seconds"]), (post_id, speeds["slow_seconds"]))
    waits = [
        await conn.fetchval(_WAIT, access.circle_id, place_id, access.account_id, float(seconds))
        for place_id, seconds in places
        if seconds > 0
    ]
    return Turn(max(speeds), max(map(_rounded, waits), default=0))


def _rounded(seconds: float | None) -> int:
    return max(0, ceil(seconds or 0))


async def trim_turns(conn: Connection) -> None:
    """Forget turns that are over for every speed there is."""
    await conn.execute(_TRIM)
