"""Scan: a hunt looks at the next photos and writes down which would be held."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.bank.match import Bank
from tonghao.case_events import HuntMoved
from tonghao.db import Connection, Pool, Row, reading, writing
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store, rendition_key
from tonghao.screening.known import entry_of, with_known
from tonghao.screening.photo import hits_of
from tonghao.screening.policy import current
from tonghao.screening.types import Verdict

# Hashes are compared by the thousand; the model takes a tenth of a second for each.
_BATCH: Final = {"bank": 1_000, "model": 20}

_OPEN: Final = """
    SELECT id, kind, after_owner, after_photo FROM hunts WHERE state = 'scanning'
"""
_NEXT: Final = """
    SELECT owner_id, id, look, verdict FROM media
     WHERE (owner_id, id) > ($1, $2) AND state = 'visible' AND blur IS NOT NULL
     ORDER BY owner_id, id
     LIMIT $3
"""
# Nothing is written twice when two workers look, and nothing when it was paused meanwhile.
_MOVE_ON: Final = """
    UPDATE hunts SET after_owner = $4, after_photo = $5, seen = seen + $6, found = found + $7
     WHERE id = $1 AND state = 'scanning' AND after_owner = $2 AND after_photo = $3
    RETURNING found
"""
_FOUND: Final = """
    INSERT INTO hunt_hits (hunt_id, owner_id, media_id, category, severity, entry_id, verdict)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
# Where nothing was found nothing is left to apply.
_SCANNED: Final = """
    UPDATE hunts SET state = CASE WHEN found = 0 THEN 'applied' ELSE 'ready' END, scanned_at = now(),
                     after_owner = DEFAULT, after_photo = DEFAULT,
                     ended_at = CASE WHEN found = 0 THEN now() END
     WHERE id = $1 AND state = 'scanning'
    RETURNING state
"""
_HELD: Final = frozenset({"hold", "quarantine"})


class Seen(msgspec.Struct, frozen=True):
    """A photo that is shown: what it looks like, what was found in it then, and now if it was looked at."""

    owner_id: UUID
    media_id: UUID
    look: bytes | None
    then: Verdict | None
    now: Verdict | None = None


async def scan_some(pool: Pool, store: Store, photo_screener: PhotoProcess, bank: Bank) -> bool:
    """Look at the next photos of the hunt that is scanning; whether there may be more.

    Args:
        bank: A copy for this hunt alone, since it is read in another thread.

    Raises:
        ScreenerDown: nobody could tell; the hunt stays where it is.

    Emits: hunt.moved, when it has seen all.
    """
    async with reading(pool) as conn:
        hunt = await conn.fetchrow(_OPEN)
        if hunt is None:
            return False
        most = _BATCH[hunt["kind"]]
        rows = await conn.fetch(_NEXT, hunt["after_owner"], hunt["after_photo"], most)
        await bank.refresh(conn)
    photos = [_seen(row) for row in rows]
    if hunt["kind"] == "model":
        photos = [await _judged_again(store, photo_screener, photo) for photo in photos]
    found = await asyncio.to_thread(would_be_held, photos, bank)
    async with writing(pool) as conn:
        return await _write(conn, hunt, photos, found, is_last=len(rows) < most)


async def _write(
    conn: Connection, hunt: Row, photos: list[Seen], found: list[tuple[Seen, Verdict]], *, is_last: bool
) -> bool:
    hunt_id = hunt["id"]
    if photos:
        last = photos[-1]
        keys = (hunt_id, hunt["after_owner"], hunt["after_photo"], last.owner_id, last.media_id)
        if await conn.fetchval(_MOVE_ON, *keys, len(photos), len(found)) is None:
            return False
        rows = [
            (
                hunt_id,
                photo.owner_id,
                photo.media_id,
                verdict.category,
                verdict.severity,
                entry_of(verdict),
                msgspec.to_builtins(verdict),
            )
            for photo, verdict in found
        ]
        await conn.executemany(_FOUND, rows)
    if is_last:
        state = await conn.fetchval(_SCANNED, hunt_id)
        if state is not None:
            await outbox.emit(conn, HuntMoved(hunt_id, state), audience="moderators")
    return not is_last


def _seen(row: Row) -> Seen:
    verdict = None if row[3] is None else msgspec.convert(row[3], Verdict)
    return Seen(row[0], row[1], row[2], verdict)


async def _judged_again(store: Store, photo_screener: PhotoProcess, photo: Seen) -> Seen:
    """The photo with what the model of now finds in it; as it was when its file cannot be read."""
    async with photo_screener.turn:
        large = await store.find(rendition_key(photo.owner_id, photo.media_id, "large"))
        judged = None if large is None else await photo_screener.judge(large, asks="verdict")
    if judged is None or judged.verdict is None:
        return photo
    return Seen(photo.owner_id, photo.media_id, judged.look, photo.then, judged.verdict)


def would_be_held(photos: Sequence[Seen], bank: Bank) -> list[tuple[Seen, Verdict]]:
    """Which of *photos* would be held if they came now, and by which verdict.

    What is shown although the machine held it was released by a person: it is held again only for an entry
    of the bank that the person had not before them.
    """
    held = []
    for photo in photos:
        known = bank.find(photo.look or b"")
        if known is not None and (photo.then is None or entry_of(photo.then) != known.entry_id):
            verdict = photo.now or photo.then or Verdict("allow", 0, None, (), current().version, "")
            held.append(
                (
                    photo,
                    with_known(
                        verdict, category=known.category, entry_id=known.entry_id, distance=known.distance
                    ),
                )
            )
        elif photo.then is None or photo.then.act not in _HELD:
            now = photo.now or _weighed_now(photo.then)
            if now is not None and now.act in _HELD:
                held.append((photo, now))
    return held


def _weighed_now(then: Verdict | None) -> Verdict | None:
    """What the policy of now makes of the score that the model gave then."""
    policy = current()
    if then is None or then.policy_version == policy.version:
        return None
    scores = [one.score for one in then.findings if one.stage == "photo"]
    if not scores:
        return None
    hits = hits_of(max(scores), policy, source=then.model_version)
    return policy.verdict(hits, model_version=then.model_version)
