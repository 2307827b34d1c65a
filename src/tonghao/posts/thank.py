"""Thank: somebody says that a floor under a question helped them, once."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.types import Thanks
from tonghao.reading_events import FloorThanked, ThanksCounted

_FACTS: Final = """
    SELECT s.author_id, s.reply_number, p.kind, s.state = 'visible' AND p.state = 'visible' AS is_visible,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $4 AND b.blocker_id IN (s.author_id, p.author_id)) AS is_blocked
      FROM comments s
      JOIN posts p ON p.circle_id = s.circle_id AND p.id = s.post_id
     WHERE s.circle_id = $1 AND s.post_id = $2 AND s.id = $3
"""
_ADD: Final = """
    INSERT INTO thanks (circle_id, post_id, comment_id, account_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
    RETURNING comment_id
"""
_DROP: Final = """
    DELETE FROM thanks WHERE circle_id = $1 AND comment_id = $2 AND account_id = $3 RETURNING comment_id
"""
_COUNT: Final = """
    UPDATE comments SET thanks_count = thanks_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
    RETURNING thanks_count
"""


class NotAQuestion(Refusal):
    """This post is no question, so nothing under it can be thanked for or marked as its answer."""


class OwnFloor(Refusal):
    """You wrote this floor yourself. Thank somebody else's."""


class FloorsOnly(Refusal):
    """This stands inside a floor. Choose the floor itself."""


async def thank(
    conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID, account_id: UUID
) -> Thanks:
    """Thank for a floor under a question; twice is once.

    Raises:
        NotFound: there is no such visible floor.
        NotAQuestion, FloorsOnly, OwnFloor: what it says.
        BlockedByAuthor: its author, or the asker, blocks the person.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.

    Emits: thanks.counted, floor.thanked. Locks: the floor.
    """
    (await access_of(conn, circle_id, account_id)).must_write()
    facts = await conn.fetchrow(_FACTS, circle_id, post_id, comment_id, account_id)
    if facts is None or not facts["is_visible"]:
        raise NotFound
    if facts["kind"] != "question":
        raise NotAQuestion
    if facts["reply_number"] > 0:
        raise FloorsOnly
    if facts["author_id"] == account_id:
        raise OwnFloor
    if facts["is_blocked"]:
        raise BlockedByAuthor
    added = await conn.fetchval(_ADD, circle_id, post_id, comment_id, account_id)
    count = await _count(conn, circle_id, post_id, comment_id, by=0 if added is None else 1)
    if added is not None:
        event = FloorThanked(circle_id, post_id, comment_id, facts["author_id"], account_id, True)
        await outbox.emit(conn, event, audience="nobody")
    return Thanks(count, True)


async def take_thanks_back(
    conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID, account_id: UUID
) -> Thanks:
    """Take thanks back; nothing happens when there are none.

    Raises:
        NotFound: there is no such floor for the person.

    Emits: thanks.counted, floor.thanked. Locks: the floor.
    """
    await access_of(conn, circle_id, account_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id, comment_id, account_id)
    if facts is None:
        raise NotFound
    dropped = await conn.fetchval(_DROP, circle_id, comment_id, account_id)
    count = await _count(conn, circle_id, post_id, comment_id, by=0 if dropped is None else -1)
    if dropped is not None:
        event = FloorThanked(circle_id, post_id, comment_id, facts["author_id"], account_id, False)
        await outbox.emit(conn, event, audience="nobody")
    return Thanks(count, False)


async def _count(conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID, *, by: int) -> int:
    count: int | None = await conn.fetchval(_COUNT, circle_id, post_id, comment_id, by)
    if count is None:
        raise NotFound
    if by:
        event = ThanksCounted(circle_id, post_id, comment_id, count)
        await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    return count
