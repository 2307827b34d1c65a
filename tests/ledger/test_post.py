"""Money moves whole or not at all, and a key has one outcome for ever."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from tests.ledger.books import account, move, purses, several
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import derived_id, new_id
from tonghao.ledger.accounts import AccountNotEmpty, account_id_of, open_account, set_account_status
from tonghao.ledger.lock_down import lock_down
from tonghao.ledger.plan import leg_ids_of
from tonghao.ledger.post import post_fast, post_group, post_groups
from tonghao.ledger.read import (
    balance_at,
    find_account,
    find_group,
    get_balance,
    get_transfer,
    group_of,
    list_accounts,
    list_entries,
    list_group,
    version_at,
)
from tonghao.ledger.types import MOST_LEGS, MOST_MINOR, Group, KeyReused, Leg, Posted, leg_id_of
from tonghao.money import EXPONENTS, AmountRefused, decimal_of, grouped, minor_of


async def test_a_transfer_takes_from_one_and_gives_to_the_other(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 100, 0)
    group = move(anna, ben, 30)
    assert await post_group(conn, group) == Posted(group.id, None, False)
    assert [await get_balance(conn, one) for one in (anna, ben)] == [70, 30]
    (entry,) = await list_entries(conn, ben)
    assert (entry.amount_minor, entry.balance_after_minor, entry.counterpart_id) == (30, 30, anna)
    transfer = await get_transfer(conn, leg_id_of(group.id, 0))
    assert (transfer.debit_id, transfer.credit_id, transfer.group_id) == (anna, ben, group.id)
    assert transfer.id == derived_id(str(group.id), "0")
    assert group_of(await list_group(conn, group.id)) == group


async def test_the_same_key_has_the_same_outcome_for_ever_refusals_included(conn: Connection) -> None:
    issuer, (anna, ben) = await purses(conn, 10, 0)
    group = move(anna, ben, 30)
    assert (await post_group(conn, group)).refusal == "insufficient_balance"
    await post_group(conn, move(issuer, anna, 100))
    assert await post_group(conn, group) == Posted(group.id, "insufficient_balance", True)
    assert await find_group(conn, group.id) == Posted(group.id, "insufficient_balance", True)
    other = move(anna, ben, 30)
    assert (await post_group(conn, other)).refusal is None
    assert await post_group(conn, other) == Posted(other.id, None, True)
    assert await get_balance(conn, ben) == 30
    assert await find_group(conn, new_id()) is None


async def test_the_same_key_for_something_else_is_refused(conn: Connection) -> None:
    issuer, (anna, ben) = await purses(conn, 50, 0)
    done, refused = move(anna, ben, 5), move(anna, ben, 500)
    await post_groups(conn, [done, refused])
    for group in (done, refused):
        others = [
            move(anna, ben, 6, id=group.id),
            move(anna, ben, group.legs[0].amount_minor, id=group.id, code="other"),
            move(issuer, ben, group.legs[0].amount_minor, id=group.id),
            several((anna, ben, group.legs[0].amount_minor), (anna, ben, 1), id=group.id),
            Group(group.id, "CNY", group.legs, "test", anna),
            Group(group.id, "PTS", group.legs, "test", ben),
        ]
        for other in others:
            with pytest.raises(KeyReused):
                await post_group(conn, other)
    assert await get_balance(conn, ben) == 5


async def test_a_key_of_many_legs_is_not_that_of_its_first(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 50, 0)
    group = several((anna, ben, 5), (anna, ben, 6))
    await post_group(conn, group)
    with pytest.raises(KeyReused):
        await post_group(conn, move(anna, ben, 5, id=group.id))
    assert await get_balance(conn, ben) == 11


async def test_a_group_is_all_or_nothing_and_its_floors_hold_after_each_leg(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 10, 0, 100)
    dips = several((anna, ben, 60), (carl, anna, 60))
    assert (await post_group(conn, dips)).refusal == "insufficient_balance"
    holds = several((carl, anna, 60), (anna, ben, 60))
    assert (await post_group(conn, holds)).refusal is None
    assert [await get_balance(conn, one) for one in (anna, ben, carl)] == [10, 60, 40]
    assert len(await list_group(conn, holds.id)) == 2
    assert await list_group(conn, dips.id) == []


async def test_in_a_batch_the_next_one_spends_what_the_one_before_brought(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 10, 0, 0)
    batch = [move(anna, ben, 10), move(ben, carl, 10), move(ben, carl, 1), move(carl, anna, 10)]
    found = await post_groups(conn, batch)
    assert [one.refusal for one in found] == [None, None, "insufficient_balance", None]
    assert [await get_balance(conn, one) for one in (anna, ben, carl)] == [10, 0, 0]


async def test_what_a_refused_group_would_have_moved_is_not_there_for_the_next(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 30, 0, 0)
    batch = [several((anna, ben, 30), (carl, ben, 1)), move(anna, carl, 30), move(ben, carl, 1)]
    found = await post_groups(conn, batch)
    assert [one.refusal for one in found] == ["insufficient_balance", None, "insufficient_balance"]
    assert [await get_balance(conn, one) for one in (anna, ben, carl)] == [0, 0, 30]


async def test_what_comes_later_does_not_pay_for_what_went_before(conn: Connection) -> None:
    _, (anna, ben, carl) = await purses(conn, 10, 0, 50)
    batch = [move(anna, ben, 20), move(carl, anna, 50)]
    assert not await post_fast(conn, batch)
    assert [one.refusal for one in await post_groups(conn, batch)] == ["insufficient_balance", None]
    assert await get_balance(conn, anna) == 60


@pytest.mark.parametrize("status", ["frozen", "closed"])
async def test_a_frozen_account_only_takes_and_a_closed_one_does_neither(
    conn: Connection, status: str
) -> None:
    issuer, (anna, ben) = await purses(conn, 10, 0)
    if status == "closed":
        with pytest.raises(AccountNotEmpty):
            await set_account_status(conn, anna, "closed")
        await post_group(conn, move(anna, issuer, 10))
    await set_account_status(conn, anna, status)  # type: ignore[arg-type]
    out = await post_group(conn, move(anna, ben, 1))
    into = await post_group(conn, move(issuer, anna, 1))
    assert out.refusal == f"account_{status}"
    assert into.refusal == (None if status == "frozen" else "account_closed")
    await set_account_status(conn, anna, "open")
    assert (await post_group(conn, move(issuer, anna, 1))).refusal is None
    with pytest.raises(NotFound):
        await set_account_status(conn, new_id(), "frozen")


async def test_what_is_missing_or_of_another_currency_is_refused(conn: Connection) -> None:
    _, (anna,) = await purses(conn, 10)
    euros = await account(conn, currency="EUR")
    assert (await post_group(conn, move(anna, new_id(), 1))).refusal == "account_missing"
    assert (await post_group(conn, move(anna, euros, 1))).refusal == "currency_differs"
    found = await post_groups(
        conn, [move(anna, euros, 1), Group(new_id(), "EUR", (Leg(euros, anna, 1, "x"),), "test", anna)]
    )
    assert [one.refusal for one in found] == ["currency_differs", "currency_differs"]


@pytest.mark.parametrize("amount", [0, -1, MOST_MINOR + 1])
def test_an_amount_is_above_zero_and_below_what_overflows(amount: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        Leg(new_id(), new_id(), amount, "x")


def test_nobody_pays_themselves_and_a_group_has_legs() -> None:
    one = new_id()
    with pytest.raises(ValueError, match="one account"):
        Leg(one, one, 1, "x")
    leg = Leg(one, new_id(), 1, "x")
    for legs in ((), (leg,) * (MOST_LEGS + 1)):
        with pytest.raises(ValueError, match="legs"):
            Group(new_id(), "PTS", legs, "test", one)


async def test_more_groups_than_fit_into_one_call_are_posted_in_their_order(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 600, 0)
    found = await post_groups(conn, [move(anna, ben, 1) for _ in range(601)])
    assert [one.refusal for one in found] == [None] * 600 + ["insufficient_balance"]
    entries = await list_entries(conn, ben, limit=1000)
    assert [one.version for one in entries] == list(range(600, 0, -1))


async def test_an_account_is_opened_once_and_keeps_its_floor(conn: Connection) -> None:
    owner = new_id()
    given = {"owner_kind": "fund", "owner_id": owner, "purpose": "escrow", "currency": "PTS"}
    first = await open_account(conn, **given, floor_minor=None)  # type: ignore[arg-type]
    assert await open_account(conn, **given) == first == account_id_of("fund", owner, "escrow", "PTS")  # type: ignore[arg-type]
    found = await find_account(conn, first)
    assert found is not None
    assert (found.floor_minor, found.balance_minor, found.version, found.status) == (None, 0, 0, "open")
    assert await list_accounts(conn, owner_kind="fund", owner_id=owner) == [found]
    assert await find_account(conn, new_id()) is None
    with pytest.raises(NotFound):
        await get_balance(conn, new_id())


async def test_the_balance_at_any_past_moment_is_what_it_was(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 500, 0)
    moments = []
    for amount in range(1, 20):
        await post_group(conn, move(anna, ben, amount))
        moments.append(((await list_entries(conn, ben, limit=1))[0].at, sum(range(amount + 1))))
    for number, (at, balance) in enumerate(moments, 1):
        assert await version_at(conn, ben, at) == (number, balance)
        assert await balance_at(conn, ben, at - timedelta(microseconds=1)) == balance - number
    assert await balance_at(conn, ben, datetime.now(UTC) + timedelta(days=1)) == 190
    assert await balance_at(conn, ben, datetime(2016, 11, 1, tzinfo=UTC)) == 0
    with pytest.raises(NotFound):
        await balance_at(conn, new_id(), datetime.now(UTC))


async def test_entries_come_in_pages(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 50, 0)
    await post_groups(conn, [move(anna, ben, 1) for _ in range(7)])
    newest = await list_entries(conn, ben, limit=3)
    older = await list_entries(conn, ben, before_version=newest[-1].version, limit=3)
    assert [one.version for one in newest + older] == [7, 6, 5, 4, 3, 2]
    assert [one.version for one in await list_entries(conn, ben, after_version=5)] == [7, 6]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfers SET amount_minor = 1",
        "DELETE FROM ledger_transfers",
        "UPDATE ledger_entries SET amount_minor = 1",
        "DELETE FROM ledger_entries",
        "DELETE FROM ledger_refusals",
        "UPDATE ledger_refusals SET reason = 'account_missing'",
        "UPDATE ledger_accounts SET purpose = 'fees'",
        "DELETE FROM ledger_accounts",
        "DELETE FROM ledger_balances",
        "TRUNCATE ledger_transfers",
        "UPDATE ledger_seals SET transfer_count = 0",
    ],
)
async def test_what_was_written_stays_also_for_whoever_owns_the_tables(
    conn: Connection, statement: str
) -> None:
    table = next(word for word in statement.split() if word.startswith("ledger_"))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        async with conn.transaction():
            await conn.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        async with conn.transaction():
            await conn.execute(f"GRANT ALL ON {table} TO CURRENT_USER; {statement}")


async def test_what_a_restored_backup_has_lost_is_locked_again(conn: Connection) -> None:
    for table in ("ledger_transfers", "ledger_entries", "ledger_balances", "ledger_seals"):
        await conn.execute(f"GRANT ALL ON {table} TO CURRENT_USER")
        assert await conn.fetchval("SELECT has_table_privilege($1, 'DELETE')", table)
    await lock_down(conn)
    for table in ("ledger_transfers", "ledger_entries", "ledger_balances", "ledger_seals"):
        assert not await conn.fetchval("SELECT has_table_privilege($1, 'DELETE')", table)
    assert await conn.fetchval("SELECT has_table_privilege('ledger_balances', 'UPDATE')")


async def test_constraints_stand_behind_the_checks(conn: Connection) -> None:
    _, (anna,) = await purses(conn, 5)
    for change in ("balance_minor = -1", "status = 'closed'", "version = -1"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with conn.transaction():
                await conn.execute(f"UPDATE ledger_balances SET {change} WHERE account_id = $1", anna)


def test_leg_ids_are_the_same_both_ways() -> None:
    group_id = UUID("01a21d59-c26c-75a2-9e56-0c8e52758155")
    assert leg_ids_of(group_id, 300) == [leg_id_of(group_id, leg).hex for leg in range(300)]


async def test_where_one_does_not_fit_nothing_of_the_batch_is_written_by_the_fast_path(
    conn: Connection,
) -> None:
    _, (anna, ben) = await purses(conn, 10, 0)
    assert not await post_fast(conn, [move(anna, ben, 4), move(anna, ben, 7)])
    assert await get_balance(conn, ben) == 0
    assert await list_entries(conn, ben) == []
    twice = move(anna, ben, 1)
    assert not await post_fast(conn, [twice, twice])
    assert await post_fast(conn, [twice])
    assert not await post_fast(conn, [twice])
    assert await get_balance(conn, ben) == 1


async def test_the_places_of_currencies_are_those_of_the_table(conn: Connection) -> None:
    rows = await conn.fetch("SELECT code, exponent FROM currencies")
    assert {row[0]: row[1] for row in rows} == EXPONENTS


def test_amounts_are_written_in_the_places_of_their_currency() -> None:
    assert [minor_of("12.5"), minor_of("12", "PTS"), minor_of("7", "JPY")] == [1250, 12, 7]
    assert [decimal_of(-5), decimal_of(1250, "PTS"), decimal_of(0, "JPY")] == ["-0.05", "1250", "0"]
    eye = [grouped(one) for one in ("-0.05", "999.00", "1250", "-12345.67", "123456789012345678.90", "")]
    assert eye == ["-0.05", "999.00", "1,250", "-12,345.67", "123,456,789,012,345,678.90", ""]
    for amount, currency in (
        ("1.5", "PTS"),
        ("1.005", "CNY"),
        ("0", "PTS"),
        ("1000000000", "CNY"),
        ("１", "PTS"),
    ):
        with pytest.raises(AmountRefused):
            minor_of(amount, currency)
