"""Schedule: a member writes a post now that is published later."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.screen_text import must_pass
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.media.use import end_uses
from tonghao.posts.clean import MOST_IN_POST, cleaned
from tonghao.posts.drafts import get_scheduled
from tonghao.posts.edit import EditConflict
from tonghao.posts.mention import take_mentions
from tonghao.posts.quote import columns_of, must_quote
from tonghao.posts.save_draft import hold_photos
from tonghao.posts.tag import checked_tags
from tonghao.posts.types import PhotoDraft, PostKind, PostPlace, ScheduledPost
from tonghao.screening.text import TextScreener

MOST: Final = 50
SOONEST: Final = timedelta(minutes=1)
LATEST: Final = timedelta(days=90)

_LOCK_ALL: Final = "SELECT pg_advisory_xact_lock(hashtextextended('scheduled ' || $1::uuid::text, 0))"
_COUNT: Final = "SELECT count(*) FROM scheduled_posts WHERE account_id = $1"
_SAVE: Final = """
    INSERT INTO scheduled_posts AS s (account_id, id, circle_id, text, tags, photos, kind, quote_circle_id,
                                      quote_post_id, publish_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
_CHANGE: Final = """
    UPDATE scheduled_posts
       SET circle_id = $3, text = $4, tags = $5, photos = $6, kind = $7, quote_circle_id = $8,
           quote_post_id = $9, publish_at = $10, failure = NULL, failed_at = NULL, version = version + 1
     WHERE account_id = $1 AND id = $2
"""
_LOCK: Final = "SELECT id FROM scheduled_posts WHERE account_id = $1 AND id = $2 FOR UPDATE"
_VERSION: Final = "SELECT version FROM scheduled_posts WHERE account_id = $1 AND id = $2"
_CANCEL: Final = "DELETE FROM scheduled_posts WHERE account_id = $1 AND id = $2 RETURNING id"


class TimeOutOfReach(Refusal):
    """Choose a time between one minute and ninety days from now."""

    status = 400


class TooManyScheduled(Refusal):
    """Fifty of your posts wait for their time already. Cancel one of them, or post this one now."""


class Later(msgspec.Struct, frozen=True):
    """A post for later, as its author typed it."""

    circle_id: UUID
    text: str
    publish_at: datetime
    photos: Sequence[PhotoDraft] = ()
    tags: Sequence[str] = ()
    kind: PostKind = "plain"
    quote: PostPlace | None = None


async def schedule_post(
    conn: Connection, *, screener: TextScreener, account_id: UUID, later: Later
) -> ScheduledPost:
    """Keep a post until its time; what could not be posted now is refused now.

    Raises:
        TimeOutOfReach: in the past, within a minute, or later than in ninety days.
        TooManyScheduled: fifty wait.
        NotFound, JoinFirst, BannedHere, CircleClosed, TextUnreadable, TextTooLong, TextEmpty,
        TooManyMentions, TooManyPhotos, TagsRefused: see `write_post`.
        TextRefused, CheckerAway: see `must_pass`.

    Locks: the person's scheduled posts, then the photos.
    """
    scheduled_id = new_id()
    await conn.execute(_LOCK_ALL, account_id)
    if await conn.fetchval(_COUNT, account_id) >= MOST:
        raise TooManyScheduled(most=MOST)
    columns = await _checked(conn, screener, account_id, scheduled_id, later)
    await conn.execute(_SAVE, account_id, scheduled_id, *columns)
    return await get_scheduled(conn, account_id=account_id, scheduled_id=scheduled_id)


async def reschedule_post(
    conn: Connection,
    *,
    screener: TextScreener,
    account_id: UUID,
    scheduled_id: UUID,
    later: Later,
    version: int,
) -> ScheduledPost:
    """Change a post that waits, its words or its time; one that failed waits again.

    Args:
        version: The one that the author saw.

    Raises:
        NotFound: it was published, cancelled, or never was the person's.
        EditConflict: another device changed it.
        And what `schedule_post` raises.

    Locks: the post, then the photos.
    """
    await conn.execute(_LOCK, account_id, scheduled_id)
    stands: int | None = await conn.fetchval(_VERSION, account_id, scheduled_id)
    if stands is None:
        raise NotFound
    if stands != version:
        raise EditConflict(version=stands)
    columns = await _checked(conn, screener, account_id, scheduled_id, later)
    await conn.execute(_CHANGE, account_id, scheduled_id, *columns)
    return await get_scheduled(conn, account_id=account_id, scheduled_id=scheduled_id)


async def _checked(
    conn: Connection, screener: TextScreener, account_id: UUID, scheduled_id: UUID, later: Later
) -> tuple[object, ...]:
    """The columns behind the key, after everything was asked that is asked of a post."""
    if not SOONEST <= later.publish_at - now() <= LATEST:
        raise TimeOutOfReach
    (await access_of(conn, later.circle_id, account_id)).must_write()
    words = cleaned(later.text, most=MOST_IN_POST, may_be_empty=bool(later.photos))
    tags = checked_tags(later.tags)
    await take_mentions(conn, text=words, author_id=account_id, circle_id=later.circle_id)
    await must_quote(conn, later.quote, account_id)
    alts = [photo.alt for photo in later.photos if photo.alt]
    if spoken := "\n".join((words, *alts, *tags)).strip():
        must_pass(screener, spoken, kind="post")
    photos = await hold_photos(conn, account_id, later.circle_id, scheduled_id, later.photos)
    quote = columns_of(later.quote)
    return (
        later.circle_id, words, tags, msgspec.to_builtins(photos), later.kind, *quote, later.publish_at,
    )  # fmt: skip


async def cancel_scheduled(conn: Connection, *, account_id: UUID, scheduled_id: UUID) -> None:
    """Let a post that waits not be published.

    Raises:
        NotFound: it was published, cancelled, or never was the person's.

    Locks: the post, then its photos.
    """
    if await conn.fetchval(_CANCEL, account_id, scheduled_id) is None:
        raise NotFound
    await end_uses(conn, place_kind="draft", place_id=scheduled_id)
