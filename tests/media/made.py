"""Rows of photos as tests need them, made by the product's own verbs."""

from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.check import settle_photo
from tonghao.media.types import Judged, Original
from tonghao.media.upload import upload_medium
from tonghao.screening.types import Finding, Verdict

FOUND = Finding("sex.explicit", 3, 0.9, "photo", None, "model")
HELD = Verdict("hold", 3, "sex.explicit", (FOUND,), "policy 1", "model 1")
ALLOWED = Verdict("allow", 0, None, (), "policy 1", "model 1")


async def pending(conn: Connection, owner_id: UUID, *, purpose: str = "post", sha256: bytes = b"1") -> UUID:
    """A photo that waits for its verdict."""
    media_id = new_id()
    await upload_medium(
        conn,
        owner_id=owner_id,
        media_id=media_id,
        purpose=purpose,
        alt="一只猫",
        original=Original(sha256, 1000),
    )
    return media_id


async def judged(
    conn: Connection,
    owner_id: UUID,
    verdict: Verdict = ALLOWED,
    *,
    purpose: str = "post",
    sha256: bytes = b"1",
) -> UUID:
    """A photo with its verdict."""
    media_id = await pending(conn, owner_id, purpose=purpose, sha256=sha256)
    looked = Judged(verdict=verdict, width=120, height=80, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    assert await settle_photo(conn, owner_id=owner_id, media_id=media_id, judged=looked)
    return media_id


async def unreadable(conn: Connection, owner_id: UUID) -> UUID:
    """A photo that could not be decoded."""
    media_id = await pending(conn, owner_id)
    assert await settle_photo(conn, owner_id=owner_id, media_id=media_id, judged=Judged(refused="broken"))
    return media_id


async def told(conn: Connection, kind: str) -> list[tuple[str, dict[str, object]]]:
    """(audience, event) of every event of *kind* that this transaction emitted."""
    rows = await conn.fetch(
        "SELECT audience, event FROM outbox WHERE kind = $1 AND tx = pg_current_xact_id() ORDER BY id", kind
    )
    return [(row["audience"], row["event"]) for row in rows]
