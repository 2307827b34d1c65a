"""What becomes of the shares of a split: paid, declined, reminded of, or dropped when it is closed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.read import blocked_pair
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.transfers.move import Payer, move_between, must_spend
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.remind import may_remind_at, must_remind
from tonghao.transfers.tell import notice_money, show_split
from tonghao.transfers.types import Moved

_LOCK: Final = "SELECT id FROM splits WHERE id = $1 FOR NO KEY UPDATE"
_SPLIT: Final = """
    SELECT id, made_by, title, currency, open_count, reminded_at, reminder_count, closed_at, created_at
      FROM splits WHERE id = $1
"""
_SHARE: Final = """
    SELECT account_id, amount_minor, state, group_id FROM split_shares WHERE split_id = $1 AND account_id = $2
"""
_PEOPLE: Final = (
    "SELECT account_id, amount_minor, state FROM split_shares WHERE split_id = $1 ORDER BY account_id"
)
_END: Final = """
    UPDATE split_shares SET state = $3, group_id = $4, ended_at = $5 WHERE split_id = $1 AND account_id = $2
"""
_COUNT: Final = """
    UPDATE splits SET open_count = open_count - 1,
                      closed_at = CASE WHEN open_count = 1 THEN $2::timestamptz END
     WHERE id = $1 RETURNING open_count
"""
_DROP: Final = (
    "UPDATE split_shares SET state = 'dropped', ended_at = $2 WHERE split_id = $1 AND state = 'open'"
)
_CLOSE: Final = "UPDATE splits SET open_count = 0, closed_at = $2 WHERE id = $1"
_REMIND: Final = "UPDATE splits SET reminded_at = $2, reminder_count = reminder_count + 1 WHERE id = $1"


class ShareSettled(Refusal):
    """Nothing is left to pay of this share. The details say how it ended."""


class SplitClosed(Refusal):
    """This split is closed; nothing is left to pay."""


async def pay_share(
    conn: Connection, *, split_id: UUID, payer: Payer, payment_id: UUID, at: datetime
) -> Moved:
    """Pay one's own share to whoever paid the bill; paid twice with one key, it is paid once.

    Raises:
        InvalidRequest: the key is none that a device makes.
        NotFound: *account_id* is not in such a split.
        ShareSettled: it was paid otherwise, declined or dropped.
        PayeeBlocked, PayeeStopped: see `must_reach`.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `must_spend`.

    Emits: split.changed, money.told. Locks: the split, then the two wallets.
    """
    must_be_own_key(payment_id)
    account_id = payer.account_id
    split, share = await _locked(conn, split_id, account_id)
    if share["state"] == "paid" and share["group_id"] == payment_id:
        return Moved(split_id)
    _must_be_open(share)
    await must_reach(conn, account_id, split["made_by"], strangers=True)
    amount, currency = share["amount_minor"], split["currency"]
    counted = await must_spend(conn, payer, kind="transfer", amount_minor=amount, currency=currency, at=at)
    refusal = await move_between(
        conn,
        group_id=payment_id,
        payer_id=account_id,
        payee_id=split["made_by"],
        counted=counted,
        amount_minor=amount,
        currency=currency,
        code="split_paid",
        cause_kind="split",
        cause_id=split_id,
        title=split["title"],
    )
    if refusal is not None:
        return Moved(split_id, refusal)
    await _end(conn, split, share, "paid", at, group_id=payment_id)
    return Moved(split_id)


async def decline_share(conn: Connection, *, split_id: UUID, account_id: UUID, at: datetime) -> None:
    """Say that one does not owe it; declined twice, it is declined once.

    Raises:
        NotFound: *account_id* is not in such a split.
        ShareSettled: it ended otherwise.

    Emits: split.changed, money.told. Locks: the split.
    """
    split, share = await _locked(conn, split_id, account_id)
    if share["state"] == "declined":
        return
    _must_be_open(share)
    await _end(conn, split, share, "declined", at)


async def close_split(conn: Connection, *, split_id: UUID, account_id: UUID, at: datetime) -> None:
    """Ask for what is still open no longer; closed twice, it is closed once.

    Raises:
        NotFound: *account_id* made no such split.

    Emits: split.changed. Locks: the split.
    """
    split = await _own(conn, split_id, account_id)
    if split["closed_at"] is not None:
        return
    await conn.execute(_DROP, split_id, at)
    await conn.execute(_CLOSE, split_id, at)
    await show_split(conn, split_id, await _people(conn, split_id))


async def remind_of_split(conn: Connection, *, split_id: UUID, account_id: UUID, at: datetime) -> None:
    """Tell everybody who has not paid again: once a day, three times in all.

    Raises:
        NotFound: *account_id* made no such split.
        SplitClosed: nothing is left to pay.
        RemindedEnough: too early, or three times already.

    Emits: split.changed, money.told. Locks: the split.
    """
    split = await _own(conn, split_id, account_id)
    if split["closed_at"] is not None:
        raise SplitClosed
    must_remind(may_remind_at(split), at)
    await conn.execute(_REMIND, split_id, at)
    for share in await conn.fetch(_PEOPLE, split_id):
        # Whoever blocks the one who reminds is left alone.
        if share["state"] == "open" and not await blocked_pair(conn, account_id, share["account_id"]):
            count = split["reminder_count"] + 1
            await _notice(conn, split, share, to_maker=False, what="split_reminded", count=count)
    await show_split(conn, split_id, await _people(conn, split_id))


async def _own(conn: Connection, split_id: UUID, account_id: UUID) -> Row:
    await conn.execute(_LOCK, split_id)
    split = await conn.fetchrow(_SPLIT, split_id)
    if split is None or split["made_by"] != account_id:
        raise NotFound
    return split


async def _locked(conn: Connection, split_id: UUID, account_id: UUID) -> tuple[Row, Row]:
    await conn.execute(_LOCK, split_id)
    split = await conn.fetchrow(_SPLIT, split_id)
    share = await conn.fetchrow(_SHARE, split_id, account_id)
    if split is None or share is None or split["made_by"] == account_id:
        raise NotFound
    return split, share


def _must_be_open(share: Row) -> None:
    if share["state"] != "open":
        raise ShareSettled(state=share["state"])


async def _people(conn: Connection, split_id: UUID) -> set[UUID]:
    split = await conn.fetchrow(_SPLIT, split_id)
    shares = await conn.fetch(_PEOPLE, split_id)
    assert split is not None
    return {split["made_by"], *(share["account_id"] for share in shares)}


async def _end(
    conn: Connection, split: Row, share: Row, state: str, at: datetime, *, group_id: UUID | None = None
) -> None:
    await conn.execute(_END, split["id"], share["account_id"], state, group_id, at)
    left = await conn.fetchval(_COUNT, split["id"], at)
    await show_split(conn, split["id"], await _people(conn, split["id"]))
    what = f"share_{state}" if left or state == "declined" else "split_done"
    await _notice(conn, split, share, to_maker=True, what=what)


async def _notice(
    conn: Connection, split: Row, share: Row, *, to_maker: bool, what: str, count: int = 0
) -> None:
    await notice_money(
        conn,
        account_id=split["made_by"] if to_maker else share["account_id"],
        actor_id=share["account_id"] if to_maker else split["made_by"],
        what=what,
        subject_kind="split",
        subject_id=split["id"],
        amount_minor=share["amount_minor"],
        currency=split["currency"],
        title=split["title"],
        count=count,
    )
