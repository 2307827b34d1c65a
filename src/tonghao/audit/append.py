"""Append: an act is written behind all acts before it."""

import secrets
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from tonghao.audit.types import Link, digest_of, hash_of
from tonghao.db import Connection

# The lock only locks: the next statement sees what the one before us committed.
_LOCK_HEAD: Final = "SELECT sole FROM audit_head WHERE sole FOR UPDATE"
_HEAD: Final = "SELECT number, hash, clock_timestamp() AS at FROM audit_head WHERE sole"

_KEEP_PAYLOAD: Final = """
    INSERT INTO audit_payloads (number, salt, about_id, payload) VALUES ($1, $2, $3, $4)
    RETURNING payload
"""

_ADD_ENTRY: Final = """
    INSERT INTO audit_entries
           (number, at, act, actor_id, subject_kind, subject_id, circle_id, digest, previous, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""

_MOVE_HEAD: Final = "UPDATE audit_head SET number = $1, hash = $2 WHERE sole"


async def append(
    conn: Connection,
    *,
    act: str,
    actor_id: UUID | None,
    subject_kind: str,
    subject_id: UUID | None,
    circle_id: UUID | None,
    payload: Mapping[str, object],
    about_id: UUID | None = None,
) -> int:
    """Write one entry and return its number.

    Call it last in a transaction: the lock on the head puts all acts of the platform in order, and
    whoever holds it until the commit keeps the others waiting.

    Args:
        conn: An open transaction; the caller commits.
        act: What was done, `noun.past_participle`.
        actor_id: Who did it; None for the machine.
        payload: Reasons and circumstances; erasable.
        about_id: The person whom the payload is about, so that it can go when they leave; an account
            as the subject is that person already.

    Locks: audit_head.
    """
    await conn.execute(_LOCK_HEAD)
    head = await conn.fetchrow(_HEAD)
    if head is None:
        raise RuntimeError("the audit log has lost its head")
    salt = secrets.token_bytes(32)
    if about_id is None and subject_kind == "account":
        about_id = subject_id
    number: int = head["number"] + 1
    kept = await conn.fetchval(_KEEP_PAYLOAD, number, salt, about_id, payload)
    link = Link(
        number,
        head["at"],
        act,
        actor_id,
        subject_kind,
        subject_id,
        circle_id,
        digest_of(salt, kept),
        head["hash"],
    )
    await _add(conn, link)
    return number


async def _add(conn: Connection, link: Link) -> None:
    own = hash_of(link)
    await conn.execute(
        _ADD_ENTRY,
        link.number,
        link.at,
        link.act,
        link.actor_id,
        link.subject_kind,
        link.subject_id,
        link.circle_id,
        link.digest,
        link.previous,
        own,
    )
    await conn.execute(_MOVE_HEAD, link.number, own)
