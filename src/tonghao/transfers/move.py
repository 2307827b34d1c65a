"""Move money between wallets and escrow, once its payer meant it and may move as much."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.brake_feature import must_run
from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.ledger.accounts import NewAccount, account_id_of, open_accounts, unless_closed
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.transfers.tell import Told
from tonghao.wallets.confirm import PayConfirmation, confirm_payment
from tonghao.wallets.limits import Kind, check_limits, take_back
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import new_wallet, open_wallet, open_wallets
from tonghao.wallets.refused import (
    CurrencyDiffers,
    InsufficientBalance,
    WalletClosed,
    WalletFrozen,
    refusal_of,
)
from tonghao.wallets.tell import wallet_moved

# What the books may say, for the answers of routes.
MOVING: Final = (InsufficientBalance, WalletFrozen, WalletClosed, CurrencyDiffers)


class Payer(msgspec.Struct, frozen=True):
    """Who pays, and what they showed for it.

    Attributes:
        caller: None where nobody asks: what the demo tells was meant.
    """

    account_id: UUID
    caller: Caller | None = None
    confirmation: PayConfirmation | None = None


def must_have_moved(refusal: str | None) -> None:
    """Raise what the books' *refusal* means; called after the commit, so that it stays remembered.

    Raises:
        InsufficientBalance, WalletFrozen, WalletClosed, CurrencyDiffers: what it says.
    """
    if refusal is not None:
        raise refusal_of(refusal)


async def must_spend(
    conn: Connection, payer: Payer, *, kind: Kind, amount_minor: int, currency: str, at: datetime
) -> tuple[str, ...]:
    """Let *payer* move as much now, and count it.

    Returns:
        As what it was counted, for where the books refuse.

    Raises:
        FeatureStopped: the whole place moves no money between people for now.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `confirm_payment`.
    """
    await must_run(conn, "transfers")
    if payer.caller is not None:
        return await confirm_payment(
            conn,
            payer.caller,
            kind=kind,
            amount_minor=amount_minor,
            confirmation=payer.confirmation,
            now=at,
            currency=currency,
        )
    await check_limits(
        conn, account_id=payer.account_id, kind=kind, amount_minor=amount_minor, currency=currency
    )
    return (kind,)


async def move_between(
    conn: Connection,
    *,
    group_id: UUID,
    payer_id: UUID,
    payee_id: UUID,
    counted: Sequence[str],
    amount_minor: int,
    currency: str,
    code: str,
    cause_kind: str,
    cause_id: UUID,
    title: str,
) -> str | None:
    """From one person's wallet to another's at once; the books' refusal, or None.

    Args:
        counted: As what it was counted; counted no longer where the books refuse.
        title: What stands beside it in both histories.
    """
    payer, payee = await open_wallets(conn, [payer_id, payee_id], currency)
    group = Group(group_id, currency, (Leg(payer, payee, amount_minor, code),), cause_kind, cause_id)
    told = [wallet_moved(one, cause_kind, cause_id) for one in (payer_id, payee_id)]
    posted = await post_group(conn, group, told)
    if posted.refusal is not None:
        await take_back(conn, account_id=payer_id, counted=counted, amount_minor=amount_minor)
        return posted.refusal
    for one, other in ((payer_id, payee_id), (payee_id, payer_id)):
        await note_cause(
            conn, account_id=one, other_id=other, cause_kind=cause_kind, cause_id=cause_id, title=title
        )
    return None


async def move_into_escrow(
    conn: Connection,
    *,
    transfer_id: UUID,
    payer_id: UUID,
    payee_id: UUID,
    counted: Sequence[str],
    amount_minor: int,
    currency: str,
    title: str,
    told: Sequence[Told] = (),
) -> str | None:
    """From the sender's wallet into the transfer's own account; the books' refusal, or None.

    Args:
        told: What is told along with the money, if it moves.
    """
    needed = [new_wallet(payer_id, currency), NewAccount("transfer", transfer_id, "escrow", currency)]
    payer, escrow = await open_accounts(conn, needed)
    leg = Leg(payer, escrow, amount_minor, "transfer_sent")
    group = Group(transfer_id, currency, (leg,), "transfer", transfer_id)
    posted = await post_group(conn, group, [wallet_moved(payer_id, "transfer", transfer_id), *told])
    if posted.refusal is not None:
        await take_back(conn, account_id=payer_id, counted=counted, amount_minor=amount_minor)
        return posted.refusal
    await note_cause(
        conn,
        account_id=payer_id,
        cause_kind="transfer",
        cause_id=transfer_id,
        other_id=payee_id,
        title=title,
    )
    return None


async def move_out_of_escrow(
    conn: Connection,
    *,
    group_id: UUID,
    transfer_id: UUID,
    account_id: UUID,
    amount_minor: int,
    currency: str,
    code: str,
    goes_back: bool = False,
) -> str | None:
    """From the transfer's own account into somebody's wallet; the books' refusal, or None.

    Args:
        goes_back: Whether it is the sender's own money: if they have left it goes to `unclaimed`.
    """
    wallet = await open_wallet(conn, account_id, currency)
    if goes_back:
        wallet = await unless_closed(conn, wallet, currency)
    escrow = account_id_of("transfer", transfer_id, "escrow", currency)
    leg = Leg(escrow, wallet, amount_minor, code)
    group = Group(group_id, currency, (leg,), "transfer", transfer_id)
    told = [wallet_moved(account_id, "transfer", transfer_id)]
    return (await post_group(conn, group, told)).refusal


async def note_transfer(
    conn: Connection, transfer_id: UUID, *, account_id: UUID, other_id: UUID, title: str
) -> None:
    """Let the history of *account_id* say with whom a transfer was and what it was for.

    The screens of the wallet are told with the money.
    """
    await note_cause(
        conn,
        account_id=account_id,
        cause_kind="transfer",
        cause_id=transfer_id,
        other_id=other_id,
        title=title,
    )
