"""A write that is sent twice with one key is done once and answered alike."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import Refusal

T = TypeVar("T")

_CLAIM: Final = """
    INSERT INTO idempotency_keys (account_id, key, fingerprint) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING
    RETURNING key
"""
_FIND: Final = "SELECT fingerprint, answer FROM idempotency_keys WHERE account_id = $1 AND key = $2"
_KEEP: Final = "UPDATE idempotency_keys SET answer = $3 WHERE account_id = $1 AND key = $2"
_FORGET: Final = "DELETE FROM idempotency_keys WHERE account_id = $1"
_TRIM: Final = "DELETE FROM idempotency_keys WHERE created_at < now() - interval '7 days'"


class IdempotencyMismatch(Refusal):
    """This idempotency key was used for another request. Use a new one."""


class Key(msgspec.Struct, frozen=True):
    """The header `Idempotency-Key` of a write and what the write says.

    Attributes:
        value: 8 to 128 characters chosen by the client, best a UUIDv7; None when it sent none.
        fingerprint: SHA-256 over method, path and body.
    """

    value: str | None
    fingerprint: bytes


async def answer(
    conn: Connection, account_id: UUID, key: Key, shape: type[T], verb: Callable[[], Awaitable[T]]
) -> T:
    """Do *verb* once per (*account_id*, *key*) and give its first answer again afterwards.

    A second request that comes while the first still runs waits for it. A refusal rolls the key
    back with everything else, so the same key may try again.

    Raises:
        IdempotencyMismatch: the key stands for another request.
    """
    if key.value is None:
        return await verb()
    if await conn.fetchval(_CLAIM, account_id, key.value, key.fingerprint) is None:
        known = await conn.fetchrow(_FIND, account_id, key.value)
        if known is None or known["fingerprint"] != key.fingerprint or known["answer"] is None:
            raise IdempotencyMismatch
        return msgspec.json.decode(known["answer"], type=shape)
    done = await verb()
    await conn.execute(_KEEP, account_id, key.value, msgspec.json.encode(done))
    return done


async def trim(conn: Connection) -> None:
    """Forget keys older than a week."""
    await conn.execute(_TRIM)


async def forget(conn: Connection, account_id: UUID) -> None:
    """Forget the answers given to *account_id*: they hold what the person wrote."""
    await conn.execute(_FORGET, account_id)
