"""Decide: the exact path. All is locked in order, then each group is decided behind the one before it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.ledger.plan import leg_ids_of
from tonghao.ledger.types import Group, KeyReused, Leg, Posted, Reason, fingerprint_of, leg_id_of

_LOCK_KEYS: Final = (
    "SELECT pg_advisory_xact_lock(uuid_hash_extended(g.id, 0)) FROM unnest($1::uuid[]) AS g(id)"
)
# The locks only lock; what is true is read by the statements behind them.
_LOCK_ACCOUNTS: Final = """
    SELECT b.account_id FROM ledger_balances b
     WHERE b.account_id = ANY($1::uuid[]) ORDER BY b.account_id FOR NO KEY UPDATE
"""
_ACCOUNTS: Final = """
    SELECT b.account_id, b.currency, b.floor_minor, b.status, b.balance_minor
      FROM ledger_balances b WHERE b.account_id = ANY($1::uuid[])
"""
_REFUSED: Final = "SELECT r.id, r.reason, r.fingerprint FROM ledger_refusals r WHERE r.id = ANY($1::uuid[])"
_POSTED: Final = """
    SELECT t.id, t.group_id, t.leg, t.leg_count, t.debit_id, t.credit_id, t.amount_minor, t.currency, t.code,
           t.cause_kind, t.cause_id, t.reverses_id
      FROM ledger_transfers t WHERE t.id = ANY($1::uuid[])
"""
_REFUSE: Final = """
    INSERT INTO ledger_refusals (id, reason, fingerprint)
    SELECT r.id, r.reason, r.fingerprint
      FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS r(id, reason, fingerprint)
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
        known: Outcome and fingerprint of keys that were used before.
    """

    def __init__(
        self, accounts: dict[UUID, Standing], known: dict[UUID, tuple[Reason | None, bytes]]
    ) -> None:
        self.accounts = accounts
        self.known = known

    def decide(self, group: Group) -> Posted | KeyReused:
        """What becomes of *group* now; the next one sees what this one did."""
        print_of = fingerprint_of(group)
        if group.id in self.known:
            refusal, printed = self.known[group.id]
            return Posted(group.id, refusal, True) if printed == print_of else KeyReused()
        before = {
            account_id: self.accounts[account_id].balance_minor
            for leg in group.legs
            for account_id in (leg.debit_id, leg.credit_id)
            if account_id in self.accounts
        }
        refusal = next((why for leg in group.legs if (why := self._move(leg, group.currency))), None)
        if refusal is not None:
            for account_id, balance in before.items():
                self.accounts[account_id].balance_minor = balance
        self.known[group.id] = refusal, print_of
        return Posted(group.id, refusal, False)

    def _move(self, leg: Leg, currency: str) -> Reason | None:
        debit, credit = self.accounts.get(leg.debit_id), self.accounts.get(leg.credit_id)
        if debit is None or credit is None:
            return "account_missing"
        if debit.currency != currency or credit.currency != currency:
            return "currency_differs"
        if "closed" in {debit.status, credit.status}:
            return "account_closed"
        if debit.status == "frozen":
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
    keys = sorted({group.id for group in groups}, key=lambda one: one.int)
    touched = {
        account_id for group in groups for leg in group.legs for account_id in (leg.debit_id, leg.credit_id)
    }
    accounts = sorted(touched, key=lambda one: one.int)
    await conn.execute(_LOCK_KEYS, keys)
    await conn.execute(_LOCK_ACCOUNTS, accounts)
    standing = {row[0]: Standing(*row[1:5]) for row in await conn.fetch(_ACCOUNTS, accounts)}
    known = {row[0]: (row[1], row[2]) for row in await conn.fetch(_REFUSED, keys)}
    for group_id, printed in (await _posted(conn, groups)).items():
        known[group_id] = None, printed
    return Books(standing, known)


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


async def remember_refusals(conn: Connection, refused: Sequence[tuple[Group, Reason]]) -> None:
    """Keep the answer for ever: the same key is refused again, whatever came meanwhile."""
    await conn.execute(
        _REFUSE,
        [group.id for group, _ in refused],
        [reason for _, reason in refused],
        [fingerprint_of(group) for group, _ in refused],
    )
