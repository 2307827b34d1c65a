"""Edit: a circle's words, kind and cover change."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from tonghao.accounts.edit_profile import must_be_zone
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.open import UnknownTopic, must_be_licensed
from tonghao.circles.record_act import record_act
from tonghao.circles.tidy import tidied
from tonghao.circles.topics import TOPIC_CODES
from tonghao.circles.types import Description, DescriptionEn, Kind, Name, NameEn, Rules
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.media.read import list_media
from tonghao.media.use import end_uses, use_media
from tonghao.screening.text import TextScreener

# What an undo can put back. A kind is no mere word, and a cover may be gone from the store.
EDITED: Final = ("name", "name_en", "topic", "description", "description_en", "rules", "zone")

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_WORDS: Final = """
    SELECT name, name_en, topic, description, description_en, rules, zone, kind, cover_media_id
      FROM circles WHERE id = $1
"""
_CATEGORY: Final = """
    SELECT p.category FROM circles c JOIN partners p ON p.id = c.partner_id WHERE c.id = $1
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
        access: Of the person who asks; they must be allowed to edit.

    Raises:
        NotAllowed: the person may not edit the circle.
        CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: a restriction is in force.
        CircleNameRefused: see `tidied`.
        UnknownTopic, ZoneUnknown: neither list has it.
        TopicNeedsLicence: see `must_be_licensed`.
        TextRefused, CheckerAway: see `must_pass`.
        StaysByInvitation: a circle for members only would become open.
        CoverNotReady: the picture is not a visible cover picture of the person's own.
        PhotoRefused: it was refused.

    Locks: the circle, the photo, then the audit log.
    """
    access.must("edit_circle")
    if access.account_id is None:
        raise NotAllowed
    access.must_take_words()
    if edit.cover_media_id not in {UNSET, None}:
        access.must_take_photos(at_once=True)
    edit = tidied(edit)
    if edit.topic is not None and edit.topic not in TOPIC_CODES:
        raise UnknownTopic
    if edit.zone is not None:
        must_be_zone(edit.zone)
    texts = (edit.name, edit.name_en, edit.description, edit.description_en, edit.rules)
    if words := "\n".join(text for text in texts if text):
        must_pass(screener, words, kind="circle")
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    before = await current_words(conn, access.circle_id)
    if edit.topic is not None and edit.topic != before["topic"]:
        must_be_licensed(edit.topic, await conn.fetchval(_CATEGORY, access.circle_id))
    if before["kind"] != "open" and edit.kind == "open":
        raise StaysByInvitation
    await set_words(conn, access.circle_id, msgspec.structs.asdict(edit))
    if edit.cover_media_id is not UNSET and edit.cover_media_id != before["cover_media_id"]:
        await _change_cover(conn, access.circle_id, access.account_id, edit.cover_media_id)
    await _record(conn, access, before, await current_words(conn, access.circle_id))


async def current_words(conn: Connection, circle_id: UUID) -> dict[str, Any]:
    """What an edit can change, as it stands.

    Raises:
        NotFound: there is no such circle.
    """
    row = await conn.fetchrow(_WORDS, circle_id)
    if row is None:
        raise NotFound
    return dict(row.items())


async def set_words(conn: Connection, circle_id: UUID, words: Mapping[str, Any]) -> None:
    """Let *words* stand; what is left out or None stays. The caller has locked the circle."""
    await conn.execute(
        _EDIT,
        circle_id,
        *(words.get(field) for field in ("name", "name_en", "topic", "description", "description_en")),
        *(words.get(field) for field in ("rules", "kind", "zone")),
    )


async def _record(
    conn: Connection, access: Access, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    changed = [field for field in before if before[field] != after[field]]
    if not changed:
        return
    words = [field for field in changed if field in EDITED]
    undo = {
        "before": {field: before[field] for field in words},
        "after": {field: after[field] for field in words},
    }
    await record_act(
        conn,
        access=access,
        act="circle.edited",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"fields": changed},
        undo=undo if words == changed else None,
        kept={
            "before": {field: before[field] for field in changed},
            "after": {field: after[field] for field in changed},
        },
    )


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
