"""Limits: one table of how much may move, by what is known of the person and by what they do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.money import EXPONENTS, decimal_of

Kind = Literal["top_up", "withdrawal", "transfer", "packet", "tip", "code_pay"]
Tier = Literal["minor", "mail", "phone", "identity"]
KINDS: Final[tuple[Kind, ...]] = ("top_up", "withdrawal", "transfer", "packet", "tip", "code_pay")
TIERS: Final[tuple[Tier, ...]] = ("minor", "mail", "phone", "identity")


class Limit(msgspec.Struct, frozen=True):
    """How much at once, in 24 hours and in 30 days, in whole units of the house's currency."""

    each: int
    day: int
    month: int

    def minor(self, which: str, currency: str) -> int:
        """One of the three in minor units."""
        whole: int = getattr(self, which)
        minor: int = whole * 10 ** EXPONENTS[currency]
        return minor

    def decimal(self, which: str, currency: str) -> str:
        """One of the three as people write it."""
        return decimal_of(self.minor(which, currency), currency)


# The one table. Tier 0 is "mail": a mail address was checked; 1 is "phone"; 2 is "identity", which nobody
# reaches yet. Minors stand below both, whatever was checked, and give no tips.
LIMITS: Final[dict[Tier, dict[Kind, Limit]]] = {
    "minor": {
        "top_up": Limit(50, 100, 300),
        "withdrawal": Limit(50, 100, 300),
        "transfer": Limit(50, 100, 300),
        "packet": Limit(20, 50, 200),
        "tip": Limit(0, 0, 0),
        "code_pay": Limit(50, 100, 300),
    },
    "mail": {
        "top_up": Limit(200, 500, 2_000),
        "withdrawal": Limit(200, 500, 2_000),
        "transfer": Limit(200, 500, 2_000),
        "packet": Limit(200, 500, 2_000),
        "tip": Limit(50, 100, 300),
        "code_pay": Limit(200, 500, 2_000),
    },
    "phone": {
        "top_up": Limit(1_000, 3_000, 10_000),
        "withdrawal": Limit(1_000, 3_000, 10_000),
        "transfer": Limit(1_000, 3_000, 10_000),
        "packet": Limit(2_000, 5_000, 20_000),
        "tip": Limit(200, 500, 2_000),
        "code_pay": Limit(1_000, 3_000, 10_000),
    },
    "identity": {
        "top_up": Limit(10_000, 50_000, 200_000),
        "withdrawal": Limit(10_000, 50_000, 200_000),
        "transfer": Limit(10_000, 50_000, 200_000),
        "packet": Limit(20_000, 50_000, 200_000),
        "tip": Limit(500, 2_000, 10_000),
        "code_pay": Limit(10_000, 50_000, 200_000),
    },
}
# What raises the limits next; nobody can have their identity checked yet.
_RAISED_BY: Final[dict[Tier, str | None]] = {"minor": None, "mail": "phone", "phone": None, "identity": None}

# Counted in hours and looked at over the last 24 hours and 30 days: no zone of anybody's clock gives a second
# day. An hour counts until all of it is as long ago, so that a day is never less than 24 hours. The lock lets
# two payments at one moment see one another, also where one of them is the last of its hour.
_USE: Final = "SELECT kind, day, month, age_class, phone FROM wallet_use($1, $2, $3)"
_GIVE_BACK: Final = """
    UPDATE wallet_uses SET amount_minor = amount_minor - $3
     WHERE account_id = $1 AND kind = $2
       AND hour = (SELECT max(u.hour) FROM wallet_uses u
                    WHERE u.account_id = $1 AND u.kind = $2 AND u.amount_minor >= $3
                      AND u.hour <= coalesce($4::timestamptz, told_now()))
"""
_USED: Final = """
    SELECT kind,
           coalesce(sum(amount_minor) FILTER (WHERE hour > told_now() - interval '25 hours'), 0)::bigint
               AS day,
           sum(amount_minor)::bigint AS month
      FROM wallet_uses
     WHERE account_id = $1 AND hour > told_now() - interval '721 hours'
     GROUP BY kind
"""
_KNOWN: Final = "SELECT age_class, phone IS NOT NULL AS phone FROM accounts WHERE id = $1"


class LimitReached(Refusal):
    """This is more than may move at present. What is left, and what raises it, stands beside it."""

    status = 403


class MinorsDoNot(Refusal):
    """This is for adults only. Nothing was moved."""

    status = 403


class Allowance(msgspec.Struct, frozen=True):
    """What one kind of movement may still be: at once, and what is left of 24 hours and of 30 days."""

    kind: Kind
    each: str
    day: str
    month: str
    left_day: str
    left_month: str
    left: str


async def tier_of(conn: Connection, account_id: UUID) -> Tier:
    """What is known of the person.

    Raises:
        NotFound: there is no such account.
    """
    return _tier_from(await conn.fetchrow(_KNOWN, account_id))


def _tier_from(row: Row | None) -> Tier:
    if row is None or row["age_class"] is None:
        raise NotFound
    if row["age_class"] == "minor":
        return "minor"
    return "phone" if row["phone"] else "mail"


async def use(
    conn: Connection, *, account_id: UUID, kinds: Sequence[str], amount_minor: int
) -> dict[str, Row]:
    """Count *amount_minor* as each of *kinds*, and return what the last 24 hours and 30 days come to with it.

    Locks: the person's uses, then their rows of these kinds and this hour.
    """
    rows = await conn.fetch(_USE, account_id, kinds, amount_minor)
    return {row["kind"]: row for row in rows}


async def check_limits(
    conn: Connection, *, account_id: UUID, kind: Kind, amount_minor: int, currency: str = "CNY"
) -> None:
    """Let *amount_minor* pass when the person may move it now, and count it in the same transaction.

    Raises:
        LimitReached, MinorsDoNot, NotFound: see `must_be_within`.

    Locks: see `use`.
    """
    # Counted first and looked at then: whatever raises takes the count back with everything else.
    used = await use(conn, account_id=account_id, kinds=[kind], amount_minor=amount_minor)
    must_be_within(used[kind], kind=kind, amount_minor=amount_minor, currency=currency)


def must_be_within(used: Row, *, kind: Kind, amount_minor: int, currency: str) -> None:
    """Look at what `use` counted of *kind*, *amount_minor* among it.

    Raises:
        LimitReached: it is too much at once, or with what moved in 24 hours or 30 days; `details` say which
            (`each`, `day`, `month`), what is `left`, the `tier`, and what raises it (`raised_by`).
        MinorsDoNot: minors may not do this at all.
        NotFound: there is no such account.
    """
    tier = _tier_from(used)
    limit = LIMITS[tier][kind]
    if limit.each == 0:
        raise MinorsDoNot
    left = {
        "each": limit.minor("each", currency),
        "day": limit.minor("day", currency) - (used["day"] - amount_minor),
        "month": limit.minor("month", currency) - (used["month"] - amount_minor),
    }
    passed = [which for which in ("month", "day", "each") if amount_minor > left[which]]
    if passed:
        raise LimitReached(
            kind=kind,
            tier=tier,
            which=passed[0],
            limit=limit.decimal(passed[0], currency),
            left=decimal_of(max(0, min(left.values())), currency),
            raised_by=_RAISED_BY[tier],
        )


async def give_back(
    conn: Connection, *, account_id: UUID, kind: Kind, amount_minor: int, used_at: datetime | None = None
) -> None:
    """Count a movement no longer whose money came back.

    Args:
        used_at: When it was counted: what came back a day later leaves nothing more of today. None for now.
    """
    await conn.execute(_GIVE_BACK, account_id, kind, amount_minor, used_at)


async def take_back(conn: Connection, *, account_id: UUID, counted: Sequence[str], amount_minor: int) -> None:
    """Count a payment no longer that the books refused just now.

    Args:
        counted: As what it was counted: its kind, and what `confirm_payment` gave.
    """
    for kind in counted:
        await conn.execute(_GIVE_BACK, account_id, kind, amount_minor, None)


async def list_allowances(
    conn: Connection, account_id: UUID, currency: str = "CNY"
) -> tuple[Tier, str | None, list[Allowance]]:
    """The person's tier, what raises it, and how much of each kind may still move."""
    tier = await tier_of(conn, account_id)
    used = {row["kind"]: (row["day"], row["month"]) for row in await conn.fetch(_USED, account_id)}
    allowances = []
    for kind, limit in LIMITS[tier].items():
        day, month = used.get(kind, (0, 0))
        left = {
            "each": limit.minor("each", currency),
            "day": max(0, limit.minor("day", currency) - day),
            "month": max(0, limit.minor("month", currency) - month),
        }
        allowances.append(
            Allowance(
                kind,
                limit.decimal("each", currency),
                limit.decimal("day", currency),
                limit.decimal("month", currency),
                decimal_of(left["day"], currency),
                decimal_of(left["month"], currency),
                decimal_of(min(left.values()), currency),
            )
        )
    return tier, _RAISED_BY[tier], allowances
