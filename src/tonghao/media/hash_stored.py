"""Hash stored: what photos look like that were judged before photos were hashed, from their files."""

from typing import Final
from uuid import UUID

from tonghao.db import Pool, reading, writing
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import list_unhashed
from tonghao.media.store import Store, rendition_key
from tonghao.media.types import Hashes

_FROM_THE_FIRST: Final = (UUID(int=0), UUID(int=0))
_KEEP: Final = """
    UPDATE media SET look = $3
     WHERE owner_id = $1 AND id = $2 AND look IS NULL AND state IN ('visible', 'held', 'refused')
"""


async def hashes_of_stored(
    store: Store, photo_screener: PhotoProcess, *, owner_id: UUID, media_id: UUID, variants: bool = False
) -> Hashes | None:
    """The hashes of a photo's largest file; None when it is gone or cannot be read.

    Raises:
        ScreenerDown: nobody could tell.
    """
    async with photo_screener.turn:
        large = await store.find(rendition_key(owner_id, media_id, "large"))
        if large is None:
            return None
        hashes = await photo_screener.hashes(large, variants=variants)
    return None if hashes.refused else hashes


async def hash_some(pool: Pool, store: Store, photo_screener: PhotoProcess, *, most: int) -> int:
    """Hash at most *most* photos that have no hash yet; how many they were.

    One whose file cannot be read counts as too plain: it could not be compared later either.

    Raises:
        ScreenerDown: nobody could tell; what was hashed before stays so.
    """
    async with reading(pool) as conn:
        unhashed = await list_unhashed(conn, after=_FROM_THE_FIRST, most=most)
    for owner_id, media_id in unhashed:
        hashes = await hashes_of_stored(store, photo_screener, owner_id=owner_id, media_id=media_id)
        async with writing(pool) as conn:
            await conn.execute(_KEEP, owner_id, media_id, b"" if hashes is None else hashes.look)
    return len(unhashed)
