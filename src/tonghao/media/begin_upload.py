"""Begin upload: room for a photo that comes in parts, for a day; a lost connection costs only a part."""

from typing import Final
from uuid import UUID

from tonghao.accounts.brake_feature import must_run
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.read import upload_of
from tonghao.media.types import Upload

_INSERT: Final = """
    INSERT INTO uploads (owner_id, id, purpose, alt, length_bytes, sha256)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING owner_id, id, purpose, alt, length_bytes, offset_bytes, sha256, parts, media_id, expires_at
"""


async def begin_upload(
    conn: Connection, *, owner_id: UUID, purpose: str, alt: str, length_bytes: int, sha256: bytes | None
) -> Upload:
    """Enter an upload of which nothing has come yet.

    Args:
        alt: What the picture shows, at most 300 characters, screened by the caller.
        length_bytes: Of the whole photo; within the limit, which the caller knows.
        sha256: Of the whole photo; what comes must match it. None when the client does not tell.

    Raises:
        FeatureStopped: the whole place takes no photos for now.
    """
    await must_run(conn, "photos")
    row = await conn.fetchrow(_INSERT, owner_id, new_id(), purpose, alt, length_bytes, sha256)
    assert row is not None
    return upload_of(row)
