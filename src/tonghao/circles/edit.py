"""Edit: a circle's words, kind and cover change."""

from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from tonghao.accounts.edit_profile import must_be_zone
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.open import UnknownTopic
from tonghao.circles.tidy import tidied
from tonghao.circles.topics import TOPIC_CODES
from tonghao.circles.types import Access, Description, DescriptionEn, Kind, Name, NameEn, Rules
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.media.read import list_media
from tonghao.media.use import end_uses, use_media
from tonghao.screening.text import TextScreener

_LOCK_CIRCLE: Final = """
    SELECT kind, cover_media_id FROM circles WHERE id = $1 FOR NO KEY UPDATE
"""
_EDIT: Final = """
    UPDATE circles
       SET name = COALESCE($2, name), name_en = COALESCE($3, name_en), topic = COALESCE($4, topic),
           description = COALESCE($5, description), description_en = COALESCE($6, description_en),
           rules = COALESCE($7, rules), kind = COALESCE($8, kind), zone = COALESCE($9, zone)
     WHERE id = $1
"""
_SET_COVER: Final = "UPDATE circles SET cover_owner_id = $2, cover_media_id = $3 WHERE id = $1"


class CoverNotReady(Refusal):
    """This picture cannot be a cover yet: it is being checked, was held, or is not yours. Take another."""


class StaysByInvitation(Refusal):
    """People wrote here for members alone, so the circle cannot be opened. Open a new one for everybody."""


class CircleEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays as it is; `cover_media_id` null takes the cover away."""

    name: Name | None = None
    name_en: NameEn | None = None
    topic: str | None = None
    description: Description | None = None
    description_en: DescriptionEn | None = None
    rules: Rules | None = None
    kind: Kind | None = None
    zone: Annotated[str, Meta(max_length=60)] | None = None
    cover_media_id: UUID | UnsetType | None = UNSET


async def edit_circle(conn: Connection, *, screener: TextScreener, access: Access, edit: CircleEdit) -> None:
    """Change what *edit* names.

    Args:
        access: Of the person who asks; they must host.

    Raises:
        NotAllowed: the person does not host.
        CircleNameRefused: see `tidied`.
        UnknownTopic, ZoneUnknown: neither list has it.
        TextRefused, CheckerAway: see `must_pass`.
        StaysByInvitation: a circle by invitation would become open.
        CoverNotReady: the picture is not a visible cover picture of the person's own.
        PhotoRefused: it was refused.

    Locks: the circle, then the photo.
    """
    access.must_host()
    if access.account_id is None:
        raise NotAllowed
    edit = tidied(edit)
    if edit.topic is not None and edit.topic not in TOPIC_CODES:
        raise UnknownTopic
    if edit.zone is not None:
        must_be_zone(edit.zone)
    texts = (edit.name, edit.name_en, edit.description, edit.description_en, edit.rules)
    if words := "\n".join(text for text in texts if text):
        must_pass(screener, words, kind="circle")
    before = await conn.fetchrow(_LOCK_CIRCLE, access.circle_id)
    if before is None:
        raise NotFound
    if before["kind"] == "invite" and edit.kind == "open":
        raise StaysByInvitation
    await conn.execute(
        _EDIT,
        access.circle_id,
        edit.name,
        edit.name_en,
        edit.topic,
        edit.description,
        edit.description_en,
        edit.rules,
        edit.kind,
        edit.zone,
    )
    if edit.cover_media_id is not UNSET and edit.cover_media_id != before["cover_media_id"]:
        await _change_cover(conn, access.circle_id, access.account_id, edit.cover_media_id)


async def _change_cover(conn: Connection, circle_id: UUID, account_id: UUID, media_id: UUID | None) -> None:
    if media_id is not None:
        found = (await list_media(conn, account_id, [media_id])).get(media_id)
        if found is None or found.purpose != "cover":
            raise CoverNotReady
        medium = await use_media(
            conn,
            owner_id=account_id,
            media_id=media_id,
            place_kind="cover",
            place_id=circle_id,
            circle_id=circle_id,
        )
        if medium.state != "visible":
            raise CoverNotReady
    keep = () if media_id is None else (media_id,)
    await end_uses(conn, place_kind="cover", place_id=circle_id, keep=keep)
    await conn.execute(_SET_COVER, circle_id, None if media_id is None else account_id, media_id)
