"""Photos of a post: which may be put in, and what they make of the post's state."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.check_name import visible
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.media.read import list_media
from tonghao.media.types import Medium
from tonghao.media.use import use_media
from tonghao.posts.screen import UNUSABLE_PHOTO, Screened, says_less
from tonghao.posts.types import Photo, PhotoDraft, State

MOST: Final = 9


class TooManyPhotos(Refusal):
    """A post has nine photos at most, each of them once. Leave some of them out."""

    status = 400


class Standing(msgspec.Struct, frozen=True):
    """The state of a post, why it is held, and by what: its text or a photo."""

    state: State
    category: str | None = None
    held_for: str | None = None


async def place_photos(
    conn: Connection, *, drafts: Sequence[PhotoDraft], author_id: UUID, circle_id: UUID, post_id: UUID
) -> tuple[list[Photo], dict[UUID, Medium]]:
    """Enter the post as a place that shows the author's own photos, and return them as they stand now.

    Raises:
        FeatureStopped: the whole place takes no photos for now.
        TooManyPhotos: more than nine, or one twice.
        NotFound: a photo is not the author's, or was not uploaded for posts.
        PhotoRefused: a photo was refused.

    Locks: the photos, by identifier, so that a verdict comes either before or after this post.
    """
    ids = [draft.media_id for draft in drafts]
    if ids:
        await must_run(conn, "photos")
    if len(ids) > MOST or len(set(ids)) < len(ids):
        raise TooManyPhotos(most=MOST)
    media: dict[UUID, Medium] = {}
    for media_id in sorted(ids):
        medium = await use_media(
            conn,
            owner_id=author_id,
            media_id=media_id,
            place_kind="post",
            place_id=post_id,
            circle_id=circle_id,
        )
        if medium.purpose != "post":
            raise NotFound
        media[media_id] = medium
    return [_photo_of(media[draft.media_id], draft.alt) for draft in drafts], media


def _photo_of(medium: Medium, alt: str) -> Photo:
    return Photo(
        medium.owner_id,
        medium.media_id,
        medium.width,
        medium.height,
        medium.blur,
        visible(alt) or medium.alt,
        medium.state,
    )


async def refreshed(conn: Connection, photos: Sequence[Photo]) -> tuple[list[Photo], dict[UUID, Medium]]:
    """*photos* as they stand now; one that is gone counts as refused."""
    if not photos:
        return [], {}
    media = await list_media(conn, photos[0].owner_id, [photo.media_id for photo in photos])
    fresh = [
        _photo_of(media[photo.media_id], photo.alt)
        if photo.media_id in media
        else msgspec.structs.replace(photo, state="refused")
        for photo in photos
    ]
    return fresh, media


def standing_of(words: Screened, photos: Sequence[Photo], media: dict[UUID, Medium]) -> Standing:
    """What words and photos together allow: the stricter of both."""
    bad = next((photo for photo in photos if photo.state in {"held", "refused"}), None)
    # What only waits for a person says nothing, and what its author does says little beside a photo.
    if words.state == "held" and (bad is None or not says_less(words.category)):
        return Standing("held", words.category, "text")
    if bad is not None:
        found = media.get(bad.media_id)
        category = found.category if found is not None and found.category else UNUSABLE_PHOTO
        return Standing("held", category, "photo")
    if words.state == "pending" or any(photo.state == "pending" for photo in photos):
        return Standing("pending")
    return Standing("visible")


def screened_words(
    text: str, photos: Sequence[Photo], tags: Sequence[str] = (), carried: Sequence[str] = ()
) -> str:
    """All words of a post that others read: its text, what stands for its photos, tags, what it carries."""
    return "\n".join((text, *(photo.alt for photo in photos if photo.alt), *tags, *carried))
