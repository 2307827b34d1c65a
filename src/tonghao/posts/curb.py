"""Curb: a thing stays, with a note, folded, with its photos blurred, or with less reach; or no more so."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.events import CommentEdited, PostEdited
from tonghao.markup import html_of, without_links
from tonghao.posts.floors import get_comment
from tonghao.posts.mention import find_mentions
from tonghao.posts.read import get_post
from tonghao.posts.types import CurbAct

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_POST: Final = """
    SELECT author_id, state, text, photos <> '[]' AS has_photos, curb, curb_for, label
      FROM posts WHERE circle_id = $1 AND id = $2
"""
_CURB_POST: Final = """
    UPDATE posts SET curb = $3, curb_for = $4, label = $5, html = $6 WHERE circle_id = $1 AND id = $2
"""
_COMMENT: Final = """
    SELECT author_id, state, text, false AS has_photos, curb, curb_for, label
      FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_CURB_COMMENT: Final = """
    UPDATE comments SET curb = $4, curb_for = $5, label = $6, html = $7
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""


class NothingToBlur(Refusal):
    """There is no photo here that could be blurred. Choose another act."""

    status = 400


class Curbed(msgspec.Struct, frozen=True):
    """How a thing is curbed: not at all without `act`. `label` is what a machine found, or less reach."""

    act: CurbAct | None = None
    category: str | None = None
    label: str | None = None

    def with_act(self, act: CurbAct, category: str) -> "Curbed":
        """The same with one act in place of another; less reach goes with the act that set it."""
        found = None if self.act == "limit" else self.label
        return Curbed(act, category, category if act == "limit" else found)


async def get_curbed(conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID | None) -> Curbed:
    """How a post, or a comment of it, is curbed.

    Raises:
        NotFound: there is no such thing.
    """
    row = await _facts(conn, circle_id, post_id, comment_id)
    return Curbed(row["curb"], row["curb_for"], row["label"])


async def curb(
    conn: Connection,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID | None,
    *,
    act: CurbAct,
    category: str,
) -> None:
    """Curb a post, or a comment of it; whether one may is the caller's question.

    One curb stands at a time. An edit by the author changes nothing of it, and its links lead nowhere.

    Args:
        category: The rule of the policy, which everybody reads beside it.

    Raises:
        NotFound: there is no such thing.
        NothingToBlur: it has no photos.

    Emits: post.edited or comment.edited, when it is seen. Locks: the post.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    row = await _facts(conn, circle_id, post_id, comment_id)
    if act == "blur" and not row["has_photos"]:
        raise NothingToBlur
    before = Curbed(row["curb"], row["curb_for"], row["label"])
    await _set(conn, circle_id, post_id, comment_id, row, before.with_act(act, category))


async def put_back_curbed(
    conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID | None, before: Curbed
) -> None:
    """Let a thing be curbed as it was *before*, or not at all.

    Raises:
        NotFound: there is no such thing.

    Emits: post.edited or comment.edited, when it is seen. Locks: the post.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    await _set(
        conn, circle_id, post_id, comment_id, await _facts(conn, circle_id, post_id, comment_id), before
    )


async def _facts(conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID | None) -> Row:
    if comment_id is None:
        row = await conn.fetchrow(_POST, circle_id, post_id)
    else:
        row = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if row is None:
        raise NotFound
    return row


async def _set(
    conn: Connection,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID | None,
    row: Row,
    after: Curbed,
) -> None:
    author_id: UUID = row["author_id"]
    mentions = await find_mentions(conn, text=row["text"], author_id=author_id, circle_id=circle_id)
    html = html_of(row["text"], mentions)
    if after.act is not None or after.label is not None:
        html = without_links(html)
    if comment_id is None:
        await conn.execute(_CURB_POST, circle_id, post_id, after.act, after.category, after.label, html)
    else:
        await conn.execute(
            _CURB_COMMENT, circle_id, post_id, comment_id, after.act, after.category, after.label, html
        )
    if row["state"] != "visible":
        return
    # Whoever has it on the screen sees it change. Nobody is named anew by it.
    if comment_id is None:
        post = await get_post(conn, circle_id=circle_id, post_id=post_id, viewer_id=None)
        edited = PostEdited(circle_id, post_id, author_id, [], msgspec.to_builtins(post))
        await outbox.emit(conn, edited, audience=f"circle:{circle_id}")
        return
    comment = await get_comment(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, viewer_id=None
    )
    said = CommentEdited(circle_id, post_id, comment_id, author_id, [], msgspec.to_builtins(comment))
    await outbox.emit(conn, said, audience=f"post:{circle_id}/{post_id}")
