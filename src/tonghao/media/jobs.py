"""What photos need without a request: verdicts, deletion that really deletes, and looking after both."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from tonghao.bank.enter import add_variants
from tonghao.bank.match import Bank
from tonghao.case_events import BankEntered
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import AccountDeleted, MediaChecked, MediaDropped, MediaUploaded
from tonghao.log import log
from tonghao.media.check import check_photo
from tonghao.media.drop import (
    delete_files,
    delete_folders_of,
    drop_all_of,
    drop_unused,
    forget_rows_of,
)
from tonghao.media.end_upload import end_expired_uploads
from tonghao.media.hash_stored import hash_some, hashes_of_stored
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import (
    count_before,
    list_dropped,
    list_dropped_of,
    list_uses,
    list_waiting,
    states_of,
)
from tonghao.media.set_avatar import follow_verdict
from tonghao.media.store import PARTS, QUARANTINE, Store
from tonghao.media_events import MediaJudged
from tonghao.screening.pdq import HASH_BYTES
from tonghao.screening.types import ScreenerDown

# A photo waits a second or two; after a minute its job was lost or the checker is down.
_WAITED_SECONDS: Final = 60.0
_UNUSED_HOURS: Final = 24
# A file without a row may belong to an upload whose row is being written.
_STRAY_HOURS: Final = 2
# No upload in parts lives longer than a day.
_STRAY_PART_HOURS: Final = 26
_BATCH: Final = 200
# Whoever has so many photos waiting waits no longer for more of them.
_LAST_TURN: Final = 30


async def check_uploaded(
    event: MediaUploaded, *, pool: Pool, store: Store, photo_screener: PhotoProcess, bank: Bank
) -> None:
    """Judge a photo that was just uploaded; when nobody can tell, the queue tries again later."""
    await check_photo(pool, store, photo_screener, bank, owner_id=event.owner_id, media_id=event.media_id)


async def make_files(
    event: MediaJudged, *, pool: Pool, store: Store, photo_screener: PhotoProcess, bank: Bank
) -> None:
    """Make the renditions of a photo that has its verdict, and show it to whom it is for."""
    await check_photo(pool, store, photo_screener, bank, owner_id=event.owner_id, media_id=event.media_id)


async def show_avatar(event: MediaChecked, *, pool: Pool) -> None:
    """Show a chosen picture beside its owner's name, or let go of it."""
    async with reading(pool) as conn:
        uses = await list_uses(conn, event.owner_id, event.media_id)
    if not any(use.place_kind == "avatar" for use in uses):
        return
    async with writing(pool) as conn:
        await follow_verdict(conn, owner_id=event.owner_id, media_id=event.media_id, state=event.state)


async def hash_banned(event: BankEntered, *, pool: Pool, store: Store, photo_screener: PhotoProcess) -> None:
    """Know a removed photo in all the ways it may come back; one whose files are gone by its own hash."""
    hashes = await hashes_of_stored(
        store, photo_screener, owner_id=event.media_owner, media_id=event.media_id, variants=True
    )
    if hashes is not None:
        every = hashes.look[:HASH_BYTES] + hashes.variants
        async with writing(pool) as conn:
            await add_variants(conn, entry_id=event.entry_id, hashes=every)


async def hash_older(pool: Pool, store: Store, photo_screener: PhotoProcess) -> None:
    """Hash some of the photos that were judged before photos were hashed."""
    try:
        await hash_some(pool, store, photo_screener, most=_BATCH)
    except ScreenerDown as down:
        log.warning("photos stay unhashed", reason=str(down))


async def delete_dropped(event: MediaDropped, *, pool: Pool, store: Store) -> None:
    """Delete the files of a photo that was dropped."""
    await delete_files(pool, store, owner_id=event.owner_id, media_id=event.media_id)


async def delete_photos_of_account(event: AccountDeleted, *, pool: Pool, store: Store) -> None:
    """Delete every photo, file and ledger row of an account that is gone."""
    async with writing(pool) as conn:
        await drop_all_of(conn, event.account_id)
    async with reading(pool) as conn:
        dropped = await list_dropped_of(conn, event.account_id)
    for media_id in dropped:
        await delete_files(pool, store, owner_id=event.account_id, media_id=media_id)
    await delete_folders_of(store, event.account_id)
    async with writing(pool) as conn:
        await forget_rows_of(conn, event.account_id)


async def check_waiting(pool: Pool, store: Store, photo_screener: PhotoProcess, bank: Bank) -> None:
    """Judge what has waited longer than a minute, the oldest first; stop when the checker is down."""
    async with reading(pool) as conn:
        waiting = await list_waiting(conn, age_seconds=_WAITED_SECONDS, most=_BATCH)
    for owner_id, media_id in waiting:
        try:
            await check_photo(pool, store, photo_screener, bank, owner_id=owner_id, media_id=media_id)
        except ScreenerDown as down:
            log.warning("photos wait", waiting=len(waiting), reason=str(down))
            return


async def delete_unused(pool: Pool, store: Store) -> None:
    """Drop what no place has used for a day, then delete the files of all that is dropped."""
    async with writing(pool) as conn:
        await drop_unused(conn, age_hours=_UNUSED_HOURS, most=_BATCH)
    async with reading(pool) as conn:
        dropped = await list_dropped(conn, most=_BATCH)
    for owner_id, media_id in dropped:
        await delete_files(pool, store, owner_id=owner_id, media_id=media_id)


async def end_uploads(pool: Pool, store: Store) -> None:
    """End uploads in parts whose day is over, with what had come of them."""
    async with writing(pool) as conn:
        parts = await end_expired_uploads(conn, most=_BATCH)
    await store.delete(*parts)


async def delete_strays(pool: Pool, store: Store) -> None:
    """Delete files that no row stands for, and originals whose photo has its verdict.

    A crash may leave either; this makes "deleted" true whatever happened.
    """
    await store.forget_torn(age_hours=_STRAY_HOURS)
    before = now() - timedelta(hours=_STRAY_HOURS)
    parts_before = now() - timedelta(hours=_STRAY_PART_HOURS)
    seen: dict[tuple[UUID, UUID], list[str]] = {}
    async for stored in store.list():
        if f"/{PARTS}/" in stored.key and stored.written_at < parts_before:
            await store.delete(stored.key)
        photo = _photo_of(stored.key)
        if photo is not None and stored.written_at < before:
            seen.setdefault(photo, []).append(stored.key)
        if len(seen) >= _BATCH:
            await _delete_strays_among(pool, store, seen)
            seen = {}
    if seen:
        await _delete_strays_among(pool, store, seen)


async def _delete_strays_among(pool: Pool, store: Store, seen: dict[tuple[UUID, UUID], list[str]]) -> None:
    async with reading(pool) as conn:
        states = await states_of(conn, seen)
    for photo, keys in seen.items():
        state = states.get(photo)
        strays = [
            key
            for key in keys
            if state is None or (key.startswith(QUARANTINE) and state not in {"pending", "dropped"})
        ]
        await store.delete(*strays)


def _photo_of(key: str) -> tuple[UUID, UUID] | None:
    """Owner and photo of a key, or None for a file that is not ours to judge."""
    parts = key.removeprefix(f"{QUARANTINE}/").split("/")
    try:
        return UUID(parts[0]), UUID(parts[1])
    except (ValueError, IndexError):
        return None


async def turn_of_upload(conn: Connection, event: MediaUploaded) -> int:
    """The first photo of everybody comes before the second one of anybody."""
    return -min(await count_before(conn, event.owner_id, event.media_id), _LAST_TURN)


async def turn_of_files(conn: Connection, event: MediaJudged) -> int:
    """Verdicts come before files."""
    return -_LAST_TURN - 1


TURNS: dict[type, Any] = {MediaUploaded: turn_of_upload, MediaJudged: turn_of_files}

HEARS: dict[type, list[Any]] = {
    MediaUploaded: [check_uploaded],
    MediaJudged: [make_files],
    MediaChecked: [show_avatar],
    MediaDropped: [delete_dropped],
    BankEntered: [hash_banned],
    AccountDeleted: [delete_photos_of_account],
}

EVERY: dict[str, list[Any]] = {
    "* * * * *": [check_waiting, hash_older],
    "*/10 * * * *": [delete_unused, end_uploads],
    "23 4 * * *": [delete_strays],
}
