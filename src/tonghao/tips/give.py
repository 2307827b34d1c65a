"""Give: somebody thanks the author of a post with money, which is held for a day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ids import derived_id
from tonghao.ledger.accounts import account_id_of, open_account
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.money import minor_of
from tonghao.tips.allow import must_be_tippable
from tonghao.tips.tell import tell_moved
from tonghao.tips.types import NewTip
from tonghao.wallets.confirm import PayConfirmation, confirm_payment
from tonghao.wallets.limits import list_allowances, take_back
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import open_wallet
from tonghao.wallets.tell import tell_wallet

HELD_FOR: Final = timedelta(hours=24)

_GIVE: Final = """
    INSERT INTO tips (id, circle_id, post_id, from_id, to_id, currency, amount_minor, given_at, settles_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_KNOWN: Final = "SELECT circle_id, post_id, from_id, amount_minor FROM tips WHERE id = $1"
_TAKE_BACK: Final = "DELETE FROM tips WHERE id = $1"


class GivenTip(msgspec.Struct, frozen=True):
    """`refusal` is the ledger's word for why nothing was given; `half`: of what more than half is used."""

    tip_id: UUID
    refusal: str | None = None
    half: Literal["day", "month"] | None = None


def escrow_of(tip_id: UUID, currency: str) -> UUID:
    """The account of the ledger that is the tip."""
    return account_id_of("tip", tip_id, "escrow", currency)


async def give_tip(
    conn: Connection,
    *,
    caller: Caller,
    circle_id: UUID,
    post_id: UUID,
    new: NewTip,
    confirmation: PayConfirmation | None,
    currency: str,
) -> GivenTip:
    """Take a tip from the giver's wallet and hold it for a day; with one identifier it is one tip.

    Raises:
        AmountRefused: of the sum.
        What `must_be_tippable` and `confirm_payment` raise; minors give none.
        IdempotencyMismatch: the identifier is that of another tip.

    Emits: tip.moved. Locks: two accounts of the ledger in id order.
    """
    amount = minor_of(new.amount, currency)
    same = (circle_id, post_id, caller.account_id, amount)
    known = await conn.fetchrow(_KNOWN, new.tip_id)
    if known is None:
        access = await access_of(conn, circle_id, caller.account_id)
        found = await must_be_tippable(conn, access=access, post_id=post_id, giver_id=caller.account_id)
        moment = now()
        row = (new.tip_id, *same[:3], found.author_id, currency, amount, moment, moment + HELD_FOR)
        if await conn.fetchval(_GIVE, *row) is not None:
            counted = await confirm_payment(
                conn,
                caller,
                kind="tip",
                amount_minor=amount,
                confirmation=confirmation,
                now=moment,
                currency=currency,
            )
            return await _pay_in(
                conn, new.tip_id, caller.account_id, found.author_id, counted, amount, currency
            )
        known = await conn.fetchrow(_KNOWN, new.tip_id)
    if known is None or tuple(known) != same:
        raise IdempotencyMismatch
    return GivenTip(new.tip_id, half=await half_of(conn, caller.account_id, currency))


async def _pay_in(
    conn: Connection,
    tip_id: UUID,
    giver_id: UUID,
    author_id: UUID,
    counted: Sequence[str],
    amount: int,
    currency: str,
) -> GivenTip:
    wallet = await open_wallet(conn, giver_id, currency)
    escrow = await open_account(conn, owner_kind="tip", owner_id=tip_id, purpose="escrow", currency=currency)
    group = Group(
        id=derived_id("tip_given", str(tip_id)),
        currency=currency,
        legs=(Leg(wallet, escrow, amount, "tip_given"),),
        cause_kind="tip",
        cause_id=tip_id,
    )
    posted = await post_group(conn, group)
    if posted.refusal is not None:
        await conn.execute(_TAKE_BACK, tip_id)
        await take_back(conn, account_id=giver_id, counted=counted, amount_minor=amount)
        return GivenTip(tip_id, posted.refusal)
    for one, other in ((giver_id, author_id), (author_id, giver_id)):
        await note_cause(conn, account_id=one, cause_kind="tip", cause_id=tip_id, other_id=other)
    await tell_wallet(conn, account_id=giver_id, cause_kind="tip", cause_id=tip_id)
    await tell_moved(conn, tip_id)
    return GivenTip(tip_id, half=await half_of(conn, giver_id, currency))


async def half_of(conn: Connection, account_id: UUID, currency: str) -> Literal["day", "month"] | None:
    """Of which limit for tips somebody has used more than half: the month counts before the day."""
    _, _, standings = await list_allowances(conn, account_id, currency)
    tips = next(one for one in standings if one.kind == "tip")
    for which, limit, left in (("month", tips.month, tips.left_month), ("day", tips.day, tips.left_day)):
        if float(limit) > 0 and float(left) < float(limit) / 2:
            return which  # type: ignore[return-value]
    return None
