"""How the level above takes back what the staff of a circle did with its posts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.posts.digest import put_into, take_out
from tonghao.posts.lock import LockWas, close, reopen
from tonghao.posts.marks import locked_marks, tell_marked
from tonghao.posts.pin import put_up, take_down
from tonghao.posts.posting_rules import get_rules, lock_rules, put_slow_mode
from tonghao.posts.release import release_comment, release_post
from tonghao.posts.slow_down import put_speed

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"

# A moderator always names a category, so what they removed is not brought back from here.
_REMOVED_POST: Final = """
    SELECT EXISTS (SELECT FROM posts
                    WHERE circle_id = $1 AND id = $2 AND state = 'removed' AND category IS NULL)
"""
_REMOVED_COMMENT: Final = """
    SELECT EXISTS (SELECT FROM comments
                    WHERE circle_id = $1 AND post_id = $2 AND id = $3 AND state = 'removed'
                      AND category IS NULL)
"""


async def _restore_post(conn: Connection, act: RecordedAct) -> None:
    await conn.execute(_LOCK_POST, act.circle_id, act.subject_id)
    if not await conn.fetchval(_REMOVED_POST, act.circle_id, act.subject_id):
        raise CannotBeUndone
    await release_post(conn, act.circle_id, act.subject_id)


async def _restore_comment(conn: Connection, act: RecordedAct) -> None:
    assert act.post_id is not None
    await conn.execute(_LOCK_POST, act.circle_id, act.post_id)
    if not await conn.fetchval(_REMOVED_COMMENT, act.circle_id, act.post_id, act.subject_id):
        raise CannotBeUndone
    await release_comment(conn, act.circle_id, act.post_id, act.subject_id)


async def _undo_pin(conn: Connection, act: RecordedAct) -> None:
    if not await take_down(conn, act.circle_id, act.subject_id):
        raise CannotBeUndone
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_unpin(conn: Connection, act: RecordedAct) -> None:
    if not await put_up(conn, act.circle_id, act.subject_id):
        raise CannotBeUndone
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_lock(conn: Connection, act: RecordedAct) -> None:
    lock = (await locked_marks(conn, act.circle_id, act.subject_id)).lock
    if lock is None or lock.by.account_id != act.actor_id:
        raise CannotBeUndone
    await reopen(conn, act.circle_id, act.subject_id)
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_unlock(conn: Connection, act: RecordedAct) -> None:
    was = msgspec.convert(act.undo, LockWas)
    if (await locked_marks(conn, act.circle_id, act.subject_id)).lock is not None:
        raise CannotBeUndone
    await close(conn, act.circle_id, act.subject_id, by=was.by, reason=was.reason, at=was.at)
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_digest(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    await lock_rules(conn, act.circle_id)
    if (await locked_marks(conn, act.circle_id, act.subject_id)).digest != act.undo["after"]:
        raise CannotBeUndone
    before = act.undo["before"]
    if before is None:
        await take_out(conn, act.circle_id, act.subject_id)
    else:
        await _put_back(conn, act, str(before), act.undo.get("at"))
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_undigest(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    await lock_rules(conn, act.circle_id)
    if (await locked_marks(conn, act.circle_id, act.subject_id)).digest is not None:
        raise CannotBeUndone
    await _put_back(conn, act, str(act.undo["before"]), act.undo["at"])
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _put_back(conn: Connection, act: RecordedAct, category: str, at: object) -> None:
    """Into a category that may have been taken away meanwhile."""
    if category not in [one.name for one in (await get_rules(conn, act.circle_id)).digest_categories]:
        raise CannotBeUndone
    since = now() if at is None else datetime.fromisoformat(str(at))
    await put_into(conn, act.circle_id, act.subject_id, category=category, at=since)


async def _undo_slow_post(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    if (await locked_marks(conn, act.circle_id, act.subject_id)).slow_seconds != act.undo["after"]:
        raise CannotBeUndone
    await put_speed(conn, act.circle_id, act.subject_id, int(act.undo["before"]))
    await tell_marked(conn, act.circle_id, act.subject_id)


async def _undo_slow_circle(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    await lock_rules(conn, act.circle_id)
    if (await get_rules(conn, act.circle_id)).slow_seconds != act.undo["after"]:
        raise CannotBeUndone
    await put_slow_mode(conn, act.circle_id, int(act.undo["before"]))


UNDOES: Final[Mapping[str, Undo]] = {
    "post.removed": _restore_post,
    "comment.removed": _restore_comment,
    "post.pinned": _undo_pin,
    "post.unpinned": _undo_unpin,
    "post.locked": _undo_lock,
    "post.unlocked": _undo_unlock,
    "post.digested": _undo_digest,
    "post.undigested": _undo_undigest,
    "post.slowed": _undo_slow_post,
    "circle.slowed": _undo_slow_circle,
}
