"""Reverse: a mistake is met by a group that names it and takes it back, once."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ledger.post import post_group
from tonghao.ledger.read import find_reversal, list_group
from tonghao.ledger.types import Group, Leg, Posted

_LOCK: Final = "SELECT pg_advisory_xact_lock(uuid_hash_extended($1, 0))"


class AlreadyReversed(Refusal):
    """This movement was taken back before, or itself takes another one back. It cannot be done again."""


class ReversalTooLarge(Refusal):
    """More cannot be taken back than was moved. Enter a smaller amount."""

    status = 400


async def reverse_group(
    conn: Connection,
    *,
    group_id: UUID,
    id: UUID,
    cause_kind: str,
    cause_id: UUID,
    code: str = "reversal",
    amount_minor: int | None = None,
) -> Posted:
    """Send everything that *group_id* moved back, leg by leg, the last one first.

    Args:
        group_id: What is taken back.
        id: The key of the reversal; the same key has the same outcome for ever.
        amount_minor: A part of a group of one leg, at least 1; None for all of it. Also after a part
            nothing more is taken back.

    Returns:
        Refused when the money is no longer where it went; the same reversal may be tried with a new key.

    Raises:
        NotFound: nothing was posted under *group_id*.
        AlreadyReversed: another key took it back, or it is a reversal.
        ReversalTooLarge: *amount_minor* is above what was moved, or a part of several legs.
        KeyReused: see `post_group`.

    Locks: the key of the original, then as `post_group`.
    """
    await conn.execute(_LOCK, group_id)
    moved = await list_group(conn, group_id)
    if not moved:
        raise NotFound
    done = await find_reversal(conn, group_id)
    if moved[0].reverses_id is not None or done not in {None, id}:
        raise AlreadyReversed
    if amount_minor is not None and (len(moved) > 1 or not 0 < amount_minor <= moved[0].amount_minor):
        raise ReversalTooLarge
    legs = tuple(
        Leg(one.credit_id, one.debit_id, amount_minor or one.amount_minor, code) for one in reversed(moved)
    )
    return await post_group(conn, Group(id, moved[0].currency, legs, cause_kind, cause_id, group_id))
