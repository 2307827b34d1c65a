"""The statement of a wallet, with the words and names that its owner knows."""

from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ledger.statement import Statement, start_of, statement_of
from tonghao.wallets.open import HOUSE_CURRENCY, wallet_of

_HOLDER: Final = """
    SELECT a.zone, p.name, p.handle FROM accounts a JOIN profiles p ON p.account_id = a.id WHERE a.id = $1
"""
# An escrow belongs to one movement, so the person behind it is the one whom the note names.
_NAMES: Final = """
    SELECT c.id, p.name
      FROM unnest($2::uuid[], $3::text[], $4::uuid[]) AS c(id, kind, cause)
      LEFT JOIN wallet_notes n ON n.account_id = $1 AND n.cause_kind = c.kind AND n.cause_id = c.cause
      LEFT JOIN ledger_accounts x ON x.id = c.id
      JOIN profiles p
        ON p.account_id = coalesce(n.other_id, CASE WHEN x.owner_kind = 'person' THEN x.owner_id END)
"""
_DAYS: Final = 366
# What a code means to its reader, in both languages, since a statement is shown to others.
WORDS: Final[dict[str, str]] = {
    "top_up": "充值 top-up",
    "withdrawal": "提现 withdrawal",
    "withdrawal_back": "提现退回 withdrawal back",
    "top_up_refund": "充值退回付款方式 top-up refunded",
    "top_up_refund_back": "没退成，回到钱包 refund back",
    "transfer_sent": "转出 transfer sent",
    "transfer_accepted": "收到转账 transfer received",
    "transfer_back": "转账退回 transfer back",
    "split_paid": "AA 收款 split bill",
    "code_paid": "扫码付款 paid by code",
    "packet_made": "发红包 red packet made",
    "packet_share": "领红包 red packet opened",
    "packet_back": "红包退回 red packet back",
    "tip_given": "打赏 tip given",
    "tip_settled": "收到打赏 tip received",
    "tip_back": "打赏退回 tip back",
    "fund_in": "交到公账 into a fund",
    "fund_out": "公账付出 out of a fund",
}


class WalletStatement(msgspec.Struct, frozen=True):
    """A statement, and what its reader needs to understand it."""

    statement: Statement
    zone: ZoneInfo
    holder: str
    names: dict[UUID, str]


async def wallet_statement(
    conn: Connection,
    account_id: UUID,
    *,
    since: date | None,
    until: date | None,
    currency: str = HOUSE_CURRENCY,
) -> WalletStatement:
    """The statement of the wallet of *account_id*, in whole days; a year when none is said.

    Raises:
        NotFound: the wallet was never opened.
        InvalidRequest: see `start_of`.
        StatementTooLong: see `statement_of`.
    """
    holder = await conn.fetchrow(_HOLDER, account_id)
    if holder is None:
        raise NotFound
    zone = ZoneInfo(holder["zone"])
    last = until or now().astimezone(zone).date()
    statement = await statement_of(
        conn,
        wallet_of(account_id, currency),
        since=start_of(since or last, zone, days_on=0 if since else -_DAYS),
        until=start_of(last, zone, days_on=1),
    )
    others = {(one.counterpart_id, one.cause_kind, one.cause_id) for one in statement.entries}
    rows = await conn.fetch(
        _NAMES, account_id, [one[0] for one in others], [one[1] for one in others], [one[2] for one in others]
    )
    return WalletStatement(
        statement, zone, f"{holder['name']} @{holder['handle']}", {row["id"]: row["name"] for row in rows}
    )
