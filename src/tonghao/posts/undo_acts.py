"""How the level above puts back what the staff of a circle removed."""

from collections.abc import Mapping
from typing import Final

from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection
from tonghao.posts.release import release_comment, release_post

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


UNDOES: Final[Mapping[str, Undo]] = {"post.removed": _restore_post, "comment.removed": _restore_comment}
