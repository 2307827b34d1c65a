"""Decide: the exact path. All is locked in order, then each group is decided behind the one before it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.ledger.plan import array_of, hex_of, leg_ids_of
from tonghao.ledger.types import Group, KeyReused, Leg, Posted, Reason, fingerprint_of, leg_id_of

# Locks keys and accounts in order, and only then reads, each in a statement of its own, but in one round.
_LOOK: Final = """
    SELECT accounts, currencies, floors, statuses, balances, refused, reasons, prints, is_known
      FROM ledger_books($1::text::uuid[], $2::text::uuid[], $3::text::uuid[])
"""
_PERMITTED: Final = "SELECT group_id FROM ledger_permits WHERE group_id = ANY($1::uuid[])"
_POSTED: Final = """
    SELECT t.id, t.group_id, t.leg, t.leg_count, t.debit_id, t.credit_id, t.amount_minor, t.currency, t.code,
           t.cause_kind, t.cause_id, t.reverses_id
      FROM ledger_transfers t WHERE t.id = ANY($1::uuid[])
"""


class Standing(msgspec.Struct):
    """An account while a batch is decided."""

    currency: str
    floor_minor: int
    status: str
    balance_minor: int


class Books:
    """What is true of the accounts and keys of a batch, behind their locks.

    Attributes:
        accounts: Only those that are open, frozen or closed; what is missing is missing.
        known: Outcome and fingerprint of keys that were used before; the group itself where it was used
            in this batch.
        permitted: Groups that the platform signed; looked up only where an account is frozen.
    """

    def __init__(
        self,
        accounts: dict[UUID, Standing],
        known: dict[UUID, tuple[Reason | None, bytes | Group]],
        permitted: frozenset[UUID] = frozenset(),
    ) -> None:
        self.accounts = accounts
        self.known = known
        self.permitted = permitted

    def decide(self, group: Group) -> Posted | KeyReused:
        """What becomes of *group* now; the next one sees what this one did."""
        if group.id in self.known:
            refusal, printed = self.known[group.id]
            is_same = printed in {group, fingerprint_of(group)}
            return Posted(group.id, refusal, True) if is_same else KeyReused()
        refusal, moved = None, 0
        for leg in group.legs:
            refusal = self._move(leg, group.currency, is_permitted=group.id in self.permitted)
            if refusal is not None:
                break
            moved += 1
        if refusal is not None:
            for leg in group.legs[:moved]:
                self.accounts[leg.debit_id].balance_minor += leg.amount_minor
                self.accounts[leg.credit_id].balance_minor -= leg.amount_minor
        self.known[group.id] = refusal, group
        return Posted(group.id, refusal, False)

    def _move(self, leg: Leg, currency: str, *, is_permitted: bool) -> Reason | None:
        debit, credit = self.accounts.get(leg.debit_id), self.accounts.get(leg.credit_id)
        if debit is None or credit is None:
            return "account_missing"
        if debit.currency != currency or credit.currency != currency:
            return "currency_differs"
        if "closed" in {debit.status, credit.status}:
            return "account_closed"
        if debit.status == "frozen" and not is_permitted:
            return "account_frozen"
        if debit.balance_minor - leg.amount_minor < debit.floor_minor:
            return "insufficient_balance"
        debit.balance_minor -= leg.amount_minor
        credit.balance_minor += leg.amount_minor
        return None


async def lock_books(conn: Connection, groups: Sequence[Group]) -> Books:
    """Lock the keys and accounts of *groups*, in the order of their identifiers, and read what is true.

    Locks: the keys, then the balances.
    """
    touched = {
        account_id.int
        for group in groups
        for leg in group.legs
        for account_id in (leg.debit_id, leg.credit_id)
    }
    row = await conn.fetchrow(
        _LOOK,
        array_of([hex_of(number) for number in touched]),
        array_of([hex_of(group.id.int) for group in groups]),
        array_of([name for group in groups for name in leg_ids_of(group.id, len(group.legs))]),
    )
    assert row is not None
    columns = [column or [] for column in row[1:5]]
    standing = {
        account_id: Standing(*one) for account_id, *one in zip(row["accounts"] or [], *columns, strict=True)
    }
    known: dict[UUID, tuple[Reason | None, bytes | Group]] = {
        group_id: (reason, printed)
        for group_id, reason, printed in zip(*(column or [] for column in row[5:8]), strict=True)
    }
    if row["is_known"]:
        for group_id, printed in (await _posted(conn, groups)).items():
            known[group_id] = None, printed
    permitted: frozenset[UUID] = frozenset()
    if any(one.status == "frozen" for one in standing.values()):
        rows = await conn.fetch(_PERMITTED, [group.id for group in groups])
        permitted = frozenset(one["group_id"] for one in rows)
    return Books(standing, known, permitted)


async def _posted(conn: Connection, groups: Sequence[Group]) -> dict[UUID, bytes]:
    """The fingerprints of those of *groups* whose keys stand in the books, as they stand there."""
    rows = await conn.fetch(
        _POSTED, [name for group in groups for name in leg_ids_of(group.id, len(group.legs))]
    )
    legs: dict[UUID, list[tuple[Any, ...]]] = {}
    for row in sorted(map(tuple, rows), key=lambda row: row[2]):
        legs.setdefault(row[1], []).append(row)
    found = {}
    for group_id, own in legs.items():
        first = own[0]
        if first[3] != len(own):  # more legs stand there than were asked for
            found[group_id] = b""
            continue
        reverses = next(group.reverses_id for group in groups if group.id == group_id)
        if first[11] != (None if reverses is None else leg_id_of(reverses, len(own) - 1)):
            found[group_id] = b""
            continue
        moved = tuple(Leg(row[4], row[5], row[6], row[8]) for row in own)
        found[group_id] = fingerprint_of(Group(group_id, first[7], moved, first[9], first[10], reverses))
    return found
