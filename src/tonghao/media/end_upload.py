"""End upload: its owner gave it up, or its day is over; the parts go with it."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.media.store import part_key

_END: Final = "DELETE FROM uploads WHERE owner_id = $1 AND id = $2 RETURNING owner_id, id, parts"
_END_EXPIRED: Final = """
    DELETE FROM uploads
     WHERE (owner_id, id) IN (SELECT owner_id, id FROM uploads WHERE expires_at < now()
                               ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING owner_id, id, parts
"""


async def end_upload(conn: Connection, *, owner_id: UUID, upload_id: UUID) -> list[str]:
    """End an upload of *owner_id*; the keys of its parts, for the caller to delete after the commit.

    A photo that came of it stays.

    Raises:
        NotFound: they have no such upload.
    """
    row = await conn.fetchrow(_END, owner_id, upload_id)
    if row is None:
        raise NotFound
    return [part_key(row["owner_id"], row["id"], part) for part in row["parts"]]


async def end_expired_uploads(conn: Connection, *, most: int) -> list[str]:
    """End at most *most* uploads whose day is over; the keys of their parts, to delete after the commit."""
    rows = await conn.fetch(_END_EXPIRED, most)
    return [part_key(row["owner_id"], row["id"], part) for row in rows for part in row["parts"]]
