"""Guess what a repair costs and what is broken, or take one's guess back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.circles.tools import tell_changed
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.gadgets.types import NewGuess
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM gadgets WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = "SELECT made_by, device, state, removed_at FROM gadgets WHERE circle_id = $1 AND id = $2"
# What staff took away does not come back by guessing again.
_GUESS: Final = """
    INSERT INTO price_guesses AS g (circle_id, gadget_id, account_id, id, low_minor, high_minor, cause, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, COALESCE($8, now()))
    ON CONFLICT (circle_id, gadget_id, account_id) DO UPDATE
       SET low_minor = excluded.low_minor, high_minor = excluded.high_minor, cause = excluded.cause,
           at = excluded.at
     WHERE g.removed_at IS NULL
    RETURNING id
"""
_FIND: Final = """
    SELECT account_id FROM price_guesses
     WHERE circle_id = $1 AND gadget_id = $2 AND id = $3 AND removed_at IS NULL
       FOR UPDATE
"""
_DROP: Final = "DELETE FROM price_guesses WHERE circle_id = $1 AND gadget_id = $2 AND id = $3"
_HIDE: Final = "UPDATE price_guesses SET removed_at = now() WHERE circle_id = $1 AND id = $2"


class GuessingOver(Refusal):
    """The bench has said its price, so nobody guesses any more. The guesses stay beside it."""


class GuessTaken(Refusal):
    """Your guess was taken away by those who look after the circle. They can bring it back."""


class RangeRefused(Refusal):
    """The lower amount comes first. Turn them round."""

    status = 400


async def guess_price(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    gadget_id: UUID,
    new: NewGuess,
    at: datetime | None = None,
) -> UUID:
    """Guess, and return the guess; again replaces it.

    Args:
        at: When it was guessed, of what is told later.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits: see `Access`.
        RangeRefused: the lower is above the higher.
        NotFound, GuessingOver: there is no such thing at the bench, or its price is known.
        GuessTaken: staff took the person's guess away.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the gadget.
    """
    access.must_write()
    must_be_in_order(new.low, new.high)
    cause = visible(new.cause, lines=True)[:200]
    if cause:
        access.must_take_words()
        must_pass(screener, cause, kind="comment", never=CONTACTS, house=access.house)
    facts = await must_be_at_bench(conn, access.circle_id, gadget_id)
    if facts["state"] != "waiting":
        raise GuessingOver
    guess_id: UUID | None = await conn.fetchval(
        _GUESS, access.circle_id, gadget_id, access.account_id, new_id(), new.low * 100, new.high * 100,
        cause, at,
    )  # fmt: skip
    if guess_id is None:
        raise GuessTaken
    await tell_changed(conn, access.circle_id, "gadget", gadget_id)
    return guess_id


def must_be_in_order(low: int, high: int) -> None:
    """Raises RangeRefused unless *low* is at most *high*."""
    if low > high:
        raise RangeRefused


async def must_be_at_bench(conn: Connection, circle_id: UUID, gadget_id: UUID) -> Row:
    """Lock a gadget and return what it says; raises NotFound unless it is there."""
    await conn.execute(_LOCK, circle_id, gadget_id)
    facts = await conn.fetchrow(_FACTS, circle_id, gadget_id)
    if facts is None or facts["removed_at"] is not None:
        raise NotFound
    return facts


async def remove_guess(
    conn: Connection, *, access: Access, gadget_id: UUID, guess_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Take a guess of one's own back, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such guess.
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: the guess, then audit_head.
    """
    row = await conn.fetchrow(_FIND, access.circle_id, gadget_id, guess_id)
    if row is None:
        raise NotFound
    place = (access.circle_id, gadget_id, guess_id)

    async def drop() -> None:
        await conn.execute(_DROP, *place)
        await tell_changed(conn, access.circle_id, "gadget", gadget_id)

    await remove_thing(
        conn,
        access=access,
        thing=Thing("gadget", "price_guess", guess_id, row["account_id"], gadget_id),
        drop=drop,
        hide=_HIDE,
        reason=reason,
    )
