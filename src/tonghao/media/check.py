"""Check: one pending photo gets its verdict and its renditions, or stays pending."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.bank.match import Bank
from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import MediaChecked
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import Pending, find_pending, find_twin, states_of
from tonghao.media.store import Store, keys_of, quarantine_key, rendition_key
from tonghao.media.types import RENDITIONS, Judged
from tonghao.media_events import MediaJudged
from tonghao.metrics import PHOTO_SECONDS, count_verdict
from tonghao.screening.known import entry_of, with_known

# Licences bear codes, and nobody but their owner and the platform sees them: a person looks at each anyway.
_SETTLE: Final = """
    UPDATE media
       SET state = CASE WHEN purpose = 'licence' AND $10 = 'hold' THEN 'visible' ELSE $3 END,
           width = $4, height = $5, blur = $6,
           category = CASE WHEN purpose = 'licence' AND $10 = 'hold' THEN NULL ELSE $7 END,
           refusal = $8, verdict = $9, look = $11, checked_at = now()
     WHERE owner_id = $1 AND id = $2 AND state = 'pending'
    RETURNING state, category
"""
# Nothing that others see changes: the photo waits on, for its files.
_KEEP: Final = """
    UPDATE media SET verdict = $3, look = $4
     WHERE owner_id = $1 AND id = $2 AND state = 'pending' AND verdict IS NULL
    RETURNING id
"""


async def check_photo(
    pool: Pool,
    store: Store,
    photo_screener: PhotoProcess,
    bank: Bank,
    *,
    owner_id: UUID,
    media_id: UUID,
    reuse: bool = True,
) -> None:
    """Judge a pending photo; nothing happens to one that does not wait.

    While other photos wait for their verdict, only the verdict is written: the photo stays pending until
    its renditions are made, since whoever may see it must find them, and whoever decides about it too.

    Whatever the model says, one that looks like a removed photo is held: the bank is asked in the
    transaction that writes the verdict, so a photo that is removed this moment is known already.

    Files are written before the row says so, and the original is deleted after it, so a crash at any
    point leaves the photo pending with its original, or settled with a stray file that the sweep finds.

    Args:
        reuse: Whether the verdict of the same bytes by the same versions counts again; off when timing.

    Raises:
        ScreenerDown: nobody could tell; the photo stays pending.

    Emits: media.checked, or media.judged where the renditions come later.
    """
    async with reading(pool) as conn:
        pending = await find_pending(conn, owner_id, media_id)
    if pending is None:
        return
    judged = None
    if reuse and pending.verdict is None:
        judged = await _judged_before(
            pool, store, photo_screener, pending.sha256, owner_id=owner_id, media_id=media_id
        )
    if judged is None:
        async with photo_screener.turn if pending.verdict is None else photo_screener.making:
            judged = await _looked_at(store, photo_screener, pending, owner_id=owner_id, media_id=media_id)
        for rendition, content in judged.renditions.items():
            await store.put(rendition_key(owner_id, media_id, rendition), content)
    if judged.later:
        async with writing(pool) as conn:
            await keep_verdict(conn, owner_id=owner_id, media_id=media_id, judged=judged)
        return
    async with writing(pool) as conn:
        judged = await _compared(conn, bank, judged)
        settled = await settle_photo(conn, owner_id=owner_id, media_id=media_id, judged=judged)
    if settled:
        await store.delete(quarantine_key(owner_id, media_id))
    else:
        await _undo(pool, store, owner_id, media_id)


async def _looked_at(
    store: Store, photo_screener: PhotoProcess, pending: Pending, *, owner_id: UUID, media_id: UUID
) -> Judged:
    """What the photo process says of the original; of one with its verdict it makes the files alone."""
    original = await store.find(quarantine_key(owner_id, media_id))
    if original is None:
        return Judged(refused="broken")
    if pending.verdict is None:
        with PHOTO_SECONDS.time():
            return await photo_screener.judge(original)
    made = await photo_screener.judge(original, asks="files")
    if made.refused is not None:
        return made
    return msgspec.structs.replace(made, verdict=pending.verdict, look=pending.look)


async def keep_verdict(conn: Connection, *, owner_id: UUID, media_id: UUID, judged: Judged) -> None:
    """Write the verdict of a photo whose files come later; it stays pending, and nobody is told.

    Emits: media.judged, to nobody.
    """
    verdict = msgspec.to_builtins(judged.verdict)
    if await conn.fetchval(_KEEP, owner_id, media_id, verdict, judged.look) is not None:
        await outbox.emit(conn, MediaJudged(owner_id, media_id), audience="nobody")


async def _compared(conn: Connection, bank: Bank, judged: Judged) -> Judged:
    if judged.verdict is None:
        return judged
    known = await bank.match(conn, judged.look)
    if known is None:
        return judged
    verdict = with_known(
        judged.verdict, category=known.category, entry_id=known.entry_id, distance=known.distance
    )
    return msgspec.structs.replace(judged, verdict=verdict)


async def _judged_before(
    pool: Pool, store: Store, photo_screener: PhotoProcess, digest: bytes, *, owner_id: UUID, media_id: UUID
) -> Judged | None:
    versions = await photo_screener.versions()
    async with reading(pool) as conn:
        twin = await find_twin(conn, digest, policy=versions.policy_version, model=versions.model_version)
    # What an older bank said of it is no verdict of the model.
    if twin is None or entry_of(twin.verdict) is not None:
        return None
    for rendition in RENDITIONS:
        source = rendition_key(twin.owner_id, twin.media_id, rendition)
        if not await store.copy(source, rendition_key(owner_id, media_id, rendition)):
            return None  # it is being deleted this moment
    return Judged(verdict=twin.verdict, width=twin.width, height=twin.height, blur=twin.blur, look=twin.look)


async def _undo(pool: Pool, store: Store, owner_id: UUID, media_id: UUID) -> None:
    """Somebody else settled the photo, or it was dropped while we looked at it."""
    async with reading(pool) as conn:
        state = (await states_of(conn, [(owner_id, media_id)])).get((owner_id, media_id))
    if state is None or state == "dropped":
        await store.delete(*keys_of(owner_id, media_id))


async def settle_photo(conn: Connection, *, owner_id: UUID, media_id: UUID, judged: Judged) -> bool:
    """Write what was *judged* to the photo's row; False when it no longer waits.

    Emits: media.checked, to the owner.
    """
    verdict = judged.verdict
    if verdict is None:
        state, category = "refused", None
    elif verdict.act in {"allow", "label"}:
        state, category = "visible", None
    else:
        # Quarantine too: a person decides, the machine alone refuses only what it cannot read.
        state, category = "held", verdict.category
    count_verdict("photo", verdict.act if verdict is not None else "unreadable")
    written = await conn.fetchrow(
        _SETTLE,
        owner_id,
        media_id,
        state,
        judged.width or None,
        judged.height or None,
        judged.blur or None,
        category,
        judged.refused,
        None if verdict is None else msgspec.to_builtins(verdict),
        None if verdict is None else verdict.act,
        None if verdict is None else judged.look,
    )
    if written is None:
        return False
    checked = MediaChecked(owner_id, media_id, written["state"], written["category"])
    await outbox.emit(conn, checked, audience=f"account:{owner_id}")
    return True
