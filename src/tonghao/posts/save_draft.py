"""Save a draft: what somebody writes is kept on the server as they write, for all their devices."""

import re
from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.media.use import PhotoRefused, end_uses, use_media
from tonghao.posts.clean import MOST_IN_POST, TextTooLong, TextUnreadable
from tonghao.posts.drafts import NEW_POST, find_draft
from tonghao.posts.photos import MOST as MOST_PHOTOS
from tonghao.posts.photos import TooManyPhotos
from tonghao.posts.tag import checked_tags
from tonghao.posts.types import Draft, DraftKind, PhotoDraft

MOST: Final = 50

# A person's drafts are saved one after another: so there are never 51, and of two devices one is told.
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('drafts ' || $1::uuid::text, 0))"
_KNOWN: Final = """
    SELECT id, version, text, tags, photos FROM drafts
     WHERE account_id = $1 AND kind = $2 AND circle_id = $3 AND post_id = $4
"""
_COUNT: Final = "SELECT count(*) FROM drafts WHERE account_id = $1"
_SAVE: Final = """
    INSERT INTO drafts AS d (account_id, kind, circle_id, post_id, id, text, tags, photos)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (account_id, kind, circle_id, post_id) DO UPDATE
       SET text = excluded.text, tags = excluded.tags, photos = excluded.photos, version = d.version + 1,
           updated_at = now()
"""
_DROP: Final = """
    DELETE FROM drafts
     WHERE account_id = $1 AND kind = $2 AND circle_id = $3 AND post_id = $4 AND version <= $5
    RETURNING id
"""
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_ANY_VERSION: Final = 2**31 - 1


class TooManyDrafts(Refusal):
    """You have fifty drafts already. Send or delete one of them; this one stays on this device until then."""


class DraftConflict(Refusal):
    """Another device saved a newer draft here. Choose which of the two goes on."""


class DraftPlace(msgspec.Struct, frozen=True):
    """Where a draft belongs: a new post in a circle, an edit of a post, or a comment on one."""

    kind: DraftKind
    circle_id: UUID
    post_id: UUID | None = None

    def key(self, account_id: UUID) -> tuple[UUID, str, UUID, UUID]:
        return account_id, self.kind, self.circle_id, self.post_id or NEW_POST


class NewDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version` is that of the draft which the device has seen; 0 when it knows of none."""

    kind: DraftKind
    circle_id: UUID
    version: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    post_id: UUID | None = None
    text: Annotated[str, Meta(max_length=200_000)] = ""
    tags: Annotated[list[Annotated[str, Meta(max_length=1000)]], Meta(max_length=100)] = []
    photos: Annotated[list[PhotoDraft], Meta(max_length=50)] = []

    @property
    def place(self) -> DraftPlace:
        return DraftPlace(self.kind, self.circle_id, self.post_id)


async def save_draft(conn: Connection, *, account_id: UUID, draft: NewDraft) -> Draft | None:
    """Keep *draft*, and return it as it is kept; one with nothing in it is dropped.

    Nobody but its author reads it, so nothing is screened.

    Raises:
        NotFound: the person may not see the circle, or a photo is not theirs.
        DraftConflict: the server has another one than the device has seen; details have its version.
        TooManyDrafts: there are fifty.
        TextUnreadable, TextTooLong, TagsRefused, TooManyPhotos: what it says.

    Locks: the person's drafts, then the photos.
    """
    await access_of(conn, draft.circle_id, account_id)
    if _UNSTORABLE.search(draft.text):
        raise TextUnreadable
    if len(draft.text) > MOST_IN_POST:
        raise TextTooLong(most=MOST_IN_POST, length=len(draft.text))
    tags = checked_tags(draft.tags)
    key = draft.place.key(account_id)
    await conn.execute(_LOCK, account_id)
    known = await conn.fetchrow(_KNOWN, *key)
    photos = msgspec.to_builtins(draft.photos)
    if known is not None and known["version"] != draft.version:
        if (known["text"], known["tags"], known["photos"]) != (draft.text, tags, photos):
            raise DraftConflict(version=known["version"])
        return await find_draft(conn, account_id=account_id, place=key[1:])
    if draft.text.strip() == "" and not draft.photos and not tags:
        await drop_draft(conn, account_id=account_id, place=draft.place)
        return None
    if known is None and await conn.fetchval(_COUNT, account_id) >= MOST:
        raise TooManyDrafts(most=MOST)
    draft_id = new_id() if known is None else known["id"]
    kept = await hold_photos(conn, account_id, draft.circle_id, draft_id, draft.photos)
    await conn.execute(_SAVE, *key, draft_id, draft.text, tags, msgspec.to_builtins(kept))
    return await find_draft(conn, account_id=account_id, place=key[1:])


async def hold_photos(
    conn: Connection, account_id: UUID, circle_id: UUID, draft_id: UUID, photos: Sequence[PhotoDraft]
) -> list[PhotoDraft]:
    """Keep the photos of a draft from being deleted as unused; those that were refused are left out.

    Raises:
        NotFound: one is not the author's.
        TooManyPhotos: more than nine, or one twice.

    Locks: the photos.
    """
    ids = [photo.media_id for photo in photos]
    if len(ids) > MOST_PHOTOS or len(set(ids)) < len(ids):
        raise TooManyPhotos(most=MOST_PHOTOS)
    refused = set()
    for media_id in sorted(ids):
        try:
            await use_media(
                conn,
                owner_id=account_id,
                media_id=media_id,
                place_kind="draft",
                place_id=draft_id,
                circle_id=circle_id,
            )
        except PhotoRefused:
            refused.add(media_id)
    kept = [photo for photo in photos if photo.media_id not in refused]
    await end_uses(conn, place_kind="draft", place_id=draft_id, keep=[photo.media_id for photo in kept])
    return kept


async def drop_draft(
    conn: Connection, *, account_id: UUID, place: DraftPlace, version: int = _ANY_VERSION
) -> None:
    """Forget a draft; one that is newer than *version* stays, and where there is none nothing happens.

    Locks: the draft, then its photos.
    """
    draft_id = await conn.fetchval(_DROP, *place.key(account_id), version)
    if draft_id is not None:
        await end_uses(conn, place_kind="draft", place_id=draft_id)
