"""Comment: a member answers a post on the next floor, or a comment inside its floor."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.circles.access import Access
from tonghao.circles.writer import writer_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.markup import html_of
from tonghao.posts.clean import MOST_IN_COMMENT, cleaned
from tonghao.posts.floors import comment_of
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.lock import ThreadLocked
from tonghao.posts.mark_read import news_of_mark
from tonghao.posts.mention import take_mentions, told_of
from tonghao.posts.quote import with_quotes
from tonghao.posts.screen import Screened, screened_in
from tonghao.posts.slow_down import take_turn
from tonghao.posts.tell import tell_comment_changed, tell_comment_waiting, tell_commented
from tonghao.posts.types import Comment, ThreadMark
from tonghao.posts.weigh import as_spread, place_of_words, spread_of, weighed, window_hours
from tonghao.screening.behaviour import Said, Spread, said_of
from tonghao.screening.text import TextScreener

_FACTS: Final = """
    SELECT p.author_id, p.state, r.id AS reply_to_id, r.state AS reply_to_state, r.floor AS reply_to_floor,
           r.reply_number AS reply_to_number, r.author_id AS reply_to_author_id,
           f.state AS floor_state, f.author_id AS floor_author_id,
           p.locked_at IS NOT NULL AS is_locked, p.slow_seconds,
           COALESCE(u.slow_seconds, 0) AS circle_seconds, q.state AS quote_state,
           q.author_id AS quote_author_id, e.own_places, e.places, e.authors,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3
                      AND b.blocker_id IN (p.author_id, f.author_id, r.author_id, q.author_id)) AS is_blocked
      FROM posts p
      LEFT JOIN posting_rules u ON u.circle_id = $1
      LEFT JOIN comments r ON r.circle_id = $1 AND r.post_id = $2 AND r.id = $5
      LEFT JOIN comments q ON q.circle_id = $1 AND q.post_id = $2 AND q.id = $6
      LEFT JOIN comments f ON f.circle_id = $1 AND f.post_id = $2 AND f.floor = COALESCE(r.floor, $4)
                          AND f.reply_number = 0
      LEFT JOIN LATERAL say_text($7, $3, $8, $9) e ON true
     WHERE p.circle_id = $1 AND p.id = $2
"""

# The number is taken under the lock of the post, or of the floor in it, and given back when the transaction
# fails: none is missing and none is there twice. Whoever answers somebody follows the thread, unless they
# chose otherwise; somebody who gave up following it has a mark without `follows`, and is asked for no second
# time. Begins with the columns that comment_of takes.
_WRITE: Final = """
    WITH p AS (
        UPDATE posts
           SET last_floor = last_floor + CASE WHEN $4::integer IS NULL THEN 1 ELSE 0 END,
               comment_count = comment_count + CASE WHEN $9 = 'visible' THEN 1 ELSE 0 END
         WHERE circle_id = $1 AND id = $2 AND state = 'visible' AND (locked_at IS NULL OR $14)
        RETURNING author_id, state, last_floor, comment_count
    ), f AS (
        UPDATE comments f
           SET last_reply = f.last_reply + 1,
               reply_count = f.reply_count + CASE WHEN $9 = 'visible' THEN 1 ELSE 0 END
          FROM p
         WHERE f.circle_id = $1 AND f.post_id = $2 AND f.floor = $4 AND f.reply_number = 0
           AND f.state = 'visible'
        RETURNING f.last_reply, f.reply_count
    ), s AS (
        INSERT INTO comments (circle_id, post_id, id, floor, reply_number, reply_to_id, author_id, text, html,
                              state, category, label, created_at, quote_id)
        SELECT $1, $2, $3, COALESCE($4, p.last_floor), COALESCE(f.last_reply, 0), $5, $6, $7, $8,
               $9, $10, $11, $12, $13
          FROM p
          LEFT JOIN f ON true
         WHERE $4 IS NULL OR f.last_reply IS NOT NULL
        RETURNING *
    ), k AS (
        INSERT INTO thread_marks AS k (circle_id, post_id, account_id, read_floor, follows, followed_at)
        SELECT s.circle_id, s.post_id, s.author_id, p.last_floor, 'answered', now()
          FROM s
         CROSS JOIN p
         WHERE s.author_id <> p.author_id
           AND NOT EXISTS (SELECT FROM follow_settings WHERE account_id = $6 AND NOT answered)
        ON CONFLICT (circle_id, post_id, account_id) DO UPDATE
           SET follows = excluded.follows, followed_at = excluded.followed_at
         WHERE k.follows IS NULL AND NOT k.let_go
        RETURNING read_floor
    )
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.curb, s.curb_for, s.like_count, false,
           s.reply_count, s.version, s.created_at, s.edited_at,
           s.author_id = p.author_id, false, m.level, 0, false, false, s.quote_id, p.state, p.author_id,
           p.comment_count AS post_comments, COALESCE(f.reply_count, 0) AS floor_replies,
           k.read_floor AS marked_floor
      FROM s
     CROSS JOIN p
      JOIN profiles a ON a.account_id = s.author_id
      LEFT JOIN f ON true
      LEFT JOIN k ON true
      LEFT JOIN memberships m ON m.circle_id = $1 AND m.account_id = s.author_id
      LEFT JOIN comments o ON o.circle_id = $1 AND o.post_id = $2 AND o.id = s.reply_to_id
      LEFT JOIN profiles t ON t.account_id = o.author_id
      LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id
"""
_IS_LOCKED: Final = "SELECT locked_at IS NOT NULL FROM posts WHERE circle_id = $1 AND id = $2"


class _Place(msgspec.Struct, frozen=True):
    """Where a comment goes: on a new floor (`floor` None) or inside one, perhaps answering a reply.

    `speeds` are the seconds between two comments of a person, in the circle and in the post; `spread` says
    where else the same was said.
    """

    floor: int | None
    reply_to_id: UUID | None
    answered_id: UUID
    post_author_id: UUID
    speeds: tuple[int, int]
    spread: Spread


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

    Emits: comment.published; or comment.hidden, with comment.held or comment.unscreened; thread.marked, to
    the author.
    Locks: the text, the author's turns, the post, then its floor.
    """
    access = await writer_of(conn, circle_id, author_id, "comments")
    access.must_write()
    words = cleaned(text, most=MOST_IN_COMMENT)
    mentions = await take_mentions(conn, text=words, author_id=author_id, circle_id=circle_id)
    # What the demo says of the past is no flood of today.
    said = said_of(words, mentions) if at is None else Said(None, 0)
    place = await _place_of(conn, access, post_id, floor, reply_to_id, quote_id, said)
    checked = as_spread(screened_in(access, screener, words, kind="comment"), words, said, place.spread)
    if at is None:
        checked = await weighed(conn, access=access, checked=checked, text=words)
        await take_turn(conn, access=access, post_id=post_id, speeds=place.speeds)
    moment = at or now()
    row = await conn.fetchrow(
        _WRITE,
        circle_id,
        post_id,
        new_id(moment.timestamp()),
        place.floor,
        place.reply_to_id,
        author_id,
        words,
        checked.html(access.must_link(html_of(words, mentions))),
        checked.state,
        checked.category,
        checked.label,
        moment,
        quote_id,
        access.may_help,
    )
    if row is None:
        raise await _why_not(conn, access, post_id)
    comment = await _seen_by(conn, row, author_id)
    if checked.state == "visible":
        await tell_commented(
            conn,
            await _seen_by(conn, row, None),
            answered_id=place.answered_id,
            post_author_id=place.post_author_id,
            mentioned=told_of(mentions, author_id),
            comment_count=row["post_comments"],
            reply_count=row["floor_replies"],
            also=_marked(row, comment),
        )
    else:
        await _tell_waiting(conn, comment, checked)
        await outbox.emit_all(conn, _marked(row, comment))
    return comment


async def _seen_by(conn: Connection, row: Row, viewer_id: UUID | None) -> Comment:
    comment = comment_of(row, viewer_id)
    await with_quotes(conn, comment.circle_id, comment.post_id, viewer_id, [comment])
    return comment


def _marked(row: Row, comment: Comment) -> list[outbox.News]:
    """What the writer hears who follows the thread since now."""
    if row["marked_floor"] is None:
        return []
    mark = ThreadMark(row["marked_floor"], True, 0)
    return [news_of_mark(comment.circle_id, comment.post_id, comment.author.account_id, mark)]


async def _tell_waiting(conn: Connection, comment: Comment, checked: Screened) -> None:
    """Nobody reads it yet, but its number is taken, which the others see."""
    ids: dict[str, Any] = {
        "circle_id": comment.circle_id,
        "post_id": comment.post_id,
        "comment_id": comment.comment_id,
    }
    await tell_comment_waiting(conn, **ids, author_id=comment.author.account_id, words=checked)
    await tell_comment_changed(conn, **ids, before="unwritten", after=checked.state)


async def _place_of(
    conn: Connection,
    access: Access,
    post_id: UUID,
    floor: int | None,
    reply_to_id: UUID | None,
    quote_id: UUID | None,
    said: Said,
) -> _Place:
    ids = (access.circle_id, post_id, access.account_id)
    here = (said.digest, place_of_words(access, post_id), window_hours())
    facts = await conn.fetchrow(_FACTS, *ids, floor, reply_to_id, quote_id, *here)
    if facts is None or facts["state"] != "visible":
        raise NotFound
    if facts["is_blocked"]:
        raise BlockedByAuthor
    if facts["is_locked"] and not access.may_help:
        raise ThreadLocked
    if quote_id is not None and facts["quote_state"] != "visible":
        raise NotFound
    author_id = facts["author_id"]
    more = (facts["circle_seconds"], facts["slow_seconds"]), spread_of(facts)
    if floor is None and reply_to_id is None:
        return _Place(None, None, facts["quote_author_id"] or author_id, author_id, *more)
    if facts["floor_state"] != "visible":
        raise NotFound
    if reply_to_id is None:
        return _Place(floor, None, facts["floor_author_id"], author_id, *more)
    if facts["reply_to_state"] != "visible" or floor not in {None, facts["reply_to_floor"]}:
        raise NotFound
    to_floor = facts["reply_to_number"] == 0  # then it is said already by the place
    answered = None if to_floor else reply_to_id
    return _Place(facts["reply_to_floor"], answered, facts["reply_to_author_id"], author_id, *more)


async def _why_not(conn: Connection, access: Access, post_id: UUID) -> Refusal:
    """What happened to the post, or the floor in it, since we looked at it."""
    is_locked = await conn.fetchval(_IS_LOCKED, access.circle_id, post_id)
    return ThreadLocked() if is_locked and not access.may_help else NotFound()
