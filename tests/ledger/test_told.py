"""A past that a load tells: in its order, in days that are not sealed, and with balances that were."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.ledger.books import CURRENCY, account, move
from tonghao.clock import now
from tonghao.db import Connection, PostgresTrouble
from tonghao.ledger.audit import audit_books
from tonghao.ledger.post import post_group
from tonghao.ledger.read import balance_at, find_account, list_entries
from tonghao.ledger.seal import broken_seals, list_seals, seal_days
from tonghao.ledger.told import booked_at, have_begun
from tonghao.ledger.types import Group

_DAY = timedelta(days=1)


async def _told(conn: Connection, moment: datetime, group: Group) -> None:
    async with booked_at(conn, moment):
        assert now() == moment
        assert (await post_group(conn, group)).refusal is None


async def _refused(conn: Connection, moment: datetime, group: Group) -> None:
    with pytest.raises(PostgresTrouble, match="the books have gone on"):
        async with conn.transaction():
            await _told(conn, moment, group)


async def _empty(conn: Connection) -> None:
    """Books without a line, for this transaction alone."""
    for table in ("ledger_entries", "ledger_transfers", "ledger_balances", "ledger_seals", "ledger_refusals"):
        await conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        await conn.execute(f"GRANT TRUNCATE ON {table} TO CURRENT_USER")
        await conn.execute(f"TRUNCATE {table}")
        await conn.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    await conn.execute("TRUNCATE ledger_marks, ledger_holds, ledger_audits")


async def _pair(conn: Connection) -> tuple[UUID, UUID]:
    return await account(conn, floor_minor=None), await account(conn)


async def test_a_month_is_booked_in_its_order_and_everything_still_holds(conn: Connection) -> None:
    await _empty(conn)
    assert not await have_begun(conn)
    start = datetime.combine((now() - 30 * _DAY).date(), datetime.min.time(), UTC) + timedelta(hours=9)
    async with booked_at(conn, start):
        issuer, purse = await _pair(conn)
    for day in range(30):
        await _told(conn, start + day * _DAY, move(issuer, purse, 100 + day))
        await _told(conn, start + day * _DAY + timedelta(hours=3), move(purse, issuer, 40))
    await post_group(conn, move(issuer, purse, 7))
    found = await find_account(conn, purse)
    assert found is not None
    assert found.opened_at == start
    assert found.balance_minor == sum(60 + day for day in range(30)) + 7
    for day in (0, 11, 29):
        expected = sum(60 + one for one in range(day + 1))
        assert await balance_at(conn, purse, start + day * _DAY + timedelta(hours=4)) == expected
        assert await balance_at(conn, purse, start + day * _DAY + timedelta(hours=1)) == expected + 40
    moments = [one.at for one in await list_entries(conn, purse, limit=100)]
    assert moments == sorted(moments, reverse=True)
    sealed = await seal_days(conn, at=now())
    assert [one.transfer_count for one in sealed[:30]] == [2] * 30
    assert await broken_seals(conn) == []
    assert (await audit_books(conn, is_full=True)).faults == []


async def test_no_moment_before_what_is_booked_nor_to_come_nor_of_a_sealed_day(conn: Connection) -> None:
    await _empty(conn)
    issuer, purse = await _pair(conn)
    start = now() - 10 * _DAY
    await _told(conn, start, move(issuer, purse, 500))
    await _refused(conn, start - timedelta(seconds=1), move(issuer, purse, 1))
    await _refused(conn, now() + timedelta(hours=1), move(issuer, purse, 1))
    await seal_days(conn, at=now())
    assert len(await list_seals(conn)) >= 9
    await _refused(conn, start + timedelta(hours=1), move(issuer, purse, 1))
    # Whoever asks without a told moment has the clock of the books, in the same transaction too.
    before = now() - timedelta(seconds=5)
    assert (await post_group(conn, move(issuer, purse, 2))).refusal is None
    (newest, *_) = await list_entries(conn, purse)
    assert newest.at > before
    await _refused(conn, before, move(issuer, purse, 1))


async def test_two_told_moments_stand_in_one_transaction(conn: Connection) -> None:
    # Other tests may have booked something this very second, and a moment to come is refused.
    await _empty(conn)
    at = now() - timedelta(seconds=3)
    issuer, purse = await _pair(conn)
    for step in range(2):
        await _told(conn, at + timedelta(seconds=step + 1), move(issuer, purse, 5))
    entries = await list_entries(conn, purse)
    assert entries[0].at - entries[1].at == timedelta(seconds=1)
    assert CURRENCY == "PTS"
