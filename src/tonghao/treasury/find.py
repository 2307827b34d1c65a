"""Find: a person's accounts by their handle; an account, a transfer, a group or an order by its number."""

from typing import Final
from uuid import UUID

from tonghao.accounts.read import resolve_handles
from tonghao.db import Connection
from tonghao.ids import derived_id
from tonghao.ledger.read import find_account, find_group, find_reversal, list_accounts, list_group
from tonghao.ledger.types import Account, Transfer
from tonghao.money import decimal_of
from tonghao.treasury.names import names_of, shown
from tonghao.treasury.note_look import note_look
from tonghao.treasury.order import find_order
from tonghao.treasury.types import FoundKind, LedgerFound, LedgerTransfer

_GROUP_OF: Final = "SELECT group_id FROM ledger_transfers WHERE id = $1"
_ORDER: Final = "SELECT account_id FROM gateway_orders WHERE id = $1"
# What an order moves has an identifier that derives from the order.
_MOVED_BY_ORDER: Final = (
    ("top_up",), ("withdrawal",), ("withdrawal_paid",), ("withdrawal_back",),
    ("top_up", "unclaimed"), ("withdrawal_back", "unclaimed"),
    ("refund",), ("refund_paid",), ("top_up_refund_back",), ("top_up_refund_back", "unclaimed"),
)  # fmt: skip


async def find_in_books(conn: Connection, *, words: str, by: UUID) -> LedgerFound:
    """What *words* name in the books; nothing when they name nothing.

    Locks: the audit head.
    """
    asked = words.strip()
    wanted: UUID | None
    try:
        wanted = UUID(asked)
    except ValueError:
        wanted = (await resolve_handles(conn, [asked.removeprefix("@")])).get(asked.removeprefix("@"))
        found = await _person(conn, wanted)
    else:
        found = await _by_id(conn, wanted)
    about = next((one.owner_id for one in found.accounts if one.name.owner_kind == "person"), None)
    await note_look(conn, by=by, what="found", subject_id=wanted, about_id=about)
    return found


async def _person(conn: Connection, account_id: UUID | None) -> LedgerFound:
    if account_id is None:
        return LedgerFound("nothing", [], [], None, None, None)
    accounts = await list_accounts(conn, owner_kind="person", owner_id=account_id)
    return LedgerFound("person" if accounts else "nothing", await shown(conn, accounts), [], None, None, None)


async def _by_id(conn: Connection, wanted: UUID) -> LedgerFound:
    account = await find_account(conn, wanted)
    if account is not None:
        return LedgerFound("account", await shown(conn, [account]), [], None, None, None)
    group_id = await conn.fetchval(_GROUP_OF, wanted)
    if group_id is not None:
        return await _groups(conn, "transfer", [group_id])
    posted = await find_group(conn, wanted)
    if posted is not None and posted.refusal is not None:
        return LedgerFound("group", [], [], posted.refusal, None, None)
    if posted is not None:
        return await _groups(conn, "group", [wanted])
    if await conn.fetchval(_ORDER, wanted) is not None:
        moved = [derived_id(code, str(wanted), *way) for code, *way in _MOVED_BY_ORDER]
        return await _groups(conn, "order", moved, order_id=wanted)
    return await _person(conn, wanted)


async def _groups(
    conn: Connection, kind: FoundKind, group_ids: list[UUID], *, order_id: UUID | None = None
) -> LedgerFound:
    """The transfers of groups, the accounts that they touch, and the order that moved them."""
    transfers: list[Transfer] = []
    for group_id in group_ids:
        transfers += await list_group(conn, group_id)
    asked = next((one.cause_id for one in transfers if one.cause_kind == "gateway_order"), order_id)
    touched = dict.fromkeys(end for one in transfers for end in (one.debit_id, one.credit_id))
    accounts: list[Account] = []
    for account_id in touched:
        account = await find_account(conn, account_id)
        if account is not None:
            accounts.append(account)
    return LedgerFound(
        kind,
        await shown(conn, accounts),
        await _shown_transfers(conn, transfers),
        None,
        await find_reversal(conn, group_ids[0]) if len(group_ids) == 1 else None,
        None if asked is None else await find_order(conn, asked),
    )


async def _shown_transfers(conn: Connection, transfers: list[Transfer]) -> list[LedgerTransfer]:
    names = await names_of(conn, [end for one in transfers for end in (one.debit_id, one.credit_id)])
    return [
        LedgerTransfer(
            one.id,
            one.group_id,
            one.leg,
            names[one.debit_id],
            names[one.credit_id],
            decimal_of(one.amount_minor, one.currency),
            one.currency,
            one.code,
            one.cause_kind,
            one.cause_id,
            one.reverses_id,
            one.at,
        )
        for one in transfers
    ]
