"""A maker of log entries."""

from collections.abc import Mapping
from uuid import UUID

from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.ids import new_id


async def write(
    conn: Connection,
    count: int,
    *,
    subject_id: UUID | None = None,
    about_id: UUID | None = None,
    payload: Mapping[str, object] | None = None,
) -> list[int]:
    """*count* entries; their numbers."""
    return [
        await append(
            conn,
            act="post.held",
            actor_id=None,
            subject_kind="post",
            subject_id=subject_id or new_id(),
            circle_id=None,
            payload=payload or {"category": "spam.contact", "number": number},
            about_id=about_id,
        )
        for number in range(count)
    ]
