"""Plan: what a batch of groups does to each account, worked out before the database is asked. Pure."""

from binascii import hexlify
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha1
from struct import Struct
from typing import Final
from uuid import UUID

from tonghao.ids import ARCHIVES
from tonghao.ledger.types import Group

# Arrays travel as their text: the driver looks at every element of a list for some time, and the database
# reads the text faster than that.
Plan = list[str | Sequence[object]]

_SPACE: Final = ARCHIVES.bytes
_fields_of: Final = Struct("8s4s4s4s12s").unpack
# Where the version and the variant of an identifier stand, and those of one that derives from a name.
_KEPT: Final = ~(0xF000 << 64 | 0xC000 << 48)
_VERSION_5: Final = 0x5000 << 64 | 0x8000 << 48


class Touched:
    """What a batch does to one account.

    Attributes:
        net: The change of its balance, all legs together.
        count: How many entries it gets.
        dip: How deep below the balance before it ever stands, never above 0.
        place: Its place among the accounts in id order, from 1.
    """

    __slots__ = ("count", "currency", "debited", "dip", "net", "number", "place")

    def __init__(self, number: int, currency: str) -> None:
        self.number = number
        self.currency = currency
        self.net = 0
        self.count = 0
        self.dip = 0
        self.debited = False
        self.place = 0


def hex_of(number: int) -> str:
    """An identifier in hexadecimal, in less than half the time of formatting a number."""
    return number.to_bytes(16).hex()


def leg_ids_of(group_id: UUID, count: int) -> list[str]:
    """The identifiers of *count* legs in hexadecimal: what `leg_id_of` says, several times as fast."""
    return _leg_ids(hexlify(group_id.int.to_bytes(16)), count)


def _leg_ids(group: bytes, count: int) -> list[str]:
    begin = _SPACE + b"-".join(_fields_of(group)) + b"\x1f"
    return [_leg_id(begin + b"%d" % leg) for leg in range(count)] if count > 1 else [_leg_id(begin + b"0")]


def _leg_id(named: bytes) -> str:
    number = int.from_bytes(sha1(named, usedforsecurity=False).digest()[:16])
    return (number & _KEPT | _VERSION_5).to_bytes(16).hex()


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """*text* as an element of an array; what codes and kinds say comes again and again."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def array_of(values: Iterable[str]) -> str:
    """The text of an array of *values* that need no quotes, or have them."""
    return f"{{{','.join(values)}}}"


def _numbers(values: list[int]) -> str:
    """Numbers, or true and false, as Python itself writes a list of them."""
    return f"{{{str(values)[1:-1]}}}"


# Of each leg: debit, credit, amount, rank and running sum of its debit, then of its credit.
_Leg = tuple[Touched, Touched, int, int, int, int, int]


def plan_of(groups: Sequence[Group], told: Sequence[object] = ()) -> Plan | None:
    """The arguments of `ledger_post` for *groups* in this order.

    Args:
        groups: At least one; 256 legs together at most.
        told: Audience, kind and event for the outbox.

    Returns:
        None where one key stands twice or an account is used in two currencies: that must be decided
        one by one.
    """
    walked = _walk(groups)
    if walked is None:
        return None
    in_order, legs = walked
    for place, account in enumerate(in_order, 1):
        account.place = place
    debits, credited, *numbers = zip(*legs, strict=True)
    return [
        *_accounts(in_order),
        *_groups(groups),
        array_of([_quoted(leg.code) for group in groups for leg in group.legs]),
        _numbers([debit.place for debit in debits]),
        _numbers([credit.place for credit in credited]),
        *(_numbers(list(column)) for column in numbers),
        told,
    ]


def wishes_of(groups: Sequence[Group]) -> tuple[list[int], Plan] | None:
    """The accounts of *groups* in id order, and what `ledger_unfit` asks of each; None as in `plan_of`."""
    walked = _walk(groups)
    if walked is None:
        return None
    in_order = walked[0]
    ids, currencies, _, _, dips, debited = _accounts(in_order)
    return [account.number for account in in_order], [ids, currencies, dips, debited]


def _walk(groups: Sequence[Group]) -> tuple[list[Touched], list[_Leg]] | None:
    """From leg to leg, as if each were posted: what comes of each account, in id order, and of each leg."""
    if len({group.id.int for group in groups}) != len(groups):
        return None
    accounts: dict[int, Touched] = {}
    legs: list[_Leg] = []
    for group in groups:
        currency = group.currency
        for move in group.legs:
            debit_number, credit_number, amount = move.debit_id.int, move.credit_id.int, move.amount_minor
            debit = accounts.get(debit_number)
            if debit is None:
                debit = accounts[debit_number] = Touched(debit_number, currency)
            credit = accounts.get(credit_number)
            if credit is None:
                credit = accounts[credit_number] = Touched(credit_number, currency)
            if debit.currency != currency or credit.currency != currency:
                return None
            debit.debited = True
            debit.count += 1
            debit.net = left = debit.net - amount
            if left < debit.dip:  # noqa: PLR1730 - once a leg, and `min` costs several times as much
                debit.dip = left
            credit.count += 1
            credit.net += amount
            legs.append((debit, credit, amount, debit.count, left, credit.count, credit.net))
    return [accounts[number] for number in sorted(accounts)], legs


def _accounts(in_order: Sequence[Touched]) -> tuple[str, ...]:
    return (
        array_of([hex_of(account.number) for account in in_order]),
        array_of([_quoted(account.currency) for account in in_order]),
        _numbers([account.net for account in in_order]),
        _numbers([account.count for account in in_order]),
        _numbers([account.dip for account in in_order]),
        _numbers([account.debited for account in in_order]),
    )


def _groups(groups: Sequence[Group]) -> tuple[str, ...]:
    """What each leg has of its group."""
    ids: list[str] = []
    names: list[str] = []
    legs: list[int] = []
    counts: list[int] = []
    kinds: list[str] = []
    causes: list[str] = []
    reverses: list[str] = []
    for group in groups:
        count, name = len(group.legs), hexlify(group.id.int.to_bytes(16))
        ids += _leg_ids(name, count)
        names += [name.decode()] * count
        legs += range(count)
        counts += [count] * count
        kinds += [_quoted(group.cause_kind)] * count
        causes += [hex_of(group.cause_id.int)] * count
        reverses += (
            ["NULL"] * count if group.reverses_id is None else leg_ids_of(group.reverses_id, count)[::-1]
        )
    return (
        array_of(ids),
        array_of(names),
        _numbers(legs),
        _numbers(counts),
        array_of(kinds),
        array_of(causes),
        array_of(reverses),
    )
