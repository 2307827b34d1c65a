"""Drafts: what somebody is writing, and their posts that wait for their time. Their own eyes only."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row
from tonghao.errors import NotFound, chinese_sentences
from tonghao.posts.quote import place_of
from tonghao.posts.types import Draft, Failure, PhotoDraft, ScheduledPost

# Stands in the key where there is no post yet.
NEW_POST: Final = UUID(int=0)

_DRAFTS: Final = """
    SELECT d.kind, d.circle_id, c.slug, c.name, c.name_en, d.post_id, d.text, d.tags, d.photos, d.version,
           d.updated_at
      FROM drafts d
      JOIN circles c ON c.id = d.circle_id
     WHERE d.account_id = $1
       AND ($2::text IS NULL OR (d.kind = $2 AND d.circle_id = $3 AND d.post_id = $4))
     ORDER BY d.updated_at DESC
"""
_SCHEDULED: Final = """
    SELECT s.id, s.circle_id, c.slug, c.name, c.name_en, s.text, s.tags, s.photos, s.kind, s.quote_circle_id,
           s.quote_post_id, s.publish_at, s.failure, s.version
      FROM scheduled_posts s
      JOIN circles c ON c.id = s.circle_id
     WHERE s.account_id = $1 AND ($2::uuid IS NULL OR s.id = $2)
     ORDER BY s.publish_at, s.id
"""


def _draft_of(row: Row) -> Draft:
    post_id = None if row["post_id"] == NEW_POST else row["post_id"]
    photos = msgspec.convert(row["photos"], list[PhotoDraft])
    kind, circle_id, slug, name, name_en, _, text, tags, _, version, updated_at = row
    return Draft(kind, circle_id, slug, name, name_en, post_id, text, tags, photos, version, updated_at)


async def list_drafts(conn: Connection, *, account_id: UUID) -> list[Draft]:
    """All drafts of a person, the newest first; there are fifty at most."""
    return [_draft_of(row) for row in await conn.fetch(_DRAFTS, account_id, None, None, None)]


async def find_draft(conn: Connection, *, account_id: UUID, place: tuple[str, UUID, UUID]) -> Draft | None:
    """The person's draft at one place (kind, circle, post)."""
    row = await conn.fetchrow(_DRAFTS, account_id, *place)
    return None if row is None else _draft_of(row)


def failure_of(code: str | None) -> Failure | None:
    """The refusal with this code in both languages."""
    if code is None:
        return None
    name, _, sentence = code.partition("\n")
    return Failure(name, chinese_sentences().get(name, sentence), sentence)


def _scheduled_of(row: Row) -> ScheduledPost:
    (
        scheduled_id, circle_id, slug, name, name_en, text, tags, photos, kind, quote_circle_id,
        quote_post_id, publish_at, failure, version,
    ) = row  # fmt: skip
    return ScheduledPost(
        scheduled_id, circle_id, slug, name, name_en, text, tags, msgspec.convert(photos, list[PhotoDraft]),
        kind, place_of(quote_circle_id, quote_post_id), publish_at, failure_of(failure), version,
    )  # fmt: skip


async def list_scheduled(conn: Connection, *, account_id: UUID) -> list[ScheduledPost]:
    """A person's posts that wait for their time, the next one first."""
    return [_scheduled_of(row) for row in await conn.fetch(_SCHEDULED, account_id, None)]


async def get_scheduled(conn: Connection, *, account_id: UUID, scheduled_id: UUID) -> ScheduledPost:
    """One of them.

    Raises:
        NotFound: the person has no such post, perhaps since it was published.
    """
    row = await conn.fetchrow(_SCHEDULED, account_id, scheduled_id)
    if row is None:
        raise NotFound
    return _scheduled_of(row)
