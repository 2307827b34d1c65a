"""Publish what is due: posts that were written for later."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import ScheduleFailed
from tonghao.media.use import end_uses
from tonghao.posts.drafts import get_scheduled
from tonghao.posts.types import Post
from tonghao.posts.write import write_post
from tonghao.screening.text import TextScreener

_DUE: Final = """
    SELECT account_id, id FROM scheduled_posts
     WHERE failure IS NULL AND publish_at <= now()
     ORDER BY publish_at LIMIT $1
"""
# Of several workers the first takes it; the others pass it over, and find it gone the next time.
_TAKE: Final = """
    SELECT id FROM scheduled_posts
     WHERE account_id = $1 AND id = $2 AND failure IS NULL AND publish_at <= now()
       FOR UPDATE SKIP LOCKED
"""
_DONE: Final = "DELETE FROM scheduled_posts WHERE account_id = $1 AND id = $2"
_FAILED: Final = """
    UPDATE scheduled_posts SET failure = $3, failed_at = now() WHERE account_id = $1 AND id = $2
"""


async def list_due(conn: Connection, *, most: int) -> list[tuple[UUID, UUID]]:
    """(account, identifier) of the posts whose time has come, the longest due first."""
    return [(row[0], row[1]) for row in await conn.fetch(_DUE, most)]


async def publish_scheduled(
    conn: Connection, *, screener: TextScreener, account_id: UUID, scheduled_id: UUID
) -> Post | None:
    """Publish a post that is due, by the rules of this moment; None when there is nothing to do.

    It goes with the same commit in which the post comes, so it comes once, whatever crashes and
    however the clock is set. What is refused now stays, with the reason, for its author.

    Emits: see `write_post`; schedule.failed. Locks: the scheduled post, then what `write_post` locks.
    """
    if await conn.fetchval(_TAKE, account_id, scheduled_id) is None:
        return None
    waiting = await get_scheduled(conn, account_id=account_id, scheduled_id=scheduled_id)
    try:
        async with conn.transaction():
            post = await write_post(
                conn,
                screener=screener,
                circle_id=waiting.circle_id,
                author_id=account_id,
                text=waiting.text,
                photos=waiting.photos,
                kind=waiting.kind,
                tags=waiting.tags,
                quote=waiting.quote,
            )
    except Refusal as refusal:
        reason = f"{refusal.code()}\n{refusal.message_en()}"
        await conn.execute(_FAILED, account_id, scheduled_id, reason)
        failed = ScheduleFailed(account_id, scheduled_id, refusal.message_zh(), refusal.message_en())
        await outbox.emit(conn, failed, audience=f"account:{account_id}")
        return None
    await conn.execute(_DONE, account_id, scheduled_id)
    await end_uses(conn, place_kind="draft", place_id=scheduled_id)
    return post
