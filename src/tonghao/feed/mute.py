"""Mute: a member keeps a circle or a person out of the home feed."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound

_SUBJECT: Final = {
    "circle": "SELECT EXISTS (SELECT FROM joined_circles WHERE account_id = $1 AND circle_id = $2)",
    "account": "SELECT EXISTS (SELECT FROM profiles WHERE account_id = $2 AND account_id <> $1)",
}
_MUTE: Final = """
    INSERT INTO feed_mutes (account_id, subject_kind, subject_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
_FORGET: Final = "DELETE FROM feed_mutes WHERE account_id = $1"
_UNMUTE: Final = "DELETE FROM feed_mutes WHERE account_id = $1 AND subject_kind = $2 AND subject_id = $3"


async def mute_in_feed(conn: Connection, *, account_id: UUID, subject_kind: str, subject_id: UUID) -> None:
    """Keep a joined circle, or a person, out of *account_id*'s feed; twice is once.

    Args:
        subject_kind: `circle` or `account`.

    Raises:
        NotFound: no such person, or a circle that was not joined.
    """
    known = subject_kind in _SUBJECT
    if not known or not await conn.fetchval(_SUBJECT[subject_kind], account_id, subject_id):
        raise NotFound
    await conn.execute(_MUTE, account_id, subject_kind, subject_id)


async def unmute_in_feed(conn: Connection, *, account_id: UUID, subject_kind: str, subject_id: UUID) -> None:
    """Let it in again."""
    await conn.execute(_UNMUTE, account_id, subject_kind, subject_id)


async def forget_mutes(conn: Connection, *, account_id: UUID) -> None:
    """Forget everything that *account_id* kept quiet."""
    await conn.execute(_FORGET, account_id)
