"""An operator finds a transfer, a group, an account, an order or a person, and each look is on record."""

from typing import Any
from uuid import UUID

import pytest

from tests.world import World
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import derived_id, new_id
from tonghao.ledger.post import post_group
from tonghao.ledger.read import list_entries
from tonghao.ledger.reverse import reverse_group
from tonghao.ledger.types import Group, Leg
from tonghao.treasury.find import find_in_books
from tonghao.treasury.look import look_at_account, take_statement
from tonghao.wallets.open import open_wallet

_LOOKS = """
    SELECT e.actor_id, e.subject_id, p.about_id, p.payload->>'what' AS what
      FROM audit_entries e JOIN audit_payloads p ON p.number = e.number
     WHERE e.act = 'ledger.looked' ORDER BY e.number
"""
_HANDLE = "SELECT handle FROM profiles WHERE account_id = $1"
_ORDER = """
    INSERT INTO gateway_orders (id, account_id, gateway, kind, currency, amount_minor, state, ended_at)
    VALUES ($1, $2, 'sandbox', 'top_up', 'CNY', 700, 'succeeded', now())
"""


async def _books(here: World, conn: Connection) -> tuple[UUID, UUID, UUID, UUID]:
    """An operator, somebody with 50 yuan, the wallet, and the group that brought them."""
    operator = await here.account("苏敏", role="operator")
    who = await here.account("小满")
    wallet = await here.money(who, 50_00)
    entry = (await list_entries(conn, wallet))[0]
    return operator, who, wallet, entry.group_id


async def test_a_person_is_found_by_handle_with_balance_and_sums(here: World, conn: Connection) -> None:
    operator, who, wallet, _ = await _books(here, conn)
    handle = await conn.fetchval(_HANDLE, who)
    for words in (handle, f" @{handle.upper()} ", str(who)):
        found = await find_in_books(conn, words=words, by=operator)
        assert found.kind == "person"
        assert [(one.name.account_id, one.balance, one.status) for one in found.accounts] == [
            (wallet, "50.00", "open")
        ]
        assert found.accounts[0].name.person is not None
        assert found.accounts[0].name.person.account_id == who
    page = await look_at_account(conn, account_id=wallet, by=operator)
    assert (page.came, page.went, page.account.balance) == ("50.00", "0.00", "50.00")
    assert [(one.amount, one.balance_after, one.code) for one in page.entries] == [
        ("50.00", "50.00", "top_up")
    ]
    assert page.entries[0].counterpart.owner_kind == "gateway"


async def test_a_transfer_a_group_and_an_account_are_found_by_number(here: World, conn: Connection) -> None:
    operator, _, wallet, group_id = await _books(here, conn)
    group = await find_in_books(conn, words=str(group_id), by=operator)
    assert (group.kind, [one.amount for one in group.transfers]) == ("group", ["50.00"])
    assert {one.name.account_id for one in group.accounts} >= {wallet}
    transfer = await find_in_books(conn, words=str(group.transfers[0].transfer_id), by=operator)
    assert (transfer.kind, transfer.transfers) == ("transfer", group.transfers)
    account = await find_in_books(conn, words=str(wallet), by=operator)
    assert (account.kind, account.accounts[0].name.account_id) == ("account", wallet)
    back = await reverse_group(conn, group_id=group_id, id=new_id(), cause_kind="test", cause_id=new_id())
    assert (await find_in_books(conn, words=str(group_id), by=operator)).reversed_by == back.group_id


async def test_a_refused_group_says_why_it_moved_nothing(here: World, conn: Connection) -> None:
    operator, _, wallet, _ = await _books(here, conn)
    other = await open_wallet(conn, await here.account())
    group = Group(new_id(), "CNY", (Leg(wallet, other, 60_00, "transfer_sent"),), "test", new_id())
    assert (await post_group(conn, group)).refusal == "insufficient_balance"
    found = await find_in_books(conn, words=str(group.id), by=operator)
    assert (found.kind, found.refusal, found.transfers) == ("group", "insufficient_balance", [])


async def test_an_order_leads_to_what_it_moved(here: World, conn: Connection) -> None:
    operator, who, wallet, group_id = await _books(here, conn)
    till = (await find_in_books(conn, words=str(group_id), by=operator)).transfers[0].debit.account_id
    order_id = new_id()
    await conn.execute(_ORDER, order_id, who)
    leg = Leg(till, wallet, 700, "top_up")
    moved = Group(derived_id("top_up", str(order_id)), "CNY", (leg,), "gateway_order", order_id)
    await post_group(conn, moved)
    found = await find_in_books(conn, words=str(order_id), by=operator)
    assert (found.kind, [one.group_id for one in found.transfers]) == ("order", [moved.id])


@pytest.mark.parametrize("words", ["nobody_has_this", str(new_id()), "' OR 1=1 --", "＠"])
async def test_what_names_nothing_finds_nothing(words: str, here: World, conn: Connection) -> None:
    operator = await here.account(role="operator")
    assert (await find_in_books(conn, words=words, by=operator)).kind == "nothing"
    with pytest.raises(NotFound):
        await look_at_account(conn, account_id=new_id(), by=operator)


async def test_entries_go_on_by_keyset(here: World, conn: Connection) -> None:
    operator, who, wallet, _ = await _books(here, conn)
    for amount in range(1, 5):
        await here.money(who, amount)
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = await look_at_account(conn, account_id=wallet, by=operator, cursor=cursor, limit=2)
        seen += [one.amount for one in page.entries]
        cursor = page.next_cursor
    assert cursor is None
    assert seen == ["0.04", "0.03", "0.02", "0.01", "50.00"]


async def test_each_look_stands_in_the_audit_log(here: World, conn: Connection) -> None:
    operator, who, wallet, _ = await _books(here, conn)
    before = len(await conn.fetch(_LOOKS))
    await find_in_books(conn, words=str(wallet), by=operator)
    await look_at_account(conn, account_id=wallet, by=operator)
    statement = await take_statement(conn, account_id=wallet, by=operator, since=None, until=None)
    assert "50.00" in statement
    looks: list[Any] = (await conn.fetch(_LOOKS))[before:]
    assert [tuple(one) for one in looks] == [
        (operator, wallet, who, what) for what in ("found", "entries", "statement")
    ]
