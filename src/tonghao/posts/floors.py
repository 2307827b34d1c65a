"""Floors: every query about comments that changes nothing."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.posts.quote import with_quotes
from tonghao.posts.screen import curb_of, label_of, reason_of
from tonghao.posts.types import Answered, Comment, PostVersion

PAGE: Final = 20
REPLIES_SHOWN: Final = 3
_MOST: Final = 2**31 - 1

# Floors and the first replies inside each come in one statement; names, likes and answered people
# are joined to these rows alone. The laterals with LIMIT 1 keep the planner from reading a whole
# thread, or all likes of a person, to join twenty rows. A post without floors gives one empty row, no
# post gives none.
_FLOORS: Final = """
    WITH floors AS MATERIALIZED (
        SELECT * FROM comments
         WHERE circle_id = $1 AND post_id = $2 AND reply_number = 0 AND floor >= $4
         ORDER BY floor LIMIT $5
    ), shown AS (
        SELECT * FROM floors
        UNION ALL
        SELECT r.*
          FROM floors f
         CROSS JOIN LATERAL (
               SELECT * FROM comments
                WHERE circle_id = $1 AND post_id = $2 AND floor = f.floor AND reply_number > 0
                  AND f.last_reply > 0
                ORDER BY reply_number LIMIT 3) r
    )
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.curb, s.curb_for, s.like_count,
           l.account_id IS NOT NULL,
           s.reply_count, s.version, s.created_at, s.edited_at, s.author_id = p.author_id,
           s.author_id IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                            UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3),
           m.level, s.thanks_count, g.account_id IS NOT NULL,
           s.reply_number = 0 AND s.floor = ANY(p.answer_floors), s.quote_id, p.state, p.author_id
      FROM posts p
      LEFT JOIN (shown s
                 JOIN profiles a ON a.account_id = s.author_id
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM likes
                      WHERE circle_id = $1 AND subject_id = s.id AND account_id = $3 LIMIT 1) l ON true
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM thanks
                      WHERE circle_id = $1 AND comment_id = s.id AND account_id = $3 LIMIT 1) g ON true
                 LEFT JOIN LATERAL (
                     SELECT nickname, level FROM memberships
                      WHERE circle_id = $1 AND account_id = s.author_id LIMIT 1) m ON true
                 LEFT JOIN LATERAL (
                     SELECT author_id FROM comments
                      WHERE circle_id = $1 AND post_id = $2 AND id = s.reply_to_id LIMIT 1) o ON true
                 LEFT JOIN profiles t ON t.account_id = o.author_id
                 LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id) ON true
     WHERE p.circle_id = $1 AND p.id = $2
     ORDER BY s.floor, s.reply_number
"""

_AUTHORS_FLOORS: Final = """
    WITH floors AS MATERIALIZED (
        SELECT * FROM comments
         WHERE circle_id = $1 AND post_id = $2 AND reply_number = 0 AND floor >= $4
           AND author_id = (SELECT author_id FROM posts WHERE circle_id = $1 AND id = $2)
         ORDER BY floor LIMIT $5
    ), shown AS (
        SELECT * FROM floors
        UNION ALL
        SELECT r.*
          FROM floors f
         CROSS JOIN LATERAL (
               SELECT * FROM comments
                WHERE circle_id = $1 AND post_id = $2 AND floor = f.floor AND reply_number > 0
                  AND f.last_reply > 0
                ORDER BY reply_number LIMIT 3) r
    )
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.curb, s.curb_for, s.like_count,
           l.account_id IS NOT NULL,
           s.reply_count, s.version, s.created_at, s.edited_at, s.author_id = p.author_id,
           s.author_id IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                            UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3),
           m.level, s.thanks_count, g.account_id IS NOT NULL,
           s.reply_number = 0 AND s.floor = ANY(p.answer_floors), s.quote_id, p.state, p.author_id
      FROM posts p
      LEFT JOIN (shown s
                 JOIN profiles a ON a.account_id = s.author_id
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM likes
                      WHERE circle_id = $1 AND subject_id = s.id AND account_id = $3 LIMIT 1) l ON true
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM thanks
                      WHERE circle_id = $1 AND comment_id = s.id AND account_id = $3 LIMIT 1) g ON true
                 LEFT JOIN LATERAL (
                     SELECT nickname, level FROM memberships
                      WHERE circle_id = $1 AND account_id = s.author_id LIMIT 1) m ON true
                 LEFT JOIN LATERAL (
                     SELECT author_id FROM comments
                      WHERE circle_id = $1 AND post_id = $2 AND id = s.reply_to_id LIMIT 1) o ON true
                 LEFT JOIN profiles t ON t.account_id = o.author_id
                 LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id) ON true
     WHERE p.circle_id = $1 AND p.id = $2
     ORDER BY s.floor, s.reply_number
"""

_REPLIES: Final = """
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.curb, s.curb_for, s.like_count,
           l.account_id IS NOT NULL,
           s.reply_count, s.version, s.created_at, s.edited_at, s.author_id = p.author_id,
           s.author_id IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                            UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3),
           m.level, s.thanks_count, g.account_id IS NOT NULL,
           s.reply_number = 0 AND s.floor = ANY(p.answer_floors), s.quote_id, p.state, p.author_id
      FROM posts p
      LEFT JOIN ((SELECT * FROM comments
                   WHERE circle_id = $1 AND post_id = $2 AND floor = $4 AND reply_number > $5
                   ORDER BY reply_number LIMIT $6) s
                 JOIN profiles a ON a.account_id = s.author_id
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM likes
                      WHERE circle_id = $1 AND subject_id = s.id AND account_id = $3 LIMIT 1) l ON true
                 LEFT JOIN LATERAL (
                     SELECT account_id FROM thanks
                      WHERE circle_id = $1 AND comment_id = s.id AND account_id = $3 LIMIT 1) g ON true
                 LEFT JOIN LATERAL (
                     SELECT nickname, level FROM memberships
                      WHERE circle_id = $1 AND account_id = s.author_id LIMIT 1) m ON true
                 LEFT JOIN LATERAL (
                     SELECT author_id FROM comments
                      WHERE circle_id = $1 AND post_id = $2 AND id = s.reply_to_id LIMIT 1) o ON true
                 LEFT JOIN profiles t ON t.account_id = o.author_id
                 LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id) ON true
     WHERE p.circle_id = $1 AND p.id = $2
     ORDER BY s.reply_number
"""

_COMMENT: Final = """
    SELECT s.circle_id, s.post_id, s.id, s.floor, s.reply_number, s.reply_to_id,
           t.account_id, t.handle, COALESCE(n.nickname, t.name), t.avatar_media_id, t.is_gone,
           a.account_id, a.handle, COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone,
           s.text, s.html, s.state, s.category, s.label, s.curb, s.curb_for, s.like_count,
           l.account_id IS NOT NULL,
           s.reply_count, s.version, s.created_at, s.edited_at, s.author_id = p.author_id,
           s.author_id IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                            UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3),
           m.level, s.thanks_count, g.account_id IS NOT NULL,
           s.reply_number = 0 AND s.floor = ANY(p.answer_floors), s.quote_id, p.state, p.author_id
      FROM comments s
      JOIN posts p ON p.circle_id = $1 AND p.id = $2
      JOIN profiles a ON a.account_id = s.author_id
      LEFT JOIN LATERAL (
          SELECT account_id FROM likes
           WHERE circle_id = $1 AND subject_id = s.id AND account_id = $3 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
          SELECT account_id FROM thanks
           WHERE circle_id = $1 AND comment_id = s.id AND account_id = $3 LIMIT 1) g ON true
      LEFT JOIN LATERAL (
          SELECT nickname, level FROM memberships
           WHERE circle_id = $1 AND account_id = s.author_id LIMIT 1) m ON true
      LEFT JOIN LATERAL (
          SELECT author_id FROM comments
           WHERE circle_id = $1 AND post_id = $2 AND id = s.reply_to_id LIMIT 1) o ON true
      LEFT JOIN profiles t ON t.account_id = o.author_id
      LEFT JOIN memberships n ON n.circle_id = $1 AND n.account_id = o.author_id
     WHERE s.circle_id = $1 AND s.post_id = $2 AND s.id = $4
"""

_VERSIONS: Final = """
    SELECT version, text, html, at
      FROM (SELECT v.version, v.text, v.html, v.state,
                   lag(v.at) OVER (ORDER BY v.version) AS at
              FROM (SELECT version, text, html, state, at FROM comment_versions
                     WHERE circle_id = $1 AND post_id = $2 AND comment_id = $3
                     UNION ALL
                    SELECT version, text, html, state, NULL FROM comments
                     WHERE circle_id = $1 AND post_id = $2 AND id = $3) v) w
     WHERE state = 'visible' OR $4
     ORDER BY version DESC LIMIT 100
"""


def comment_of(row: Row, viewer_id: UUID | None, *, is_moderator: bool = False) -> Comment:
    """The Comment of a row that begins with the columns of `_COMMENT`, as *viewer_id* sees it."""
    (
        circle_id, post_id, comment_id, floor, reply_number, reply_to_id, to_id, to_handle, to_name,
        to_avatar, to_gone, author_id, handle, name, avatar, is_gone, text, html, state, category, label,
        curb, curb_for, like_count, liked, reply_count, version, created_at, edited_at, is_post_author,
        is_blocked, author_level, thanks_count, thanked, is_answer, quote_id, *_,
    ) = row  # fmt: skip
    mine = author_id == viewer_id
    answered = reason = shown_label = shown_curb = None
    if to_id is not None:
        answered = Answered(reply_to_id, ProfileCard(to_id, to_handle, to_name, to_avatar, to_gone))
    if state == "visible":
        category = None
        if is_blocked and not is_moderator:
            text, html, state = "", "", "blocked"
        else:
            shown_label, shown_curb = label_of(label), curb_of(curb, curb_for)
    elif (mine and state != "deleted") or is_moderator:
        reason = reason_of(state, category) if state in {"held", "removed"} else None
    else:
        text, html, category = "", "", None
    if not html:
        quote_id = None
    return Comment(
        circle_id, post_id, comment_id, floor, reply_number, answered,
        ProfileCard(author_id, handle, name, avatar, is_gone), text, html, state, category, reason,
        shown_label, shown_curb, like_count, liked, reply_count, [], version, created_at, edited_at, mine,
        is_post_author, author_level, thanks_count, thanked, is_answer, quote_id,
    )  # fmt: skip


def _must_show_post(rows: list[Row], viewer_id: UUID | None, *, is_moderator: bool) -> None:
    """Raises NotFound for a thread whose post the viewer may not read."""
    if not rows:
        raise NotFound
    state, author_id = rows[0][-2], rows[0][-1]
    if state != "visible" and not is_moderator and (author_id != viewer_id or state == "deleted"):
        raise NotFound


async def list_floors(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    viewer_id: UUID | None,
    is_moderator: bool = False,
    from_floor: int = 2,
    author_only: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Comment]:
    """A page of floors in their order, each with its first three replies.

    Args:
        from_floor: The first floor of the page, where no cursor says another one.
        author_only: Only floors of the post's author.

    Raises:
        NotFound: no such post, or one that only author and moderators may read.
    """
    after = from_cursor(cursor, tuple[int])
    first = after[0] + 1 if after else max(2, from_floor)
    query = _AUTHORS_FLOORS if author_only else _FLOORS
    rows = await conn.fetch(query, circle_id, post_id, viewer_id, min(first, _MOST), limit + 1)
    _must_show_post(rows, viewer_id, is_moderator=is_moderator)
    floors: list[Comment] = []
    for row in rows:
        if row[2] is None:
            break
        comment = comment_of(row, viewer_id, is_moderator=is_moderator)
        if comment.reply_number:
            floors[-1].replies.append(comment)
        else:
            floors.append(comment)
    more = len(floors) > limit
    await with_quotes(conn, circle_id, post_id, viewer_id, floors[:limit])
    return Page(floors[:limit], to_cursor(floors[limit - 1].floor) if more else None)


async def list_replies(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    floor: int,
    viewer_id: UUID | None,
    is_moderator: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Comment]:
    """A page of the replies inside a floor, in their order.

    Raises:
        NotFound: no such post, or one that only author and moderators may read.
    """
    after = from_cursor(cursor, tuple[int]) or (0,)
    rows = await conn.fetch(_REPLIES, circle_id, post_id, viewer_id, floor, after[0], limit + 1)
    _must_show_post(rows, viewer_id, is_moderator=is_moderator)
    replies = [
        comment_of(row, viewer_id, is_moderator=is_moderator) for row in rows[:limit] if row[2] is not None
    ]
    more = len(rows) > limit
    await with_quotes(conn, circle_id, post_id, viewer_id, replies)
    return Page(replies, to_cursor(replies[-1].reply_number) if more else None)


async def get_comment(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    viewer_id: UUID | None,
    is_moderator: bool = False,
) -> Comment:
    """One comment as the viewer sees it, perhaps without its words.

    Raises:
        NotFound: no such comment.
    """
    row = await conn.fetchrow(_COMMENT, circle_id, post_id, viewer_id, comment_id)
    if row is None:
        raise NotFound
    comment = comment_of(row, viewer_id, is_moderator=is_moderator)
    await with_quotes(conn, circle_id, post_id, viewer_id, [comment])
    return comment


async def list_comment_versions(
    conn: Connection, *, comment: Comment, is_moderator: bool = False
) -> list[PostVersion]:
    """What *comment* said before, the newest first; others read only what was visible once.

    Raises:
        NotFound: its words are not for the viewer.
    """
    may_read_all = comment.mine or is_moderator
    if comment.state == "deleted" or (comment.state != "visible" and not may_read_all):
        raise NotFound
    rows = await conn.fetch(_VERSIONS, comment.circle_id, comment.post_id, comment.comment_id, may_read_all)
    return [PostVersion(row[0], row[1], row[2], row[3] or comment.created_at) for row in rows]
