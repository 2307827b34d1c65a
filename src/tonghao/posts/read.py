"""Every query about posts that changes nothing; comments are in floors.py."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.read import resolve_handles
from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.posts.carry import with_carried
from tonghao.posts.screen import curb_of, label_of, reason_of
from tonghao.posts.types import Lock, Photo, Post, PostPlace, PostVersion

PAGE: Final = 20

# All of them give the columns that post_of takes. Who likes, how far one has read and the author's place in
# the circle are joined after the LIMIT: before it, those of every candidate would be looked up. The
# LIMIT 1 keeps the planner from reading all likes of a person instead.
_POST: Final = """
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, l.account_id IS NOT NULL, p.comment_count, p.last_floor, p.version,
           p.created_at, p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL,
           new_floors(p.circle_id, p.id, k.read_floor)
      FROM posts p
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN LATERAL (
           SELECT account_id FROM likes
            WHERE circle_id = p.circle_id AND subject_id = p.id AND account_id = $3 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
           SELECT read_floor, follows FROM thread_marks
            WHERE circle_id = p.circle_id AND post_id = p.id AND account_id = $3 LIMIT 1) k ON true
      LEFT JOIN LATERAL (
           SELECT nickname, level FROM memberships
            WHERE circle_id = p.circle_id AND account_id = p.author_id LIMIT 1) m ON true
     WHERE p.circle_id = $1 AND p.id = $2
"""

_CIRCLE_POSTS: Final = """
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, l.account_id IS NOT NULL, p.comment_count, p.last_floor, p.version,
           p.created_at, p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL,
           new_floors(p.circle_id, p.id, k.read_floor)
      FROM (SELECT * FROM posts
             WHERE circle_id = $1 AND state = 'visible'
               AND (published_at, id) < (COALESCE($3, 'infinity'::timestamptz),
                                         COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
               AND author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                      UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
             ORDER BY published_at DESC, id DESC LIMIT $5) p
      JOIN circles c ON c.id = $1
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN LATERAL (
           SELECT account_id FROM likes
            WHERE circle_id = $1 AND subject_id = p.id AND account_id = $2 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
           SELECT read_floor, follows FROM thread_marks
            WHERE circle_id = $1 AND post_id = p.id AND account_id = $2 LIMIT 1) k ON true
      LEFT JOIN LATERAL (
           SELECT nickname, level FROM memberships
            WHERE circle_id = $1 AND account_id = p.author_id LIMIT 1) m ON true
     ORDER BY p.published_at DESC, p.id DESC
"""

# In each circle the index gives the newest without touching the table; of these the newest of all
# are taken, and only they are read whole.
_FEED_POSTS: Final = """
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, l.account_id IS NOT NULL, p.comment_count, p.last_floor, p.version,
           p.created_at, p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL,
           new_floors(p.circle_id, p.id, k.read_floor)
      FROM (SELECT newest.circle_id, newest.id
              FROM unnest($2::uuid[]) AS joined (circle_id)
             CROSS JOIN LATERAL (
                   SELECT f.circle_id, f.id, f.published_at
                     FROM posts f
                    WHERE f.circle_id = joined.circle_id AND f.state = 'visible'
                      AND (f.published_at, f.id)
                          < (COALESCE($3, 'infinity'::timestamptz),
                             COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
                      AND f.author_id <> ALL($5::uuid[])
                      AND (f.label IS NULL OR f.author_id = $1)
                    ORDER BY f.published_at DESC, f.id DESC LIMIT $6) newest
             ORDER BY newest.published_at DESC, newest.id DESC LIMIT $6) n
      JOIN posts p ON p.circle_id = n.circle_id AND p.id = n.id
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN LATERAL (
           SELECT account_id FROM likes
            WHERE circle_id = p.circle_id AND subject_id = p.id AND account_id = $1 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
           SELECT read_floor, follows FROM thread_marks
            WHERE circle_id = p.circle_id AND post_id = p.id AND account_id = $1 LIMIT 1) k ON true
      LEFT JOIN LATERAL (
           SELECT nickname, level FROM memberships
            WHERE circle_id = p.circle_id AND account_id = p.author_id LIMIT 1) m ON true
     ORDER BY p.published_at DESC, p.id DESC
"""

_ACCOUNT_POSTS: Final = """
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, l.account_id IS NOT NULL, p.comment_count, p.last_floor, p.version,
           p.created_at, p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL,
           new_floors(p.circle_id, p.id, k.read_floor)
      FROM (SELECT w.*
              FROM posts w
              JOIN circles k ON k.id = w.circle_id
             WHERE w.author_id = $1
               AND (w.created_at, w.id) < (COALESCE($3, 'infinity'::timestamptz),
                                           COALESCE($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
               AND (w.state = 'visible' OR (w.author_id = $2 AND w.state <> 'deleted'))
               AND (k.kind = 'open' OR w.author_id = $2
                    OR EXISTS (SELECT FROM joined_circles j WHERE j.account_id = $2 AND j.circle_id = k.id))
               AND NOT EXISTS (SELECT FROM blocks b WHERE b.account_id = $2 AND b.blocked_id = $1)
               AND NOT EXISTS (SELECT FROM blocked_by b WHERE b.account_id = $2 AND b.blocker_id = $1)
             ORDER BY w.created_at DESC, w.id DESC LIMIT $5) p
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN LATERAL (
           SELECT account_id FROM likes
            WHERE circle_id = p.circle_id AND subject_id = p.id AND account_id = $2 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
           SELECT read_floor, follows FROM thread_marks
            WHERE circle_id = p.circle_id AND post_id = p.id AND account_id = $2 LIMIT 1) k ON true
      LEFT JOIN LATERAL (
           SELECT nickname, level FROM memberships
            WHERE circle_id = p.circle_id AND account_id = p.author_id LIMIT 1) m ON true
     ORDER BY p.created_at DESC, p.id DESC
"""

_POSTS: Final = """
    SELECT p.circle_id, c.slug, c.name, c.name_en, p.id, a.account_id, a.handle,
           COALESCE(m.nickname, a.name), a.avatar_media_id, a.is_gone, p.text, p.html, p.photos, p.state,
           p.category, p.like_count, l.account_id IS NOT NULL, p.comment_count, p.last_floor, p.version,
           p.created_at, p.published_at, p.edited_at,
           p.kind, p.tags, p.pinned_at, p.digest, p.slow_seconds,
           lock_of(p.locked_by, p.lock_reason, p.locked_at), p.label, p.curb, p.curb_for,
           p.quote_circle_id, p.quote_post_id,
           m.level, p.answer_floors, COALESCE(k.read_floor, 0), k.follows IS NOT NULL,
           new_floors(p.circle_id, p.id, k.read_floor)
      FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS w (circle_id, id, place)
      JOIN posts p ON p.circle_id = w.circle_id AND p.id = w.id
      JOIN circles c ON c.id = p.circle_id
      JOIN profiles a ON a.account_id = p.author_id
      LEFT JOIN LATERAL (
           SELECT account_id FROM likes
            WHERE circle_id = p.circle_id AND subject_id = p.id AND account_id = $1 LIMIT 1) l ON true
      LEFT JOIN LATERAL (
           SELECT read_floor, follows FROM thread_marks
            WHERE circle_id = p.circle_id AND post_id = p.id AND account_id = $1 LIMIT 1) k ON true
      LEFT JOIN LATERAL (
           SELECT nickname, level FROM memberships
            WHERE circle_id = p.circle_id AND account_id = p.author_id LIMIT 1) m ON true
     WHERE p.state = 'visible' OR p.author_id = $1
     ORDER BY w.place
"""

_VERSIONS: Final = """
    SELECT version, text, html, at
      FROM (SELECT v.version, v.text, v.html, v.state,
                   lag(v.at) OVER (ORDER BY v.version) AS at
              FROM (SELECT version, text, html, state, at FROM post_versions
                     WHERE circle_id = $1 AND post_id = $2
                     UNION ALL
                    SELECT version, text, html, state, NULL FROM posts WHERE circle_id = $1 AND id = $2) v) w
     WHERE state = 'visible' OR $3
     ORDER BY version DESC LIMIT 100
"""


def post_of(row: Row, viewer_id: UUID | None, *, is_moderator: bool = False) -> Post:
    """The Post of a row with the columns of `_POST`, as *viewer_id* sees it."""
    (
        circle_id, slug, name, name_en, post_id, author_id, handle, author, avatar, is_gone, text, html,
        photos, state, category, like_count, liked, comment_count, last_floor, version, created_at,
        published_at, edited_at, kind, tags, pinned_at, digest, slow_seconds, lock, label, curb, curb_for,
        quote_circle_id, quote_post_id,
        author_level, answer_floors, read_floor, follows, new_floors, *_,
    ) = row  # fmt: skip
    mine = author_id == viewer_id
    reason = None
    if (mine or is_moderator) and state in {"held", "removed"}:
        reason = reason_of(state, category)
    else:
        category = None
    return Post(
        circle_id, slug, name, name_en, post_id, ProfileCard(author_id, handle, author, avatar, is_gone),
        text, html, msgspec.convert(photos, list[Photo]) if photos else [], state, category, reason,
        label_of(label) if state == "visible" else None,
        curb_of(curb, curb_for) if state == "visible" else None,
        like_count, liked, comment_count, last_floor, version, created_at, published_at, edited_at, mine,
        kind, tags, pinned_at, digest, slow_seconds, lock and msgspec.convert(lock, Lock),
        None if quote_post_id is None else PostPlace(quote_circle_id, quote_post_id),
        author_level, answer_floors, read_floor, follows, new_floors or 0,
    )  # fmt: skip


async def get_post(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    viewer_id: UUID | None,
    is_moderator: bool = False,
) -> Post:
    """One post; whether the viewer may see its circle is another question (`access_of`).

    Raises:
        NotFound: no such post, or one that only author and moderators may read.
    """
    row = await conn.fetchrow(_POST, circle_id, post_id, viewer_id)
    if row is None:
        raise NotFound
    post = post_of(row, viewer_id, is_moderator=is_moderator)
    if post.state != "visible" and not is_moderator and not (post.mine and post.state != "deleted"):
        raise NotFound
    await with_carried(conn, [post], viewer_id)
    return post


async def get_posts(
    conn: Connection, *, places: Sequence[tuple[UUID, UUID]], viewer_id: UUID | None
) -> list[Post]:
    """The posts at *places* (circle, post) in their order, without those that the viewer may not read.

    Whether the viewer may see their circles is another question.
    """
    columns = [place[0] for place in places], [place[1] for place in places]
    return [post_of(row, viewer_id) for row in await conn.fetch(_POSTS, viewer_id, *columns)]


async def list_circle_posts(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Post]:
    """A page of a circle's visible posts, newest first; who may see the circle asks `access_of`."""
    at, post_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_CIRCLE_POSTS, circle_id, viewer_id, at, post_id, limit + 1)
    posts = await with_carried(conn, [post_of(row, viewer_id) for row in rows[:limit]], viewer_id)
    more = len(rows) > limit
    return Page(posts, to_cursor(posts[-1].published_at, posts[-1].post_id) if more else None)


async def list_feed_posts(
    conn: Connection,
    *,
    viewer_id: UUID,
    circle_ids: Sequence[UUID],
    before: tuple[datetime, UUID] | None,
    hidden_ids: Collection[UUID],
    limit: int,
) -> list[Post]:
    """The newest visible posts of several circles that stand before a place.

    Args:
        circle_ids: Joined and not muted.
        before: (published_at, post_id) of the last post seen; None for the first page.
        hidden_ids: Authors to leave out: blocked, blocking, muted.
    """
    at, post_id = before or (None, None)
    rows = await conn.fetch(_FEED_POSTS, viewer_id, circle_ids, at, post_id, list(hidden_ids), limit)
    return await with_carried(conn, [post_of(row, viewer_id) for row in rows], viewer_id)


async def list_account_posts(
    conn: Connection,
    *,
    handle: str,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Post]:
    """What a person wrote where the viewer may read, newest first; one's own also while it waits.

    Raises:
        NotFound: nobody has this handle.
    """
    account_id = (await resolve_handles(conn, [handle])).get(handle)
    if account_id is None:
        raise NotFound
    at, post_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_ACCOUNT_POSTS, account_id, viewer_id, at, post_id, limit + 1)
    posts = await with_carried(conn, [post_of(row, viewer_id) for row in rows[:limit]], viewer_id)
    more = len(rows) > limit
    return Page(posts, to_cursor(posts[-1].created_at, posts[-1].post_id) if more else None)


async def list_versions(conn: Connection, *, post: Post, is_moderator: bool = False) -> list[PostVersion]:
    """What *post* said before, the newest first; others read only what was visible once."""
    rows = await conn.fetch(_VERSIONS, post.circle_id, post.post_id, post.mine or is_moderator)
    return [PostVersion(row[0], row[1], row[2], row[3] or post.created_at) for row in rows]
