"""Follow: a person wants to hear of new floors in a thread.

Whoever writes in one follows it by the statement that writes; see `write.py` and `comment.py`.
"""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.mark_read import tell_marked
from tonghao.posts.types import FollowSettings, ThreadMark

# Whoever begins to follow knows what is there, unless they have read less: only later floors are new.
_FOLLOW: Final = """
    INSERT INTO thread_marks AS k (circle_id, post_id, account_id, read_floor, follows, followed_at)
    SELECT p.circle_id, p.id, $3, p.last_floor, $4, now()
      FROM posts p
     WHERE p.circle_id = $1 AND p.id = $2 AND (p.state = 'visible' OR p.author_id = $3)
    ON CONFLICT (circle_id, post_id, account_id) DO UPDATE
       SET follows = COALESCE(k.follows, excluded.follows),
           followed_at = COALESCE(k.followed_at, excluded.followed_at),
           read_floor = CASE WHEN k.read_floor = 0 THEN excluded.read_floor ELSE k.read_floor END
    RETURNING read_floor, true, new_floors($1, $2, read_floor)
"""
_UNFOLLOW: Final = """
    UPDATE thread_marks SET follows = NULL, followed_at = NULL, let_go = true
     WHERE circle_id = $1 AND post_id = $2 AND account_id = $3
    RETURNING read_floor, false, new_floors($1, $2, read_floor)
"""
_SETTINGS: Final = "SELECT own, answered FROM follow_settings WHERE account_id = $1"
_SET: Final = """
    INSERT INTO follow_settings (account_id, own, answered) VALUES ($1, $2, $3)
    ON CONFLICT (account_id) DO UPDATE SET own = excluded.own, answered = excluded.answered
"""


async def follow(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> ThreadMark:
    """Follow a thread; twice is once.

    Raises:
        NotFound: no such thread for the person.

    Emits: thread.marked, to the account.
    """
    await access_of(conn, circle_id, account_id)
    row = await conn.fetchrow(_FOLLOW, circle_id, post_id, account_id, "chosen")
    if row is None:
        raise NotFound
    mark = ThreadMark(*row)
    await tell_marked(conn, circle_id=circle_id, post_id=post_id, account_id=account_id, mark=mark)
    return mark


async def unfollow(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> ThreadMark:
    """Follow a thread no longer; writing in it does not bring it back.

    Raises:
        NotFound: no such circle for the person.

    Emits: thread.marked, to the account.
    """
    await access_of(conn, circle_id, account_id)
    row = await conn.fetchrow(_UNFOLLOW, circle_id, post_id, account_id)
    mark = ThreadMark(0, False, 0) if row is None else ThreadMark(*row)
    if row is not None:
        await tell_marked(conn, circle_id=circle_id, post_id=post_id, account_id=account_id, mark=mark)
    return mark


async def get_follow_settings(conn: Connection, account_id: UUID) -> FollowSettings:
    """What *account_id* follows by writing; both unless they chose otherwise."""
    row = await conn.fetchrow(_SETTINGS, account_id)
    return FollowSettings(True, True) if row is None else FollowSettings(row[0], row[1])


async def set_follow_settings(
    conn: Connection, *, account_id: UUID, settings: FollowSettings
) -> FollowSettings:
    """Choose what one follows by writing; threads that are followed already stay so."""
    await conn.execute(_SET, account_id, settings.own, settings.answered)
    return settings
