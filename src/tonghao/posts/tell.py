"""Tell: a post or comment became visible or stopped being so, and everybody concerned hears it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import (
    CommentHeld,
    CommentHidden,
    CommentPublished,
    CommentUnscreened,
    PostHeld,
    PostHidden,
    PostPublished,
    PostUnscreened,
)
from tonghao.posts.carry import follow_post
from tonghao.posts.floors import get_comment
from tonghao.posts.mention import find_mentions, told_of
from tonghao.posts.photos import Standing
from tonghao.posts.read import get_post
from tonghao.posts.screen import Screened, code_of
from tonghao.posts.types import Comment, Post

_ANSWERED: Final = """
    SELECT COALESCE(o.author_id, f.author_id, q.author_id, p.author_id) AS answered_id, p.author_id,
           p.comment_count, COALESCE(f.reply_count, s.reply_count) AS reply_count
      FROM posts p
      JOIN comments s ON s.circle_id = p.circle_id AND s.post_id = p.id AND s.id = $3
      LEFT JOIN comments o ON o.circle_id = s.circle_id AND o.post_id = s.post_id AND o.id = s.reply_to_id
      LEFT JOIN comments q ON q.circle_id = s.circle_id AND q.post_id = s.post_id AND q.id = s.quote_id
      LEFT JOIN comments f ON f.circle_id = s.circle_id AND f.post_id = s.post_id AND f.floor = s.floor
                          AND f.reply_number = 0 AND s.reply_number > 0
     WHERE p.circle_id = $1 AND p.id = $2
"""


async def tell_published(
    conn: Connection,
    post: Post,
    mentioned: list[UUID],
    *,
    late: bool = False,
    also: Sequence[outbox.News] = (),
) -> None:
    """Emit post.published, and *also* what its author hears.

    Args:
        post: As somebody sees it who has not liked it.
        late: Whether the author waited for it; then they hear it wherever they look.
    """
    event = PostPublished(
        post.circle_id,
        post.post_id,
        post.author.account_id,
        mentioned,
        msgspec.to_builtins(post),
    )
    news = [(event, f"circle:{post.circle_id}"), *also]
    if late:
        news.append((event, f"account:{post.author.account_id}"))
    await outbox.emit_all(conn, news)


async def tell_post_waiting(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    author_id: UUID,
    standing: Standing,
    words: Screened,
    imported: bool = False,
) -> None:
    """Emit post.held or post.unscreened for a post whose words are not through; nothing for any other."""
    if not words.is_screened:
        await outbox.emit(conn, PostUnscreened(circle_id, post_id), audience="nobody")
    elif standing.held_for == "text":
        held = PostHeld(
            circle_id,
            post_id,
            author_id,
            code_of(standing.category),
            words.severity,
            words.findings,
            imported,
        )
        await outbox.emit(conn, held, audience="nobody")


async def tell_post_changed(
    conn: Connection, *, circle_id: UUID, post_id: UUID, author_id: UUID, before: str, after: str
) -> None:
    """Let what a post carries follow its change of state, and emit what follows for its readers.

    Emits: post.published; post.hidden to the circle when it was visible, and to its author.
    """
    if before == after:
        return
    await follow_post(conn, circle_id=circle_id, post_id=post_id, state=after)
    if after == "visible":
        post = await get_post(conn, circle_id=circle_id, post_id=post_id, viewer_id=None)
        mentions = await find_mentions(conn, text=post.text, author_id=author_id, circle_id=circle_id)
        await tell_published(conn, post, told_of(mentions, author_id), late=True)
        return
    event = PostHidden(circle_id, post_id, author_id, after)
    if before == "visible":
        await outbox.emit(conn, event, audience=f"circle:{circle_id}")
    await outbox.emit(conn, event, audience=f"account:{author_id}")


async def tell_commented(
    conn: Connection,
    comment: Comment,
    *,
    answered_id: UUID,
    post_author_id: UUID,
    mentioned: list[UUID],
    comment_count: int,
    reply_count: int,
    late: bool = False,
    also: Sequence[outbox.News] = (),
) -> None:
    """Emit comment.published, and *also* what its author hears.

    Args:
        comment: As somebody sees it who has not liked it.
        reply_count: Of the floor in which it stands.
        late: Whether the author waited for it; then they hear it wherever they look.
    """
    event = CommentPublished(
        comment.circle_id,
        comment.post_id,
        comment.comment_id,
        comment.author.account_id,
        answered_id,
        post_author_id,
        mentioned,
        comment_count,
        msgspec.to_builtins(comment),
        reply_count,
    )
    news = [(event, f"post:{comment.circle_id}/{comment.post_id}"), *also]
    if late:
        news.append((event, f"account:{comment.author.account_id}"))
    await outbox.emit_all(conn, news)


async def tell_comment_waiting(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    author_id: UUID,
    words: Screened,
    imported: bool = False,
) -> None:
    """Emit comment.held or comment.unscreened for a comment whose words are not through; else nothing."""
    ids = (circle_id, post_id, comment_id)
    if not words.is_screened:
        await outbox.emit(conn, CommentUnscreened(*ids), audience="nobody")
    elif words.state == "held":
        held = CommentHeld(*ids, author_id, code_of(words.category), words.severity, words.findings, imported)
        await outbox.emit(conn, held, audience="nobody")


async def tell_comment_changed(
    conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID, before: str, after: str
) -> None:
    """Emit what follows from a comment's change of state; counts must be right already.

    Emits: comment.published; comment.hidden to those who read the thread, and to its author.
    """
    if before == after:
        return
    facts = await conn.fetchrow(_ANSWERED, circle_id, post_id, comment_id)
    if facts is None:
        return
    comment = await get_comment(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, viewer_id=None
    )
    author_id = comment.author.account_id
    if after == "visible":
        mentions = await find_mentions(conn, text=comment.text, author_id=author_id, circle_id=circle_id)
        await tell_commented(
            conn,
            comment,
            answered_id=facts["answered_id"],
            post_author_id=facts["author_id"],
            mentioned=told_of(mentions, author_id),
            comment_count=facts["comment_count"],
            reply_count=facts["reply_count"],
            late=True,
        )
        return
    event = CommentHidden(
        circle_id,
        post_id,
        comment_id,
        author_id,
        comment.floor,
        comment.reply_number,
        after,
        facts["comment_count"],
        facts["reply_count"],
    )
    await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    await outbox.emit(conn, event, audience=f"account:{author_id}")
