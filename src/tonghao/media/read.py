"""Every query about photos that changes nothing."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.media.types import REFUSED, Medium, Sentence, ShownPhoto, Upload, Use
from tonghao.screening.policy import category as category_of
from tonghao.screening.policy import rule_of
from tonghao.screening.types import Verdict

_LIST: Final = """
    SELECT owner_id, id, purpose, state, alt, width, height, blur, category, refusal,
           created_at, checked_at
      FROM media
     WHERE owner_id = $1 AND id = ANY($2::uuid[]) AND state NOT IN ('dropped', 'deleted')
"""
_UPLOAD: Final = """
    SELECT owner_id, id, purpose, alt, length_bytes, offset_bytes, sha256, parts, media_id, expires_at
      FROM uploads
     WHERE owner_id = $1 AND id = $2 AND expires_at > now()
"""
_USES: Final = """
    SELECT place_kind, place_id, circle_id
      FROM media_uses
     WHERE owner_id = $1 AND media_id = $2 AND ended_at IS NULL
"""
# What its owner sees may still be checked.
_SHOWN: Final = """
    SELECT m.owner_id, m.id, m.width, m.height, m.blur, m.alt, m.state
      FROM unnest($1::uuid[], $2::uuid[]) AS asked (owner_id, id)
      JOIN media m ON m.owner_id = asked.owner_id AND m.id = asked.id
     WHERE m.state = 'visible' OR (m.owner_id = $3 AND m.state IN ('pending', 'held'))
"""
_VERDICT: Final = "SELECT verdict FROM media WHERE owner_id = $1 AND id = $2"
_PENDING: Final = """
    SELECT sha256, verdict, look FROM media WHERE owner_id = $1 AND id = $2 AND state = 'pending'
"""
_BEFORE: Final = """
    SELECT count(*) FROM media WHERE owner_id = $1 AND id < $2 AND state = 'pending' AND verdict IS NULL
"""
_WAITING: Final = """
    SELECT owner_id, id FROM media
     WHERE state = 'pending' AND created_at < now() - make_interval(secs => $1)
     ORDER BY created_at
     LIMIT $2
"""
_DROPPED: Final = "SELECT owner_id, id FROM media WHERE state = 'dropped' ORDER BY owner_id, id LIMIT $1"
_DROPPED_OF: Final = "SELECT id FROM media WHERE owner_id = $1 AND state = 'dropped'"
_KNOWN: Final = """
    SELECT m.owner_id, m.id, m.state
      FROM unnest($1::uuid[], $2::uuid[]) AS asked (owner_id, id)
      JOIN media m ON m.owner_id = asked.owner_id AND m.id = asked.id
     WHERE m.state <> 'deleted'
"""
_TWIN: Final = """
    SELECT owner_id, id, width, height, blur, verdict, look
      FROM media
     WHERE sha256 = $1 AND verdict IS NOT NULL AND look IS NOT NULL AND state IN ('visible', 'held')
       AND verdict->>'policy_version' = $2 AND verdict->>'model_version' = $3
     LIMIT 1
"""


_LOOKS: Final = """
    SELECT owner_id, id, look, verdict FROM media
     WHERE (owner_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND blur IS NOT NULL
"""
_UNHASHED: Final = """
    SELECT owner_id, id FROM media
     WHERE look IS NULL AND state IN ('visible', 'held', 'refused') AND blur IS NOT NULL
       AND (owner_id, id) > ($1, $2)
     ORDER BY owner_id, id
     LIMIT $3
"""


class Looks(msgspec.Struct, frozen=True):
    """What a photo looks like (None: not hashed; empty: too plain), and what the machine found in it."""

    owner_id: UUID
    media_id: UUID
    look: bytes | None
    verdict: Verdict | None


class Pending(msgspec.Struct, frozen=True):
    """A photo that waits: its SHA-256, and what stands of it already when only its files are missing."""

    sha256: bytes
    verdict: Verdict | None
    look: bytes


class Twin(msgspec.Struct, frozen=True):
    """A photo with the same bytes that these versions have judged before."""

    owner_id: UUID
    media_id: UUID
    width: int
    height: int
    blur: str
    verdict: Verdict
    look: bytes


def medium_of(row: Row) -> Medium:
    """The Medium of a row with the columns of `_LIST`."""
    return Medium(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8],
        _reason_of(row[3], row[8], row[9]), None, row[10], row[11],
    )  # fmt: skip


def _reason_of(state: str, category: str | None, refusal: str | None) -> Sentence | None:
    """What the owner reads: what is wrong with the file, or which rule stands against the picture."""
    if state == "refused" and refusal in REFUSED:
        told = REFUSED[refusal]
        rule_zh, rule_en = rule_of(category)
        return Sentence(told.zh + rule_zh, f"{told.en} {rule_en}".rstrip())
    if state == "held" and category is not None:
        found = category_of(category)
        return Sentence(*found.held())
    return None


async def list_media(conn: Connection, owner_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Medium]:
    """The photos *ids* of *owner_id* by identifier; what is not theirs or is gone is left out."""
    return {row[1]: medium_of(row) for row in await conn.fetch(_LIST, owner_id, list(ids))}


async def get_medium(conn: Connection, owner_id: UUID, media_id: UUID) -> Medium:
    """One photo of *owner_id*.

    Raises:
        NotFound: they have none such.
    """
    found = await list_media(conn, owner_id, [media_id])
    if media_id not in found:
        raise NotFound
    return found[media_id]


def upload_of(row: Row) -> Upload:
    """The Upload of a row with the columns of `_UPLOAD`."""
    return Upload(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], tuple(row[7]), row[8], row[9],
    )  # fmt: skip


async def get_upload(conn: Connection, owner_id: UUID, upload_id: UUID) -> Upload:
    """An upload of *owner_id* in parts.

    Raises:
        NotFound: they have none such, or its day is over.
    """
    row = await conn.fetchrow(_UPLOAD, owner_id, upload_id)
    if row is None:
        raise NotFound
    return upload_of(row)


async def list_uses(conn: Connection, owner_id: UUID, media_id: UUID) -> list[Use]:
    """Where the photo is used now."""
    return [Use(*row) for row in await conn.fetch(_USES, owner_id, media_id)]


async def find_verdict(conn: Connection, owner_id: UUID, media_id: UUID) -> Verdict | None:
    """What the machine found, for the case that a person works on."""
    stored = await conn.fetchval(_VERDICT, owner_id, media_id)
    return None if stored is None else msgspec.convert(stored, Verdict)


async def find_pending(conn: Connection, owner_id: UUID, media_id: UUID) -> Pending | None:
    """A photo that waits for its verdict, or for its files alone; None when it does not wait."""
    row = await conn.fetchrow(_PENDING, owner_id, media_id)
    if row is None:
        return None
    return Pending(row[0], None if row[1] is None else msgspec.convert(row[1], Verdict), row[2] or b"")


async def count_before(conn: Connection, owner_id: UUID, media_id: UUID) -> int:
    """How many photos of the same owner came before this one and wait for their verdict, too."""
    return int(await conn.fetchval(_BEFORE, owner_id, media_id))


async def list_waiting(conn: Connection, *, age_seconds: float, most: int) -> list[tuple[UUID, UUID]]:
    """(owner, photo) of what waits for a verdict too long, the oldest first."""
    return [(row[0], row[1]) for row in await conn.fetch(_WAITING, age_seconds, most)]


async def list_dropped(conn: Connection, *, most: int) -> list[tuple[UUID, UUID]]:
    """(owner, photo) of what nobody may see any more and whose files may still be there."""
    return [(row[0], row[1]) for row in await conn.fetch(_DROPPED, most)]


async def list_dropped_of(conn: Connection, owner_id: UUID) -> list[UUID]:
    """The dropped photos of one owner."""
    return [row[0] for row in await conn.fetch(_DROPPED_OF, owner_id)]


async def states_of(conn: Connection, photos: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], str]:
    """The state of each (owner, photo) that is not deleted; strangers are left out."""
    asked = list(photos)
    rows = await conn.fetch(_KNOWN, [owner for owner, _ in asked], [photo for _, photo in asked])
    return {(row[0], row[1]): row[2] for row in rows}


async def find_twin(conn: Connection, sha256: bytes, *, policy: str, model: str) -> Twin | None:
    """A photo with these bytes that the versions *policy* and *model* have judged, if there is one."""
    row = await conn.fetchrow(_TWIN, sha256, policy, model)
    return (
        None
        if row is None
        else Twin(row[0], row[1], row[2], row[3], row[4], msgspec.convert(row[5], Verdict), row[6])
    )


async def shown_photos(
    conn: Connection, wanted: Sequence[tuple[UUID, UUID]], viewer_id: UUID | None
) -> dict[UUID, ShownPhoto]:
    """Those of *wanted* (owner, photo) that *viewer_id* may see, by photo."""
    if not wanted:
        return {}
    owners, ids = [one[0] for one in wanted], [one[1] for one in wanted]
    rows = await conn.fetch(_SHOWN, owners, ids, viewer_id)
    return {row[1]: ShownPhoto(*row) for row in rows}


async def list_looks(conn: Connection, photos: Iterable[tuple[UUID, UUID]]) -> list[Looks]:
    """What each (owner, photo) looks like; those that are gone or could not be read are left out."""
    asked = list(photos)
    rows = await conn.fetch(_LOOKS, [owner for owner, _ in asked], [photo for _, photo in asked])
    return [
        Looks(row[0], row[1], row[2], None if row[3] is None else msgspec.convert(row[3], Verdict))
        for row in rows
    ]


async def list_unhashed(conn: Connection, *, after: tuple[UUID, UUID], most: int) -> list[tuple[UUID, UUID]]:
    """(owner, photo) of what was judged before photos were hashed, by their keys."""
    return [(row[0], row[1]) for row in await conn.fetch(_UNHASHED, *after, most)]
