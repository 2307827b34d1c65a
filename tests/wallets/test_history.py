"""What a person reads of their wallet."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.world import Browser, World
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.wallets.forget import forget_wallet
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import open_wallet, wallet_of
from tonghao.wallets.read import get_receipt, list_history, list_months, sort_of
from tonghao.wallets.types import Asked

API = "/api/v1"
_TOLD = """
    CREATE FUNCTION public.{}() RETURNS timestamptz STABLE LANGUAGE sql
        AS 'SELECT current_setting(''told.at'')::timestamptz'
"""


async def _send(
    conn: Connection, giver: UUID, taker: UUID, minor: int, code: str = "transfer_sent", title: str = ""
) -> UUID:
    cause = new_id()
    legs = (Leg(await open_wallet(conn, giver), await open_wallet(conn, taker), minor, code),)
    group = Group(new_id(), "CNY", legs, "transfer", cause)
    assert (await post_group(conn, group)).refusal is None
    if title:
        for mine, other in ((giver, taker), (taker, giver)):
            await note_cause(
                conn, account_id=mine, cause_kind="transfer", cause_id=cause, other_id=other, title=title
            )
    return group.id


async def _read(conn: Connection, who: UUID, **asked: Any) -> list[str]:
    return [one.amount for one in (await list_history(conn, who, Asked(**asked))).entries]


async def test_history_is_paged_by_number_and_every_line_bears_the_balance(
    here: World, conn: Connection
) -> None:
    me, other = await here.account(), await here.account("阿澈")
    await here.money(me, 100_00)
    for minor in range(1, 8):
        await _send(conn, me, other, minor * 100)
    seen, cursor = [], None
    while True:
        page = await list_history(conn, me, Asked(), cursor=cursor, limit=3)
        seen += page.entries
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [one.number for one in seen] == list(range(8, 0, -1))
    assert seen[0].amount == "-7.00"
    assert seen[0].balance == "72.00"
    assert seen[0].other is not None
    assert seen[0].other.name == "阿澈"
    assert (seen[-1].amount, seen[-1].sort) == ("100.00", "top_up")


async def test_history_is_filtered_by_sort_direction_day_and_words(here: World, conn: Connection) -> None:
    me, che, shen = await here.account(), await here.account("阿澈"), await here.account("沈奶奶")
    await here.money(me, 100_00)
    await _send(conn, me, che, 5_00, title="桌游场地费")
    await _send(conn, me, shen, 6_00, "packet_made")
    await _send(conn, che, me, 1_00)
    assert await _read(conn, me, sorts=("packet",)) == ["-6.00"]
    assert await _read(conn, me, sorts=("transfer", "top_up")) == ["1.00", "-5.00", "100.00"]
    assert await _read(conn, me, direction="out") == ["-6.00", "-5.00"]
    assert await _read(conn, me, words="阿澈") == ["1.00", "-5.00"]
    assert await _read(conn, me, words="场地") == ["-5.00"]
    assert await _read(conn, me, words="%") == []
    today = now().date()
    assert len(await _read(conn, me, since=today - timedelta(days=1), until=today + timedelta(days=1))) == 4
    assert await _read(conn, me, until=today - timedelta(days=2)) == []
    assert await _read(conn, me, since=today + timedelta(days=2)) == []


async def test_a_receipt_is_of_ones_own_movements_only(here: World, conn: Connection) -> None:
    me, other, stranger = [await here.account() for _ in range(3)]
    await here.money(me, 100_00)
    group_id = await _send(conn, me, other, 5_00, title="伞")
    entry = (await list_history(conn, me, Asked())).entries[0]
    mine = await get_receipt(conn, me, entry.transfer_id)
    theirs = await get_receipt(conn, other, entry.transfer_id)
    assert (mine.group_id, mine.entry.amount, theirs.entry.amount) == (group_id, "-5.00", "5.00")
    assert (mine.entry.title, mine.currency, mine.reversed_by) == ("伞", "CNY", None)
    with pytest.raises(NotFound):
        await get_receipt(conn, stranger, entry.transfer_id)


async def test_months_sum_what_came_and_went(here: World, conn: Connection) -> None:
    me, other = await here.account(), await here.account()
    await here.money(me, 100_00)
    await _send(conn, me, other, 30_00)
    await _send(conn, other, me, 10_00)
    (month,) = await list_months(conn, me)
    assert (month.came, month.went, month.movements) == ("110.00", "30.00", 3)


async def test_a_year_of_months_begins_with_a_month_by_the_persons_own_clock(
    here: World, conn: Connection
) -> None:
    me = await here.account()
    await conn.execute("UPDATE accounts SET zone = 'Asia/Shanghai' WHERE id = $1", me)
    # February is shorter than March: a month counted in another zone would begin three days early.
    for name in ("now", "clock_timestamp"):
        await conn.execute(_TOLD.format(name))
    await conn.execute("SELECT set_config('search_path', 'public, pg_catalog', true)")
    for at in ("2026-03-31 23:30+08", "2026-04-01 00:30+08", "2027-03-15 12:00+08"):
        await conn.execute("SELECT set_config('told.at', $1, true)", at)
        await here.money(me, 1_00)
    assert [one.month for one in await list_months(conn, me)] == ["2026-04", "2027-03"]


@pytest.mark.parametrize(
    ("code", "sort"),
    [
        ("top_up", "top_up"), ("withdrawal_back", "withdrawal"), ("transfer_accepted", "transfer"),
        ("split_paid", "transfer"), ("code_paid", "transfer"), ("packet_share", "packet"),
        ("tip_settled", "tip"), ("fund_in", "fund"), ("reversal", "other"),
    ],
)  # fmt: skip
def test_every_code_has_its_heading(code: str, sort: str) -> None:
    assert sort_of(code) == sort


async def test_nobody_reads_anothers_wallet(browser: Browser, world: World) -> None:
    me, other = await world.account(), await world.account()
    await world.money(other, 77_00)
    await browser.as_(me)
    wallet = (await browser.get(f"{API}/wallet")).json()
    assert (wallet["balance"], wallet["currency"], wallet["play"]) == ("0.00", "CNY", True)
    assert (await browser.get(f"{API}/wallet/entries")).json()["entries"] == []
    await browser.as_(other)
    entry = (await browser.get(f"{API}/wallet/entries?sort=top_up&direction=in")).json()["entries"][0]
    assert entry["amount"] == "77.00"
    assert (await browser.get(f"{API}/wallet/entries/{entry['transfer_id']}")).status_code == 200
    await browser.as_(me)
    assert (await browser.get(f"{API}/wallet/entries/{entry['transfer_id']}")).status_code == 404


async def test_a_wallet_of_somebody_gone_is_closed_when_empty_and_frozen_when_not(
    here: World, conn: Connection
) -> None:
    empty, full = await here.account(), await here.account()
    await open_wallet(conn, empty)
    await here.money(full, 5_00)
    for who in (empty, full, await here.account()):
        await forget_wallet(conn, account_id=who)
    rows = await conn.fetch(
        "SELECT account_id, status FROM ledger_balances WHERE account_id = ANY($1::uuid[])",
        [wallet_of(empty), wallet_of(full)],
    )
    assert {row[0]: row[1] for row in rows} == {wallet_of(empty): "closed", wallet_of(full): "frozen"}


async def test_two_openings_are_one_wallet(world: World, pool: Pool) -> None:
    who = await world.account()
    async with world.writing() as conn:
        first = await open_wallet(conn, who)
        assert await open_wallet(conn, who) == first == wallet_of(who)
    async with reading(pool) as conn:
        rows = await conn.fetchval("SELECT count(*) FROM ledger_accounts WHERE owner_id = $1", who)
    assert rows == 1


async def test_a_statement_names_who_stands_behind_an_escrow(browser: Browser, world: World) -> None:
    me, other = await world.account(), await world.account("阿澈")
    await browser.as_(me)
    assert (await browser.get(f"{API}/wallet/statement")).status_code == 404
    await world.money(me, 100_00)
    async with world.writing() as conn:
        await _send(conn, me, other, 5_00, title="场地费")
    answer = await browser.get(f"{API}/wallet/statement?format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "转出 transfer sent,阿澈,-5.00,95.00,CNY" in lines[3]
    assert "期末 closing" in lines[4]
    assert "95.00" in lines[4]
    empty = await browser.get(f"{API}/wallet/statement?since=2020-01-01&until=2020-02-01")
    assert len(empty.content.decode("utf-8-sig").splitlines()) == 3


@pytest.mark.parametrize(
    "days", ["until=9999-12-31", "since=0001-01-01", "until=0001-01-01", "since=9999-12-31"]
)
@pytest.mark.parametrize("page", ["entries", "statement"])
async def test_days_at_the_ends_of_the_calendar_are_days(
    browser: Browser, world: World, page: str, days: str
) -> None:
    me = await world.account()
    await world.money(me, 5_00)
    await browser.as_(me)
    answer = await browser.get(f"{API}/wallet/{page}?{days}")
    assert answer.status_code in {200, 400}, answer.text
