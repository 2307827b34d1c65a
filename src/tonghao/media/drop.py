"""Drop: from this moment nobody can fetch the photo; its files are deleted right after, its row last."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection, Pool, writing
from tonghao.errors import NotFound, Refusal
from tonghao.events import MediaDropped
from tonghao.media.store import QUARANTINE, Store, folder_key, keys_of

_LOCK: Final = """
    SELECT state, unused_since IS NULL AS used
      FROM media
     WHERE owner_id = $1 AND id = $2 AND state NOT IN ('dropped', 'deleted')
       FOR UPDATE
"""
_DROP: Final = "UPDATE media SET state = 'dropped' WHERE owner_id = $1 AND id = $2"
_DROP_UNUSED: Final = """
    UPDATE media SET state = 'dropped'
     WHERE (owner_id, id) IN (SELECT owner_id, id FROM media
                               WHERE state IN ('visible', 'refused')
                                 AND unused_since < now() - make_interval(hours => $1)
                               ORDER BY unused_since LIMIT $2
                                 FOR UPDATE SKIP LOCKED)
    RETURNING owner_id, id
"""
_DROP_ALL: Final = """
    UPDATE media SET state = 'dropped' WHERE owner_id = $1 AND state NOT IN ('dropped', 'deleted')
"""
_FORGET_USES: Final = "DELETE FROM media_uses WHERE owner_id = $1"
_FORGET_UPLOADS: Final = "DELETE FROM uploads WHERE owner_id = $1"
_FORGET_ROWS: Final = "DELETE FROM media WHERE owner_id = $1 AND state = 'deleted'"
_DELETED: Final = """
    UPDATE media
       SET state = 'deleted', alt = '', sha256 = '', verdict = NULL, blur = NULL, width = NULL, height = NULL,
           look = NULL
     WHERE owner_id = $1 AND id = $2 AND state = 'dropped'
"""


class PhotoInUse(Refusal):
    """This photo is in use. Take it out of the post or picture that shows it first."""


class PhotoInReview(Refusal):
    """Somebody is looking at this photo because of the rules. It can be deleted after the decision."""


class FilesRemain(Exception):
    """The store still lists files of a photo that was deleted; the job tries again."""


async def drop_medium(conn: Connection, *, owner_id: UUID, media_id: UUID) -> None:
    """Drop a photo of *owner_id* that no place uses.

    Raises:
        NotFound: they have no such photo.
        PhotoInUse: a place uses it.
        PhotoInReview: it is held.

    Emits: media.dropped. Locks: the photo.
    """
    photo = await conn.fetchrow(_LOCK, owner_id, media_id)
    if photo is None:
        raise NotFound
    if photo["used"]:
        raise PhotoInUse
    if photo["state"] == "held":
        raise PhotoInReview
    await conn.execute(_DROP, owner_id, media_id)
    await outbox.emit(conn, MediaDropped(owner_id, media_id), audience="nobody")


async def drop_unused(conn: Connection, *, age_hours: int, most: int) -> int:
    """Drop photos that no place has used for *age_hours*; how many they were, at most *most*.

    Held ones stay: a person still decides about them.

    Emits: media.dropped.
    """
    rows = await conn.fetch(_DROP_UNUSED, age_hours, most)
    for row in rows:
        await outbox.emit(conn, MediaDropped(row[0], row[1]), audience="nobody")
    return len(rows)


async def drop_all_of(conn: Connection, owner_id: UUID) -> None:
    """Drop every photo of an account that is gone, unfinished ones too, and forget where they were used."""
    await conn.execute(_DROP_ALL, owner_id)
    await conn.execute(_FORGET_USES, owner_id)
    await conn.execute(_FORGET_UPLOADS, owner_id)


async def forget_rows_of(conn: Connection, owner_id: UUID) -> None:
    """Forget the deleted photos of an account that is gone; nothing about it may stay."""
    await conn.execute(_FORGET_ROWS, owner_id)


async def delete_files(pool: Pool, store: Store, *, owner_id: UUID, media_id: UUID) -> None:
    """Delete the files of a dropped photo, look that they are gone, and only then say so in its row.

    Twice is once; a crash between files and row leaves it dropped, and the sweep comes again.

    Raises:
        FilesRemain: the store still lists one.
    """
    await store.delete(*keys_of(owner_id, media_id))
    async for _ in store.list(folder_key(owner_id, media_id)):
        raise FilesRemain
    if await store.find(keys_of(owner_id, media_id)[0]) is not None:
        raise FilesRemain
    async with writing(pool) as conn:
        await conn.execute(_DELETED, owner_id, media_id)


async def delete_folders_of(store: Store, owner_id: UUID) -> None:
    """Delete whatever file of an owner is left, known or not.

    Raises:
        FilesRemain: the store still lists one.
    """
    folders = (str(owner_id), f"{QUARANTINE}/{owner_id}")
    for folder in folders:
        await store.delete(*[stored.key async for stored in store.list(folder)])
    for folder in folders:
        async for _ in store.list(folder):
            raise FilesRemain
