"""The board: gateways, what was turned away, what is under way, limits; for operators alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.gateways.scene import WEBHOOKS, Till, till_of
from tests.world import Browser, World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading
from tonghao.gateways.known import Gateways
from tonghao.ids import new_id
from tonghao.ledger.audit import audit_books
from tonghao.ledger.holds import place_hold, release_hold
from tonghao.treasury.board import get_treasury
from tonghao.treasury.types import NoticeCount, PendingMoney
from tonghao.wallets.limits import LIMITS

_API = "/api/v1"
_NONE = Gateways(None, {})
_ORDER = """
    INSERT INTO gateway_orders (id, account_id, gateway, kind, currency, amount_minor, state, made_at)
    VALUES ($1, $2, 'boardtest', 'withdrawal', 'CNY', $3, 'open', $4)
"""
_TRANSFER = """
    INSERT INTO transfers (id, from_id, to_id, amount_minor, currency, state, created_at, deliver_at,
                           expires_at)
    VALUES ($1, $2, $3, 321, 'CNY', 'waiting', now(), now(), now() + interval '1 day')
"""
_NOTICE = """
    INSERT INTO gateway_notices (gateway, id, order_id, state, amount_minor, outcome, told_at, at)
    VALUES ('boardtest', $1, $2, 'succeeded', 1, $3, $4, $5)
"""


def _of(pending: list[PendingMoney], kind: str) -> tuple[int, Decimal]:
    found = [one for one in pending if one.kind == kind and one.currency == "CNY"]
    return (found[0].count, Decimal(found[0].total)) if found else (0, Decimal(0))


async def test_what_is_under_way_is_counted_with_its_total(here: World, conn: Connection) -> None:
    who = await here.account()
    wallet = await here.money(who, 100_00)
    before = (await get_treasury(conn, _NONE, currency="CNY")).pending
    long_ago = now() - timedelta(days=40)
    await conn.execute(_ORDER, new_id(), who, 12_34, long_ago)
    hold_id = new_id()
    end = now() + timedelta(days=1)
    await place_hold(conn, hold_id=hold_id, from_id=wallet, currency="CNY", amount_minor=7_00, expires_at=end)
    await conn.execute(_TRANSFER, new_id(), who, await here.account())
    board = await get_treasury(conn, _NONE, currency="CNY")
    for kind, more in (("withdrawal", "12.34"), ("hold", "7.00"), ("transfer", "3.21")):
        count, total = _of(before, kind)
        assert _of(board.pending, kind) == (count + 1, total + Decimal(more))
    assert min(one.oldest_at for one in board.pending if one.kind == "withdrawal") <= long_ago
    # An order that waits is told however old it is.
    mine = [(one.state, one.count, one.total) for one in board.orders if one.gateway == "boardtest"]
    assert mine == [("open", 1, "12.34")]
    await release_hold(conn, hold_id=hold_id)
    assert _of((await get_treasury(conn, _NONE, currency="CNY")).pending, "hold") == _of(before, "hold")


async def test_late_notices_are_told_apart(here: World, conn: Connection) -> None:
    at = now()
    for number, late in enumerate((0, 1, 60)):
        told = at - timedelta(minutes=late)
        await conn.execute(_NOTICE, f"n{number}", new_id(), "applied", told, at)
    await conn.execute(_NOTICE, "old", new_id(), "applied", at, at - timedelta(days=8))
    board = await get_treasury(conn, _NONE, currency="CNY")
    assert [one for one in board.notices if one.gateway == "boardtest"] == [
        NoticeCount("boardtest", "applied", 3, 1)
    ]


async def test_the_newest_audit_and_the_whole_table_of_limits_are_there(
    here: World, conn: Connection
) -> None:
    await here.money(await here.account(), 1_00)
    made = await audit_books(conn, is_full=True)
    board = await get_treasury(conn, _NONE, currency="CNY")
    assert board.audit is not None
    assert (board.audit.faults, board.audit.account_count) == (made.faults, made.account_count)
    assert [one.tier for one in board.limits] == list(LIMITS)
    mail = next(one for one in board.limits if one.tier == "mail")
    assert (mail.kinds[0].kind, mail.kinds[0].each, mail.kinds[0].day) == ("top_up", "200.00", "500.00")


async def test_a_webhook_that_is_turned_away_is_counted(
    config: Config, pool: Pool, parts: dict[str, Any]
) -> None:
    till: Till = till_of(config, pool, parts)

    async def forged() -> int:
        async with reading(pool) as conn:
            board = await get_treasury(conn, till.gateways, currency="CNY")
        return sum(one.count for one in board.notices if one.outcome == "forged")

    before = await forged()
    answer = await till.client.post(WEBHOOKS, content=b"{}")
    assert answer.json()["code"] == "webhook_forged"
    assert await forged() == before + 1


async def test_operators_alone_look(browser: Browser, world: World) -> None:
    who = await world.account("小满")
    wallet = await world.money(who, 50_00)
    operator = await world.account(role="operator")
    paths = ("/treasury", f"/treasury/accounts/{wallet}", f"/treasury/accounts/{wallet}/statement")
    for role in ("member", "moderator"):
        await browser.as_(await world.account(role=role))
        for path in paths:
            assert (await browser.get(_API + path)).status_code == 403
        answer = await browser.post(f"{_API}/treasury/looks", json={"words": str(wallet)})
        assert answer.status_code == 403
    await browser.as_(operator)
    found = await browser.post(f"{_API}/treasury/looks", json={"words": str(wallet)})
    assert (found.status_code, found.json()["accounts"][0]["balance"]) == (200, "50.00")
    page = (await browser.get(_API + paths[1])).json()
    assert (page["came"], page["entries"][0]["amount"]) == ("50.00", "50.00")
    statement = await browser.get(_API + paths[2])
    assert statement.headers["content-type"].startswith("text/csv")
    assert "期末 closing" in statement.text
    assert (await browser.get(_API + paths[0])).json()["currency"] == "CNY"
    assert (await browser.get(f"{_API}/treasury/accounts/{wallet}?cursor=x")).status_code == 400
    for beyond in ("until=9999-12-31", "until=0001-01-05", "since=0001-01-01"):
        assert (await browser.get(f"{_API}{paths[2]}?{beyond}")).status_code == 400
    for words in ("", "x" * 81):
        answer = await browser.post(f"{_API}/treasury/looks", json={"words": words})
        assert answer.status_code == 400
