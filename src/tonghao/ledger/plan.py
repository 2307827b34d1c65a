"""Plan: what a batch of groups does to each account, worked out before the database is asked. Pure."""

from collections.abc import Sequence
from hashlib import sha1
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from tonghao.ids import ARCHIVES
from tonghao.ledger.types import Group

_VARIANTS: Final = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_by_number: Final = attrgetter("int")


class Touched:
    """What a batch does to one account.

    Attributes:
        net: The change of its balance, all legs together.
        count: How many entries it gets.
        dip: How deep below the balance before it ever stands, never above 0.
    """

    __slots__ = ("count", "currency", "debited", "dip", "id", "net", "place")

    def __init__(self, account_id: UUID, currency: str) -> None:
        self.id = account_id
        self.currency = currency
        self.net = 0
        self.count = 0
        self.dip = 0
        self.debited = False
        self.place = 0


def leg_ids_of(group_id: UUID, count: int) -> list[str]:
    """The identifiers of *count* legs in hexadecimal: what `leg_id_of` says, five times as fast."""
    begun = sha1(ARCHIVES.bytes + f"{group_id}\x1f".encode(), usedforsecurity=False)
    found = []
    for leg in range(count):
        one = begun.copy()
        one.update(b"%d" % leg)
        digits = one.hexdigest()
        found.append(f"{digits[:12]}5{digits[13:16]}{_VARIANTS[digits[16]]}{digits[17:32]}")
    return found


def plan_of(
    groups: Sequence[Group], events: Sequence[tuple[str, str, object]] = ()
) -> list[list[Any]] | None:
    """The arguments of `ledger_post` for *groups* in this order.

    Args:
        groups: One to 256 legs together.
        events: Audience, kind and event for the outbox.

    Returns:
        None where one key stands twice or an account is used in two currencies: that must be decided
        one by one.
    """
    ids = {group.id.int for group in groups}
    if len(ids) != len(groups):
        return None
    accounts: dict[int, Touched] = {}
    legs: list[tuple[Any, ...]] = []
    for group in groups:
        currency, count = group.currency, len(group.legs)
        names = leg_ids_of(group.id, count)
        backwards = None if group.reverses_id is None else leg_ids_of(group.reverses_id, count)
        for leg, move in enumerate(group.legs):
            debit = _touched(accounts, move.debit_id, currency)
            credit = _touched(accounts, move.credit_id, currency)
            if debit.currency != currency or credit.currency != currency:
                return None
            amount = move.amount_minor
            debit.net -= amount
            debit.count += 1
            debit.debited = True
            if debit.net < debit.dip:  # noqa: PLR1730 - a call costs three times as much
                debit.dip = debit.net
            credit.net += amount
            credit.count += 1
            legs.append(
                (names[leg], group.id, leg, count, debit, credit, amount, move.code, group.cause_kind,
                 group.cause_id, None if backwards is None else backwards[count - 1 - leg],
                 debit.count, debit.net, credit.count, credit.net)
            )  # fmt: skip
    return _arguments(sorted(accounts.values(), key=lambda one: one.id.int), groups, legs, events)


def _touched(accounts: dict[int, Touched], account_id: UUID, currency: str) -> Touched:
    found = accounts.get(account_id.int)
    if found is None:
        found = accounts[account_id.int] = Touched(account_id, currency)
    return found


def _arguments(
    accounts: list[Touched],
    groups: Sequence[Group],
    legs: list[tuple[Any, ...]],
    events: Sequence[tuple[str, str, object]],
) -> list[list[Any]]:
    for place, account in enumerate(accounts, 1):
        account.place = place
    columns: list[list[Any]] = [list(column) for column in zip(*legs, strict=True)]
    columns[4] = [account.place for account in columns[4]]
    columns[5] = [account.place for account in columns[5]]
    told: list[list[Any]] = [list(column) for column in zip(*events, strict=True)] or [[], [], []]
    return [
        [account.id for account in accounts],
        [account.currency for account in accounts],
        [account.net for account in accounts],
        [account.count for account in accounts],
        [account.dip for account in accounts],
        [account.debited for account in accounts],
        sorted((group.id for group in groups), key=_by_number),
        *columns,
        *told,
    ]
