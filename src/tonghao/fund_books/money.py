"""Money of a fund in the ledger: gifts come in, payouts go out, each with its line in the book."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_changed
from tonghao.db import Connection, Row
from tonghao.errors import InvalidRequest, NotFound, Refusal
from tonghao.fund_books.enter import SecondPersonNeeded, lock_fund, write_line
from tonghao.fund_books.types import NewGift, NewPayout
from tonghao.ids import derived_id, new_id
from tonghao.ledger.accounts import account_id_of, open_account
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, KeyReused, Leg
from tonghao.money import decimal_of, minor_of
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import Payer, must_spend
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.wallets.limits import take_back
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import open_wallet
from tonghao.wallets.tell import tell_wallet

_GIVEN: Final = """
    SELECT entered_by, amount_minor FROM fund_entries WHERE circle_id = $1 AND fund_id = $2 AND group_id = $3
"""
_FUND: Final = """
    SELECT title, currency, held_minor, balance_minor, last_number FROM funds WHERE circle_id = $1 AND id = $2
"""
_PROPOSE: Final = """
    INSERT INTO fund_payouts (circle_id, id, fund_id, to_id, amount_minor, purpose, proposed_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_PAYOUT: Final = """
    SELECT id, to_id, amount_minor, purpose, proposed_by, state, tries
      FROM fund_payouts WHERE circle_id = $1 AND fund_id = $2 AND id = $3
"""
_END: Final = """
    UPDATE fund_payouts SET state = $3, ended_by = $4, ended_at = $5 WHERE circle_id = $1 AND id = $2
"""
_AGAIN: Final = "UPDATE fund_payouts SET tries = tries + 1 WHERE circle_id = $1 AND id = $2"
_IS_MEMBER: Final = "SELECT EXISTS (SELECT FROM memberships WHERE circle_id = $1 AND account_id = $2)"


class HeldShort(Refusal):
    """There is not as much of the fund's money in the wallet of the fund. The details say what is there."""


class PayoutEnded(Refusal):
    """This payout has been decided already."""


class GiftDone(NamedTuple):
    """What came of a movement: the books' refusal is remembered with the same commit."""

    refusal: str | None


async def give_to_fund(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    fund_id: UUID,
    payer: Payer,
    new: NewGift,
    at: datetime,
) -> GiftDone:
    """Move money from the giver's wallet into the fund, with a line in its book; one key, one gift.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits: see `Access`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: the key is none that a device makes.
        KeyReused: the key stands for another gift.
        NotFound: no such fund.
        AmountRefused, TextRefused, CheckerAway: amount and words.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `must_spend`.

    Emits: tool.changed, wallet.moved. Locks: the fund, then the giver's wallet.
    """
    must_be_own_key(new.id)
    access.must_write()
    access.must_take_words()
    await must_use(conn, access.circle_id, "fund")
    purpose = visible(new.purpose)[:200] or "转入公账"
    must_pass(screener, purpose, kind="post", house=access.house)
    facts = await _locked(conn, access, fund_id)
    amount = minor_of(new.amount, facts["currency"])
    known = await conn.fetchrow(_GIVEN, access.circle_id, fund_id, new.id)
    if known is not None:
        if tuple(known) != (payer.account_id, amount):
            raise KeyReused
        return GiftDone(None)
    currency = facts["currency"]
    counted = await must_spend(conn, payer, kind="transfer", amount_minor=amount, currency=currency, at=at)
    wallet = await open_wallet(conn, payer.account_id, currency)
    fund = await open_account(conn, owner_kind="fund", owner_id=fund_id, purpose="wallet", currency=currency)
    leg = Leg(wallet, fund, amount, "fund_in")
    posted = await post_group(conn, Group(new.id, currency, (leg,), "fund", new.id))
    if posted.refusal is not None:
        await take_back(conn, account_id=payer.account_id, counted=counted, amount_minor=amount)
        return GiftDone(posted.refusal)
    await write_line(
        conn, access, fund_id, facts, amount_minor=amount, day=at.date(), purpose=purpose, group_id=new.id
    )
    await _note(conn, payer.account_id, new.id, facts["title"])
    return GiftDone(None)


async def propose_payout(
    conn: Connection, *, screener: TextScreener, access: Access, fund_id: UUID, new: NewPayout, at: datetime
) -> UUID:
    """Propose that the fund pays somebody of the circle; another one of the staff lets the money go.

    Raises:
        NotAllowed: the person does not look after the circle.
        CircleClosed, CircleReadOnly, EachTextWaits, ToolNotUsed: see `enter`.
        NotFound: no such fund, or nobody of that name in the circle.
        AmountRefused, TextRefused, CheckerAway, InvalidRequest: amount and words.
        HeldShort: the fund has not as much in the ledger.

    Emits: tool.changed. Locks: the fund.
    """
    access.must_help()
    access.must_take_words()
    await must_use(conn, access.circle_id, "fund")
    purpose = visible(new.purpose)[:200]
    if not purpose:
        raise InvalidRequest(reason="purpose: nothing of it can be seen")
    must_pass(screener, purpose, kind="post", house=access.house)
    facts = await _locked(conn, access, fund_id)
    amount = minor_of(new.amount, facts["currency"])
    if not await conn.fetchval(_IS_MEMBER, access.circle_id, new.to_id):
        raise NotFound
    _must_hold(facts, amount)
    payout_id = new_id()
    about = (new.to_id, amount, purpose, access.account_id, at)
    await conn.execute(_PROPOSE, access.circle_id, payout_id, fund_id, *about)
    await tell_changed(conn, access.circle_id, "fund", fund_id)
    return payout_id


async def second_payout(
    conn: Connection, *, access: Access, fund_id: UUID, payout_id: UUID, at: datetime
) -> GiftDone:
    """Let the money go that somebody else proposed; twice is once.

    Raises:
        NotAllowed: the person does not look after the circle.
        NotFound: no such payout.
        SecondPersonNeeded: they proposed it themselves, or it would go to them.
        PayoutEnded: it was refused.
        HeldShort: the fund has not as much any more.
        PayeeStopped, PayeeBlocked: see `must_reach`.

    Emits: tool.changed, wallet.moved. Locks: the fund, then its account and the payee's wallet.
    """
    access.must_help()
    facts = await _locked(conn, access, fund_id)
    payout = await _payout(conn, access, fund_id, payout_id)
    if payout["state"] == "paid":
        return GiftDone(None)
    if payout["state"] != "proposed":
        raise PayoutEnded
    second = access.account_id
    if second is None or second in {payout["proposed_by"], payout["to_id"]}:
        raise SecondPersonNeeded
    amount, currency, to_id = payout["amount_minor"], facts["currency"], payout["to_id"]
    _must_hold(facts, amount)
    await must_reach(conn, second, to_id, strangers=True)
    key = derived_id("fund_out", str(payout_id), str(payout["tries"]))
    fund = account_id_of("fund", fund_id, "wallet", currency)
    leg = Leg(fund, await open_wallet(conn, to_id, currency), amount, "fund_out")
    posted = await post_group(conn, Group(key, currency, (leg,), "fund", payout_id))
    if posted.refusal is not None:
        await conn.execute(_AGAIN, access.circle_id, payout_id)
        return GiftDone(posted.refusal)
    await write_line(
        conn,
        access,
        fund_id,
        facts,
        amount_minor=-amount,
        day=at.date(),
        purpose=payout["purpose"],
        group_id=key,
        entered_by=payout["proposed_by"],
        confirmed_by=second,
    )
    await conn.execute(_END, access.circle_id, payout_id, "paid", second, at)
    await _note(conn, to_id, payout_id, facts["title"])
    return GiftDone(None)


async def refuse_payout(
    conn: Connection, *, access: Access, fund_id: UUID, payout_id: UUID, at: datetime
) -> None:
    """Say no to a payout, or take one's own proposal back; twice is once.

    Raises:
        NotAllowed: the person does not look after the circle.
        NotFound: no such payout.
        PayoutEnded: it was paid.

    Emits: tool.changed. Locks: the fund.
    """
    access.must_help()
    await _locked(conn, access, fund_id)
    payout = await _payout(conn, access, fund_id, payout_id)
    if payout["state"] == "refused":
        return
    if payout["state"] != "proposed":
        raise PayoutEnded
    await conn.execute(_END, access.circle_id, payout_id, "refused", access.account_id, at)
    await tell_changed(conn, access.circle_id, "fund", fund_id)


async def _locked(conn: Connection, access: Access, fund_id: UUID) -> Row:
    await lock_fund(conn, access.circle_id, fund_id)
    facts = await conn.fetchrow(_FUND, access.circle_id, fund_id)
    assert facts is not None
    return facts


async def _payout(conn: Connection, access: Access, fund_id: UUID, payout_id: UUID) -> Row:
    payout = await conn.fetchrow(_PAYOUT, access.circle_id, fund_id, payout_id)
    if payout is None:
        raise NotFound
    return payout


def _must_hold(facts: Row, amount: int) -> None:
    if facts["held_minor"] < amount:
        raise HeldShort(held=decimal_of(facts["held_minor"], facts["currency"]))


async def _note(conn: Connection, account_id: UUID, cause_id: UUID, title: str) -> None:
    await note_cause(conn, account_id=account_id, cause_kind="fund", cause_id=cause_id, title=title)
    await tell_wallet(conn, account_id=account_id, cause_kind="fund", cause_id=cause_id)
