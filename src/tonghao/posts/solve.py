"""Solve: the asker, or a host, marks the floors that answered a question, or opens it again."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.posts.thank import NotAQuestion
from tonghao.posts.types import Solved
from tonghao.reading_events import AnswersMarked

MOST_ANSWERS: Final = 5

_LOCK: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = "SELECT author_id, state, kind, answer_floors FROM posts WHERE circle_id = $1 AND id = $2"
_FLOORS: Final = """
    SELECT floor, author_id FROM comments
     WHERE circle_id = $1 AND post_id = $2 AND floor = ANY($3::integer[]) AND reply_number = 0
       AND state = 'visible'
"""
_SOLVE: Final = """
    UPDATE posts
       SET answer_floors = $3,
           solved_at = CASE WHEN cardinality($3::integer[]) > 0 THEN COALESCE(solved_at, now()) END
     WHERE circle_id = $1 AND id = $2
"""


class TooManyAnswers(Refusal):
    """At most five floors can be marked as the answer. Take one away first."""

    status = 400


class AnswerMissing(Refusal):
    """One of these floors is not there, or cannot be read by all. Choose others."""

    status = 400


async def solve(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, floors: Sequence[int]
) -> Solved:
    """Say which floors answer a question; none opens it again.

    Args:
        floors: All of them, in any order; they replace what was marked before.

    Raises:
        NotFound: no such visible post for the person.
        NotAllowed: the person neither asked nor hosts the circle.
        NotAQuestion, TooManyAnswers, AnswerMissing: what it says.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.

    Emits: answers.marked. Locks: the post.
    """
    access = await access_of(conn, circle_id, account_id)
    await conn.execute(_LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id)
    if facts is None or facts["state"] != "visible":
        raise NotFound
    if facts["author_id"] != account_id and not access.may_host:
        raise NotAllowed
    access.must_write()
    if facts["kind"] != "question":
        raise NotAQuestion
    wanted = sorted(set(floors))
    if len(wanted) > MOST_ANSWERS:
        raise TooManyAnswers
    found = {row["floor"]: row["author_id"] for row in await conn.fetch(_FLOORS, circle_id, post_id, wanted)}
    if len(found) < len(wanted):
        raise AnswerMissing
    before: list[int] = facts["answer_floors"]
    if wanted != before:
        await conn.execute(_SOLVE, circle_id, post_id, wanted)
        told = [author for floor, author in found.items() if floor not in before and author != account_id]
        await _tell(conn, circle_id, post_id, wanted, account_id, told)
    return Solved(wanted)


async def drop_answer(conn: Connection, *, circle_id: UUID, post_id: UUID, floor: int) -> None:
    """A floor that cannot be read any more answers nothing; the caller has locked the post.

    Emits: answers.marked, when it was marked.
    """
    facts = await conn.fetchrow(_FACTS, circle_id, post_id)
    if facts is None or floor not in facts["answer_floors"]:
        return
    left = [one for one in facts["answer_floors"] if one != floor]
    await conn.execute(_SOLVE, circle_id, post_id, left)
    await _tell(conn, circle_id, post_id, left, None, [])


async def _tell(
    conn: Connection,
    circle_id: UUID,
    post_id: UUID,
    floors: list[int],
    marked_by: UUID | None,
    answered_by: list[UUID],
) -> None:
    """To those who read the thread, and to the circle, whose lists show that it is solved."""
    event = AnswersMarked(circle_id, post_id, floors, marked_by, answered_by)
    await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    # Jobs hear each entry: the circle's copy names nobody, so that nobody is told twice.
    await outbox.emit(
        conn, AnswersMarked(circle_id, post_id, floors, None, []), audience=f"circle:{circle_id}"
    )
