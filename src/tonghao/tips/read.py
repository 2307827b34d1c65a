"""Every query about tips that changes nothing."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.caller import Caller
from tonghao.circles.access import Access
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.money import decimal_of
from tonghao.tips.allow import TipsPaused, must_be_tippable
from tonghao.tips.types import CircleTipping, Tip, TipChoice, TipPause, Tipping
from tonghao.wallets.limits import MinorsDoNot, list_allowances

_TIP: Final = """
    SELECT id, circle_id, post_id, amount_minor, currency, state, given_at, settles_at, ended_at
      FROM tips WHERE id = $1 AND $2 IN (from_id, to_id)
"""
_MINE: Final = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM tips
     WHERE post_id = $2 AND circle_id = $1 AND from_id = $3 AND state <> 'returned'
"""
_CHOICE: Final = "SELECT takes_tips FROM tip_choices WHERE account_id = $1"
_SWITCHED: Final = "SELECT is_on FROM circle_tipping WHERE circle_id = $1"


async def get_tip(conn: Connection, *, tip_id: UUID, viewer_id: UUID) -> Tip:
    """One tip, for its two people.

    Raises:
        NotFound: there is none, or it is of others.
    """
    row = await conn.fetchrow(_TIP, tip_id, viewer_id)
    if row is None:
        raise NotFound
    return Tip(
        row["id"],
        row["circle_id"],
        row["post_id"],
        decimal_of(row["amount_minor"], row["currency"]),
        row["currency"],
        row["state"],
        row["given_at"],
        row["settles_at"],
        row["ended_at"],
    )


async def get_tipping(
    conn: Connection, *, access: Access, post_id: UUID, caller: Caller, currency: str
) -> Tipping:
    """Whether the caller may tip the author of a post, how much, and why not.

    Raises:
        NotFound: there is no such post to see.
    """
    mine: int = await conn.fetchval(_MINE, access.circle_id, post_id, caller.account_id)
    given = decimal_of(mine, currency) if mine else None
    try:
        await must_be_tippable(conn, access=access, post_id=post_id, giver_id=caller.account_id)
        if caller.age_class != "adult":
            raise MinorsDoNot
    except NotFound:
        raise
    except Refusal as refusal:
        return Tipping(False, refusal.code(), None, currency, given, _pause_of(refusal))
    _, _, standings = await list_allowances(conn, caller.account_id, currency)
    left = next(one.left for one in standings if one.kind == "tip")
    return Tipping(True, None, left, currency, given, None)


def _pause_of(refusal: Refusal) -> TipPause | None:
    """What is told of a stop that others set; who may not be tipped themselves is not explained."""
    if not isinstance(refusal, TipsPaused | FeatureStopped):
        return None
    return msgspec.convert({"reason_en": "", "until": None} | refusal.details, TipPause)


async def get_choice(conn: Connection, account_id: UUID) -> TipChoice:
    """Whether somebody takes tips."""
    return TipChoice(bool(await conn.fetchval(_CHOICE, account_id)))


async def get_circle_tipping(conn: Connection, circle_id: UUID) -> CircleTipping:
    """Whether a circle has tips."""
    return CircleTipping(bool(await conn.fetchval(_SWITCHED, circle_id)))
