"""Decide: a person releases a photo or refuses it. Moderation calls these inside its own transaction."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import MediaChecked
from tonghao.screening.types import Verdict

_RELEASE: Final = """
    UPDATE media SET state = 'visible', category = NULL, refusal = NULL
     WHERE owner_id = $1 AND id = $2 AND state IN ('held', 'refused', 'visible') AND blur IS NOT NULL
    RETURNING id
"""
_REFUSE: Final = """
    UPDATE media SET state = 'refused', category = $3, refusal = 'removed'
     WHERE owner_id = $1 AND id = $2 AND state IN ('held', 'visible', 'refused') AND blur IS NOT NULL
    RETURNING id
"""
_HOLD: Final = """
    UPDATE media SET state = 'held', category = $3, refusal = NULL
     WHERE owner_id = $1 AND id = $2 AND state IN ('held', 'visible', 'refused') AND blur IS NOT NULL
    RETURNING id
"""


_HOLD_FOUND: Final = """
    UPDATE media SET state = 'held', category = $3, refusal = NULL, verdict = $4
     WHERE owner_id = $1 AND id = $2 AND state = 'visible' AND blur IS NOT NULL
    RETURNING id
"""


class PhotoGone(Refusal):
    """This photo is no longer there, so nothing can be decided about it."""


async def release_media(conn: Connection, owner_id: UUID, media_id: UUID) -> None:
    """Let everybody who may see its place see the photo.

    Raises:
        PhotoGone: it is deleted, was never readable, or still waits for its verdict.

    Emits: media.checked, to the owner.
    """
    await _emit(conn, await conn.fetchval(_RELEASE, owner_id, media_id), owner_id, "visible", None)


async def refuse_media(conn: Connection, owner_id: UUID, media_id: UUID, *, category: str) -> None:
    """Hide the photo from everybody but moderators. Its files stay until no place uses it, for an undo.

    Raises:
        PhotoGone: it is deleted, was never readable, or still waits for its verdict.

    Emits: media.checked, to the owner.
    """
    done = await conn.fetchval(_REFUSE, owner_id, media_id, category)
    await _emit(conn, done, owner_id, "refused", category)


async def hold_media(conn: Connection, owner_id: UUID, media_id: UUID, *, category: str) -> None:
    """Hold the photo for a person, as when a decision about it is taken back.

    Raises:
        PhotoGone: it is deleted, was never readable, or still waits for its verdict.

    Emits: media.checked, to the owner.
    """
    await _emit(conn, await conn.fetchval(_HOLD, owner_id, media_id, category), owner_id, "held", category)


async def hold_found(conn: Connection, owner_id: UUID, media_id: UUID, *, verdict: Verdict) -> bool:
    """Hold a photo that is shown, for what was found in it later; False when it is not shown any more.

    Emits: media.checked, to the owner.
    """
    assert verdict.category is not None
    held = await conn.fetchval(
        _HOLD_FOUND, owner_id, media_id, verdict.category, msgspec.to_builtins(verdict)
    )
    if held is not None:
        await _emit(conn, held, owner_id, "held", verdict.category)
    return held is not None


async def _emit(
    conn: Connection, media_id: UUID | None, owner_id: UUID, state: str, category: str | None
) -> None:
    if media_id is None:
        raise PhotoGone
    event = MediaChecked(owner_id, media_id, state, category)
    await outbox.emit(conn, event, audience=f"account:{owner_id}")
