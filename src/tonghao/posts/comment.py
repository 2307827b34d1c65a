"""Comment: a member answers a post on the next floor, or a comment inside its floor."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import must_run
from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.markup import html_of
from tonghao.posts.clean import MOST_IN_COMMENT, cleaned
from tonghao.posts.floors import comment_of
from tonghao.posts.follow import follow_by_writing
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.lock import ThreadLocked
from tonghao.posts.mention import take_mentions, told_of
from tonghao.posts.quote import with_quotes
from tonghao.posts.screen import Screened, screened_in
from tonghao.posts.slow_down import take_turn
from tonghao.posts.tell import tell_comment_changed, tell_comment_waiting, tell_commented
from tonghao.posts.types import Comment
from tonghao.screening.text import TextScreener

_FACTS: Final = """
    SELECT p.author_id, p.state, r.id AS reply_to_id, r.state AS reply_to_state, r.floor AS reply_to_floor,
           r.reply_number AS reply_to_number, r.author_id AS reply_to_author_id,
           f.state AS floor_state, f.author_id AS floor_author_id,
           p.locked_at IS NOT NULL AS is_locked, p.slow_seconds,
           COALESCE(u.slow_seconds, 0) AS circle_seconds, q.state AS quote_state,
           q.author_id AS quote_author_id,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3
                      AND b.blocker_id IN (p.author_id, f.author_id, r.author_id, q.author_id)) AS is_blocked
      FROM posts p
      LEFT JOIN posting_rules u ON u.circle_id = $1
      LEFT JOIN comments r ON r.circle_id = $1 AND r.post_id = $2 AND r.id = $5
      LEFT JOIN comments q ON q.circle_id = $1 AND q.post_id = $2 AND q.id = $6
      LEFT JOIN comments f ON f.circle_id = $1 AND f.post_id = $2 AND f.floor = COALESCE(r.floor, $4)
                          AND f.reply_number = 0
     WHERE p.circle_id = $1 AND p.id = $2
"""

# The number is taken under the row's own lock, and given back when the transaction fails: no floor
# is missing and none is there twice.
_TAKE_FLOOR: Final = """
    UPDATE posts SET last_floor = last_floor + 1, comment_count = comment_count + $3
     WHERE circle_id = $1 AND id = $2 AND state = 'visible' AND (locked_at IS NULL OR $4)
    RETURNING last_floor, comment_count
"""
_LOCK_POST: Final = """
    UPDATE posts SET comment_count = comment_count + $3
     WHERE circle_id = $1 AND id = $2 AND state = 'visible' AND (locked_at IS NULL OR $4)
    RETURNING comment_count
"""
_IS_LOCKED: Final = "SELECT locked_at IS NOT NULL FROM posts WHERE circle_id = $1 AND id = $2"
_TAKE_REPLY: Final = """
    UPDATE comments SET last_reply = last_reply + 1, reply_count = reply_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND floor = $3 AND reply_number = 0 AND state = 'visible'
    RETURNING last_reply, reply_count
"""

# Gives the columns that comment_of takes.
_WRITE: Final = """
    WITH s AS (
        INSERT INTO comments (circle_id, post_id, id, floor, reply_number, reply_to_id, author_id, text, html,
                              state, category, label, created_at, quote_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        RETURNING *
    )
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.like_count, false, s.reply_count,
           s.version, s.created_at, s.edited_at,
           s.author_id = p.author_id, false, m.level, 0, false, false, s.quote_id, p.state, p.author_id
      FROM s
      JOIN posts p ON p.circle_id = $1 AND p.id = $2
      JOIN profiles a ON a.account_id = s.author_id
      LEFT JOIN memberships m ON m.circle_id = $1 AND m.account_id = s.author_id
      LEFT JOIN comments o ON o.circle_id = $1 AND o.post_id = $2 AND o.id = s.reply_to_id
      LEFT JOIN profiles t ON t.account_id = o.author_id
      LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id
"""


class _Place(msgspec.Struct, frozen=True):
    """Where a comment goes: on a new floor (`floor` None) or inside one, perhaps answering a reply.

    `speeds` are the seconds between two comments of a person, in the circle and in the post.
    """

    floor: int | None
    reply_to_id: UUID | None
    answered_id: UUID
    post_author_id: UUID
    speeds: tuple[int, int]


async def write_comment(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    post_id: UUID,
    author_id: UUID,
    text: str,
    floor: int | None = None,
    reply_to_id: UUID | None = None,
    quote_id: UUID | None = None,
    at: datetime | None = None,
) -> Comment:
    """Comment on a post; a comment that waits has its number already.

    Args:
        floor: The floor to answer inside; a new floor when left out together with *reply_to_id*.
        reply_to_id: The comment to answer, inside its own floor.
        quote_id: The comment of this thread that it quotes; its author is told like one who is answered.
        at: When it was written, for the demo; now when left out.

    Raises:
        FeatureStopped: the whole place writes nothing for now.
        NotFound: no such post, floor or comment that the author could answer or quote.
        ThreadLocked: only staff may add to it.
        SlowMode: it is not the author's turn yet.
        BlockedByAuthor: whom the author would answer, or the post's author, blocks them.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        TextUnreadable, TextTooLong, TextEmpty, TooManyMentions, LinksUnwelcome: what it says.

    Emits: comment.published; or comment.hidden, with comment.held or comment.unscreened.
    Locks: the author's turns, the post, then its floor.
    """
    await must_run(conn, "comments")
    access = await access_of(conn, circle_id, author_id)
    access.must_write()
    words = cleaned(text, most=MOST_IN_COMMENT)
    place = await _place_of(conn, access, post_id, floor, reply_to_id, quote_id)
    mentions = await take_mentions(conn, text=words, author_id=author_id, circle_id=circle_id)
    checked = screened_in(access, screener, words, kind="comment")
    if at is None:
        await take_turn(conn, access=access, post_id=post_id, speeds=place.speeds)
    number, reply_number, comment_count, reply_count = await _take_number(
        conn, access, post_id, place.floor, 1 if checked.state == "visible" else 0
    )
    moment = at or now()
    row = await conn.fetchrow(
        _WRITE,
        circle_id,
        post_id,
        new_id(moment.timestamp()),
        number,
        reply_number,
        place.reply_to_id,
        author_id,
        words,
        checked.html(access.must_link(html_of(words, mentions))),
        checked.state,
        checked.category,
        checked.label,
        moment,
        quote_id,
    )
    comment = await _seen_by(conn, row, author_id)
    if checked.state == "visible":
        await tell_commented(
            conn,
            await _seen_by(conn, row, None),
            answered_id=place.answered_id,
            post_author_id=place.post_author_id,
            mentioned=told_of(mentions, author_id),
            comment_count=comment_count,
            reply_count=reply_count,
        )
    else:
        await _tell_waiting(conn, comment, checked)
    await follow_by_writing(conn, circle_id=circle_id, post_id=post_id, account_id=author_id, why="answered")
    return comment


async def _seen_by(conn: Connection, row: Row | None, viewer_id: UUID | None) -> Comment:
    assert row is not None
    comment = comment_of(row, viewer_id)
    await with_quotes(conn, comment.circle_id, comment.post_id, viewer_id, [comment])
    return comment


async def _tell_waiting(conn: Connection, comment: Comment, checked: Screened) -> None:
    """Nobody reads it yet, but its number is taken, which the others see."""
    ids = {"circle_id": comment.circle_id, "post_id": comment.post_id, "comment_id": comment.comment_id}
    await tell_comment_waiting(conn, **ids, author_id=comment.author.account_id, words=checked)
    await tell_comment_changed(conn, **ids, before="unwritten", after=checked.state)


async def _place_of(
    conn: Connection,
    access: Access,
    post_id: UUID,
    floor: int | None,
    reply_to_id: UUID | None,
    quote_id: UUID | None,
) -> _Place:
    ids = (access.circle_id, post_id, access.account_id)
    facts = await conn.fetchrow(_FACTS, *ids, floor, reply_to_id, quote_id)
    if facts is None or facts["state"] != "visible":
        raise NotFound
    if facts["is_blocked"]:
        raise BlockedByAuthor
    if facts["is_locked"] and not access.may_help:
        raise ThreadLocked
    if quote_id is not None and facts["quote_state"] != "visible":
        raise NotFound
    author_id = facts["author_id"]
    speeds = (facts["circle_seconds"], facts["slow_seconds"])
    if floor is None and reply_to_id is None:
        return _Place(None, None, facts["quote_author_id"] or author_id, author_id, speeds)
    if facts["floor_state"] != "visible":
        raise NotFound
    if reply_to_id is None:
        return _Place(floor, None, facts["floor_author_id"], author_id, speeds)
    if facts["reply_to_state"] != "visible" or floor not in {None, facts["reply_to_floor"]}:
        raise NotFound
    to_floor = facts["reply_to_number"] == 0  # then it is said already by the place
    answered = None if to_floor else reply_to_id
    return _Place(facts["reply_to_floor"], answered, facts["reply_to_author_id"], author_id, speeds)


async def _take_number(
    conn: Connection, access: Access, post_id: UUID, floor: int | None, visible: int
) -> tuple[int, int, int, int]:
    """The floor, the number inside it, and how many comments the post and replies the floor have now."""
    post = (access.circle_id, post_id)
    if floor is None:
        taken = await conn.fetchrow(_TAKE_FLOOR, *post, visible, access.may_help)
        if taken is None:
            raise await _why_not(conn, *post)
        return taken["last_floor"], 0, taken["comment_count"], 0
    comment_count = await conn.fetchval(_LOCK_POST, *post, visible, access.may_help)
    if comment_count is None:
        raise await _why_not(conn, *post)
    reply = await conn.fetchrow(_TAKE_REPLY, *post, floor, visible)
    if reply is None:
        raise NotFound
    return floor, reply["last_reply"], comment_count, reply["reply_count"]


async def _why_not(conn: Connection, circle_id: UUID, post_id: UUID) -> Refusal:
    """What happened to the post since we looked at it."""
    return ThreadLocked() if await conn.fetchval(_IS_LOCKED, circle_id, post_id) else NotFound()
