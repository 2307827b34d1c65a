"""Split a bill that one has paid: equally, or each their own part."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import InvalidRequest, Refusal
from tonghao.ledger.types import KeyReused
from tonghao.money import minor_of
from tonghao.screening.text import TextScreener
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.tell import notice_money, show_split
from tonghao.transfers.types import MOST_SHARES, NewSplit
from tonghao.transfers.words import noted

_KNOWN: Final = "SELECT made_by, title, method, total_minor, share_count FROM splits WHERE id = $1"
_ADD: Final = """
    INSERT INTO splits (id, made_by, title, method, total_minor, currency, share_count, open_count,
                        created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""
_ADD_SHARES: Final = """
    INSERT INTO split_shares (split_id, account_id, amount_minor, state, ended_at, created_at)
    SELECT $1, account_id, amount_minor, CASE WHEN account_id = $2 THEN 'own' ELSE 'open' END,
           CASE WHEN account_id = $2 THEN $5::timestamptz END, $5
      FROM unnest($3::uuid[], $4::bigint[]) AS s(account_id, amount_minor)
"""


class SplitTooSmall(Refusal):
    """The bill is too small for so many: each share is at least 0.01. Leave somebody out."""

    status = 400


class SharesWrong(Refusal):
    """Name each person once, at least one beside you, and give either a total or an amount for each."""

    status = 400


def equal_shares(total_minor: int, people: Sequence[UUID], split_id: UUID) -> dict[UUID, int]:
    """What each of *people* pays of *total_minor*.

    What cannot be divided, one unit each, falls to those who come first in an order that is drawn from
    the split's own identifier: it is never the same people, nobody chooses them, anybody can check it.

    Args:
        total_minor: At least one unit a person.

    Raises:
        SplitTooSmall: it is less.
    """
    each, rest = divmod(total_minor, len(people))
    if each < 1:
        raise SplitTooSmall
    drawn = sorted(people, key=lambda one: hashlib.sha256(split_id.bytes + one.bytes).digest())
    return {one: each + (place < rest) for place, one in enumerate(drawn)}


async def begin_split(
    conn: Connection, *, screener: TextScreener, made_by: UUID, new: NewSplit, currency: str, at: datetime
) -> None:
    """Write down who owes what, and tell them.

    Raises:
        InvalidRequest: the key is none that a device makes, or the title cannot be read.
        KeyReused: the key stands for another split.
        AmountRefused: see `minor_of`.
        SharesWrong, SplitTooSmall: the parts do not make sense.
        NotFound, PayeeBlocked, PayeeStopped, NotAcquainted: somebody in it cannot be asked.
        TextRefused, CheckerAway: the title.

    Emits: split.changed, money.told.
    """
    must_be_own_key(new.id)
    title = noted(screener, new.title, most=40)
    if not title:
        raise InvalidRequest(reason="title: nothing of it can be seen")
    amounts = _amounts_of(new, made_by, currency)
    total = sum(amounts.values())
    if (known := await conn.fetchrow(_KNOWN, new.id)) is not None:
        if tuple(known) != (made_by, title, new.method, total, len(amounts)):
            raise KeyReused
        return
    others = [one for one in amounts if one != made_by]
    for one in others:
        await must_reach(conn, made_by, one)
    counts = (len(amounts), len(others))
    added = await conn.fetchval(_ADD, new.id, made_by, title, new.method, total, currency, *counts, at)
    if added is None:
        return
    await conn.execute(_ADD_SHARES, new.id, made_by, list(amounts), list(amounts.values()), at)
    await show_split(conn, new.id, amounts)
    for one in others:
        await notice_money(
            conn,
            account_id=one,
            actor_id=made_by,
            what="split_came",
            subject_kind="split",
            subject_id=new.id,
            amount_minor=amounts[one],
            currency=currency,
            title=title,
        )


def _amounts_of(new: NewSplit, made_by: UUID, currency: str) -> dict[UUID, int]:
    """What each pays, by person; whoever made it is in it where their own part counts."""
    people = [share.account_id for share in new.shares]
    others = [one for one in people if one != made_by]
    if not others or len(set(people)) < len(people):
        raise SharesWrong
    if new.method == "each":
        if new.total is not None or any(share.amount is None for share in new.shares):
            raise SharesWrong
        amounts = {share.account_id: minor_of(share.amount or "", currency) for share in new.shares}
    else:
        if new.total is None or any(share.amount is not None for share in new.shares):
            raise SharesWrong
        everybody = others + ([made_by] if new.with_me else [])
        amounts = equal_shares(minor_of(new.total, currency), everybody, new.id)
    if not 1 <= len(amounts) <= MOST_SHARES:
        raise SharesWrong
    return amounts
