"""What happens without a request: what is due moves on, and whoever is deleted leaves nothing open."""

from datetime import timedelta
from uuid import UUID

from tests.transfers.scene import balance, caller_of, escrow, friends, send
from tests.world import World
from tonghao.clock import now, told_by
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.ids import new_id
from tonghao.transfers.ask import ask_for_money
from tonghao.transfers.jobs import forget_codes, forget_party, move_on
from tonghao.transfers.pay_code import show_pay_code
from tonghao.transfers.split import begin_split
from tonghao.transfers.types import NewPayCode, NewRequest, NewShare, NewSplit

_TOLD = """
    SELECT details->>'what' AS what, details->>'amount' AS amount, details->>'subject_kind' AS subject_kind,
           actor_id
      FROM notifications WHERE account_id = $1 AND kind = 'money' ORDER BY id
"""


async def _told(pool: Pool, account_id: UUID) -> list[tuple[str, str]]:
    async with reading(pool) as conn:
        return [(row["what"], row["amount"]) for row in await conn.fetch(_TOLD, account_id)]


async def test_what_is_delayed_comes_and_what_is_too_old_goes_back(world: World, pool: Pool) -> None:
    man, che = await friends(world)
    async with writing(pool) as conn:
        transfer_id = await send(conn, world, man, che, delay_hours=2)
    for hours, told, state in (
        (1, [], "delayed"),
        (2, ["transfer_came"], "waiting"),
        (25.9, ["transfer_came"], "waiting"),
        (26, ["transfer_came"], "expired"),
    ):
        at = now() + timedelta(hours=hours, seconds=5)
        with told_by(lambda at=at: at):  # type: ignore[misc]
            await move_on(pool)
            await move_on(pool)
        await world.settle()
        assert [what for what, _ in await _told(pool, che)] == told
        async with reading(pool) as conn:
            assert await conn.fetchval("SELECT state FROM transfers WHERE id = $1", transfer_id) == state
    assert await _told(pool, man) == [("transfer_expired", "12.50")]
    async with reading(pool) as conn:
        assert await balance(conn, man) == 10_000
        assert await escrow(conn, transfer_id) == 0


async def test_whoever_is_deleted_leaves_nothing_open_and_no_words(world: World, pool: Pool) -> None:
    man, gone = await friends(world)
    given = {"screener": world.screener, "currency": "CNY", "at": now()}
    async with writing(pool) as conn:
        to_gone = await send(conn, world, man, gone)
        from_gone = await send(conn, world, gone, man, note="我写的话")
        for asker, payer in ((man, gone), (gone, man)):
            new = NewRequest(new_id(), payer, "3.00", "我写的话")
            await ask_for_money(conn, from_id=asker, new=new, **given)
        for maker, other in ((man, gone), (gone, man)):
            split = NewSplit(new_id(), "我写的话", "equal", [NewShare(other)], "10.00")
            await begin_split(conn, made_by=maker, new=split, **given)
        await show_pay_code(
            conn,
            caller=caller_of(gone),
            confirmation=None,
            new=NewPayCode("5.00"),
            currency="CNY",
            address="",
            at=now(),
        )
    await forget_party(AccountDeleted(gone), pool=pool)
    async with reading(pool) as conn:
        assert await escrow(conn, to_gone) == 0
        assert await balance(conn, man) == 10_000
        # What they had sent can still be accepted; it is the other one's by now.
        assert await escrow(conn, from_gone) == 1_250
        left = await conn.fetchrow(
            "SELECT (SELECT count(*) FROM money_requests"
            "         WHERE state = 'open' AND $1 IN (from_id, to_id)) AS requests,"
            " (SELECT count(*) FROM split_shares WHERE account_id = $1 AND state = 'open') AS shares,"
            " (SELECT count(*) FROM splits WHERE made_by = $1 AND closed_at IS NULL) AS splits,"
            " (SELECT count(*) FROM pay_codes WHERE account_id = $1) AS codes,"
            " (SELECT count(*) FROM transfers WHERE from_id = $1 AND note <> '') AS notes",
            gone,
        )
        assert left is not None
        assert set(left.values()) == {0}
        titles = await conn.fetch("SELECT title FROM splits WHERE made_by = $1", gone)
        assert [row["title"] for row in titles] == ["已注销"]


async def test_reminders_are_told_each_time_and_everything_else_once(world: World, pool: Pool) -> None:
    man, che = await friends(world)
    async with writing(pool) as conn:
        await send(conn, world, man, che, note="咖啡")
    await world.settle()
    assert await _told(pool, che) == [("transfer_came", "12.50")]
    async with reading(pool) as conn:
        row = await conn.fetchrow(_TOLD, che)
    assert row is not None
    assert (row["actor_id"], row["subject_kind"]) == (man, "transfer")


async def test_codes_of_yesterday_are_dropped(world: World, pool: Pool) -> None:
    payer = await world.account()
    async with writing(pool) as conn:
        for at in (now() - timedelta(days=2), now()):
            await show_pay_code(
                conn,
                caller=caller_of(payer),
                confirmation=None,
                new=NewPayCode("5.00"),
                currency="CNY",
                address="",
                at=at,
            )
    await forget_codes(pool)
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM pay_codes WHERE account_id = $1", payer) == 1
