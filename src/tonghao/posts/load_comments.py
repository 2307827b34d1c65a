"""Load comments: many at once, for imports, numbered as if they had been written one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.markup import html_of
from tonghao.posts.load import words_of
from tonghao.posts.tell import tell_comment_waiting
from tonghao.screening.types import Verdict

_LOCK_POSTS: Final = """
    SELECT p.id
      FROM posts p
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (circle_id, id) ON p.circle_id = u.circle_id AND p.id = u.id
     ORDER BY p.circle_id, p.id
       FOR NO KEY UPDATE OF p
"""
_LAST_FLOORS: Final = """
    SELECT p.id, p.last_floor
      FROM posts p
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (circle_id, id) ON p.circle_id = u.circle_id AND p.id = u.id
"""
_KNOWN: Final = """
    SELECT s.post_id, s.id, s.floor, s.reply_number
      FROM comments s
      JOIN unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (circle_id, post_id, id)
        ON s.circle_id = u.circle_id AND s.post_id = u.post_id AND s.id = u.id
"""
_LAST_REPLIES: Final = """
    SELECT s.post_id, s.floor, s.last_reply
      FROM comments s
      JOIN unnest($1::uuid[], $2::uuid[], $3::integer[]) AS u (circle_id, post_id, floor)
        ON s.circle_id = u.circle_id AND s.post_id = u.post_id AND s.floor = u.floor AND s.reply_number = 0
"""
_LOAD: Final = """
    INSERT INTO comments (circle_id, post_id, id, floor, reply_number, reply_to_id, author_id, text, html,
                          state, category, label, created_at)
    SELECT u.circle_id, u.post_id, u.id, u.floor, u.reply_number, u.reply_to_id, u.author_id, u.text, u.html,
           u.state, u.category, u.label, u.created_at
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::integer[], $6::uuid[], $7::uuid[],
                  $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])
           AS u (circle_id, post_id, id, floor, reply_number, reply_to_id, author_id, text, html, state,
                 category, label, created_at)
"""
_COUNT_IN_POSTS: Final = """
    UPDATE posts p
       SET last_floor = GREATEST(p.last_floor, n.last_floor), comment_count = p.comment_count + n.visible
      FROM (SELECT u.circle_id, u.post_id, max(u.floor) AS last_floor,
                   count(*) FILTER (WHERE u.state = 'visible') AS visible
              FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[])
                   AS u (circle_id, post_id, floor, state)
             GROUP BY u.circle_id, u.post_id) n
     WHERE p.circle_id = n.circle_id AND p.id = n.post_id
"""
_COUNT_IN_FLOORS: Final = """
    UPDATE comments s
       SET last_reply = GREATEST(s.last_reply, n.last_reply), reply_count = s.reply_count + n.visible
      FROM (SELECT u.circle_id, u.post_id, u.floor, max(u.reply_number) AS last_reply,
                   count(*) FILTER (WHERE u.state = 'visible') AS visible
              FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::integer[])
                   AS u (circle_id, post_id, floor, state, reply_number)
             WHERE u.reply_number > 0
             GROUP BY u.circle_id, u.post_id, u.floor) n
     WHERE s.circle_id = n.circle_id AND s.post_id = n.post_id AND s.floor = n.floor AND s.reply_number = 0
"""


class LoadedComment(msgspec.Struct, frozen=True):
    """A comment as an archive has it: its text cleaned and screened by the caller.

    Attributes:
        verdict: The checker's; None when it was down.
        reply_to_id: The comment that it answers; it goes into that one's floor.
    """

    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    text: str
    verdict: Verdict | None
    created_at: datetime
    reply_to_id: UUID | None = None


# Floor and reply number by post and comment.
_Places = dict[tuple[UUID, UUID | None], tuple[int, int]]


class _Numbered(msgspec.Struct, frozen=True):
    """A comment with the place that it was given."""

    comment: LoadedComment
    floor: int
    reply_number: int
    reply_to_id: UUID | None


async def load_comments(
    conn: Connection, comments: Sequence[LoadedComment], *, imported: bool = False
) -> int:
    """Add those of *comments* that are not there yet, and return how many they were.

    Args:
        comments: In the order in which they get their numbers: by time, then the archive's identifier,
            also from one call to the next. One whose post is not there is left out; one whose answered
            comment is not there gets a floor of its own.
        imported: See `load_posts`.

    Emits: comment.held, comment.unscreened. Locks: the posts, by circle and identifier.
    """
    threads = list({(one.circle_id, one.post_id) for one in comments})
    columns = [thread[0] for thread in threads], [thread[1] for thread in threads]
    await conn.execute(_LOCK_POSTS, *columns)
    last_floor = {row[0]: row[1] for row in await conn.fetch(_LAST_FLOORS, *columns)}
    places = await _known_places(conn, comments)
    fresh = [
        one for one in comments if one.post_id in last_floor and (one.post_id, one.comment_id) not in places
    ]
    last_reply = await _last_replies(conn, fresh, places)
    numbered = [_number(one, places, last_floor, last_reply) for one in _each_once(fresh)]
    await _add(conn, numbered, imported=imported)
    return len(numbered)


def _each_once(comments: Iterable[LoadedComment]) -> Iterable[LoadedComment]:
    return {one.comment_id: one for one in comments}.values()


async def _known_places(conn: Connection, comments: Sequence[LoadedComment]) -> _Places:
    """Floor and reply number of those comments, and of those they answer, that are there already."""
    asked = [(one.circle_id, one.post_id, one.comment_id) for one in comments]
    asked += [(one.circle_id, one.post_id, one.reply_to_id) for one in comments if one.reply_to_id]
    rows = await conn.fetch(_KNOWN, *([key[number] for key in asked] for number in range(3)))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def _last_replies(
    conn: Connection, comments: Iterable[LoadedComment], places: _Places
) -> dict[tuple[UUID, int], int]:
    floors = list(
        {
            (one.circle_id, one.post_id, places[one.post_id, one.reply_to_id][0])
            for one in comments
            if (one.post_id, one.reply_to_id) in places
        }
    )
    rows = await conn.fetch(_LAST_REPLIES, *([key[number] for key in floors] for number in range(3)))
    return {(row[0], row[1]): row[2] for row in rows}


def _number(
    comment: LoadedComment,
    places: _Places,
    last_floor: dict[UUID, int],
    last_reply: dict[tuple[UUID, int], int],
) -> _Numbered:
    """Give *comment* the next number and note it in the three tables of numbers."""
    answered = places.get((comment.post_id, comment.reply_to_id))
    if answered is None:
        floor = last_floor[comment.post_id] = last_floor[comment.post_id] + 1
        places[comment.post_id, comment.comment_id] = (floor, 0)
        return _Numbered(comment, floor, 0, None)
    floor = answered[0]
    number = last_reply[comment.post_id, floor] = last_reply.get((comment.post_id, floor), 0) + 1
    places[comment.post_id, comment.comment_id] = (floor, number)
    return _Numbered(comment, floor, number, comment.reply_to_id if answered[1] else None)


async def _add(conn: Connection, numbered: Sequence[_Numbered], *, imported: bool) -> None:
    words = [words_of(one.comment.verdict) for one in numbered]
    circles = [one.comment.circle_id for one in numbered]
    posts = [one.comment.post_id for one in numbered]
    floors = [one.floor for one in numbered]
    numbers = [one.reply_number for one in numbered]
    states = [screened.state for screened in words]
    await conn.execute(
        _LOAD,
        circles,
        posts,
        [one.comment.comment_id for one in numbered],
        floors,
        numbers,
        [one.reply_to_id for one in numbered],
        [one.comment.author_id for one in numbered],
        [one.comment.text for one in numbered],
        [said.html(html_of(one.comment.text)) for one, said in zip(numbered, words, strict=True)],
        states,
        [screened.category for screened in words],
        [screened.label for screened in words],
        [one.comment.created_at for one in numbered],
    )
    await conn.execute(_COUNT_IN_POSTS, circles, posts, floors, states)
    await conn.execute(_COUNT_IN_FLOORS, circles, posts, floors, states, numbers)
    for one, screened in zip(numbered, words, strict=True):
        await tell_comment_waiting(
            conn,
            circle_id=one.comment.circle_id,
            post_id=one.comment.post_id,
            comment_id=one.comment.comment_id,
            author_id=one.comment.author_id,
            words=screened,
            imported=imported,
        )
