"""The audit finds whatever must never be, and each day is sealed behind the one before it."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.ledger.books import move, purses, several
from tests.world import MailBox, World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.doctor import database
from tonghao.ids import new_id
from tonghao.ledger.audit import audit_books
from tonghao.ledger.holds import place_hold
from tonghao.ledger.jobs import audit_all, audit_newest, warn
from tonghao.ledger.post import post_group, post_groups
from tonghao.ledger.read import find_last_audit
from tonghao.ledger.seal import broken_seals, list_seals, seal_days
from tonghao.ledger.types import leg_id_of
from tonghao.money_events import BooksFaulted

_TABLES = ("ledger_balances", "ledger_transfers", "ledger_entries", "ledger_refusals", "ledger_holds")


async def _tamper(conn: Connection, statement: str, *values: object) -> None:
    """What somebody could do who owns the database."""
    for table in _TABLES:
        await conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER; GRANT ALL ON {table} TO CURRENT_USER")
    assert await conn.execute(statement, *values) != "UPDATE 0"


async def _faults(conn: Connection, *, is_full: bool = True) -> list[str]:
    return (await audit_books(conn, is_full=is_full)).faults


@pytest.fixture
async def street(conn: Connection) -> tuple[UUID, UUID, UUID]:
    """Anna, Ben and a group of Anna's to Ben; audited once, so that nothing of it is new."""
    _, (anna, ben) = await purses(conn, 100, 0)
    group = several((anna, ben, 10), (anna, ben, 20))
    await post_groups(conn, [group, move(anna, ben, 500)])
    assert await _faults(conn) == []
    return anna, ben, group.id


async def test_sound_books_have_no_faults_and_only_what_is_new_is_read(
    conn: Connection, street: tuple[UUID, UUID, UUID]
) -> None:
    anna, ben, _ = street
    quiet = await audit_books(conn, is_full=False)
    assert (quiet.account_count, quiet.transfer_count, quiet.faults) == (0, 0, [])
    await post_group(conn, move(anna, ben, 1))
    fresh = await audit_books(conn, is_full=False)
    assert (fresh.account_count, fresh.transfer_count, fresh.faults) == (2, 1, [])
    assert (await audit_books(conn, is_full=True)).transfer_count >= 4
    assert await find_last_audit(conn) is not None


@pytest.mark.parametrize(
    ("statement", "about", "fault"),
    [
        ("UPDATE ledger_balances SET balance_minor = balance_minor + 1 WHERE account_id = $1", "ben", "I1"),
        ("UPDATE ledger_balances SET balance_minor = balance_minor + 1 WHERE account_id = $1", "ben", "I2"),
        ("UPDATE ledger_balances SET version = version + 1 WHERE account_id = $1", "ben", "I2"),
        ("UPDATE ledger_entries SET amount_minor = 11 WHERE account_id = $1 AND version = 1", "ben", "I2"),
        ("UPDATE ledger_entries SET version = 9 WHERE account_id = $1 AND version = 1", "ben", "I3"),
        ("DELETE FROM ledger_entries WHERE account_id = $1 AND version = 2", "ben", "I2"),
        ("DELETE FROM ledger_entries WHERE account_id = $1 AND version = 1", "ben", "I3"),
        ("DELETE FROM ledger_transfers WHERE id = $1", "leg", "I4: not exactly"),
        ("UPDATE ledger_transfers SET amount_minor = 11 WHERE id = $1", "leg", "I4: not exactly"),
        ("UPDATE ledger_transfers SET debit_id = gen_random_uuid() WHERE id = $1", "leg", "I4: not exactly"),
        ("DELETE FROM ledger_transfers WHERE id = $1", "leg", "I4: not all"),
        (
            "INSERT INTO ledger_transfers SELECT gen_random_uuid(), gen_random_uuid(), 0, 1, t.debit_id,"
            " t.credit_id, 5, t.currency, 'x', 'x', t.cause_id, NULL, now() FROM ledger_transfers t"
            " WHERE t.id = $1",
            "leg",
            "I4: without entries",
        ),
        ("UPDATE ledger_balances SET floor_minor = 21 WHERE account_id = $1", "ben", "I5"),
        (
            "INSERT INTO ledger_refusals (id, reason, fingerprint) VALUES ($1, 'account_missing',"
            " sha256('x'))",
            "group",
            "I6",
        ),
    ],
)
async def test_whatever_is_changed_is_found(
    conn: Connection, street: tuple[UUID, UUID, UUID], statement: str, about: str, fault: str
) -> None:
    _, ben, group_id = street
    subject = {"ben": ben, "group": group_id, "leg": leg_id_of(group_id, 0)}[about]
    await _tamper(conn, statement, subject)
    assert any(one.startswith(fault) for one in await _faults(conn)), fault


async def test_money_left_in_an_ended_hold_is_found(conn: Connection) -> None:
    _, (anna,) = await purses(conn, 100)
    hold = new_id()
    await place_hold(conn, hold_id=hold, from_id=anna, currency="PTS", amount_minor=5, expires_at=now())
    assert await _faults(conn) == []
    await _tamper(conn, "UPDATE ledger_holds SET state = 'released', ended_at = now() WHERE id = $1", hold)
    assert await _faults(conn) == [f"I7: money is left in the ended hold {hold}"]


async def test_a_change_behind_the_last_audit_is_found_by_the_next_and_stays_until_it_is_mended(
    conn: Connection, street: tuple[UUID, UUID, UUID], here: World
) -> None:
    anna, ben, _ = street
    await _tamper(
        conn, "UPDATE ledger_balances SET balance_minor = balance_minor + 1 WHERE account_id = $1", ben
    )
    for _ in range(2):
        assert f"I2: balance and last entry differ in {ben}" in await _faults(conn, is_full=False)
    assert len(await here.events("books.faulted")) == 1
    await conn.execute(
        "UPDATE ledger_balances SET balance_minor = balance_minor - 1 WHERE account_id = $1", ben
    )
    await post_group(conn, move(anna, ben, 1))
    assert await _faults(conn, is_full=False) == []


async def test_jobs_audit_and_doctor_tells(pool: Pool, dsn: str) -> None:
    async with writing(pool) as conn:
        await purses(conn, 100)
    for job, is_full in ((audit_all, True), (audit_newest, False)):
        await job(pool)
        async with reading(pool) as conn:
            last = await find_last_audit(conn)
        assert last is not None
        assert (last.is_full, last.faults) == (is_full, [])
    told = [one async for one in database(dsn) if "账平" in one.zh]
    assert [one.state for one in told] == ["good"]


async def test_a_fault_is_mailed_to_the_witness(config: Config) -> None:
    mailbox = MailBox()
    await warn(BooksFaulted(["I1: …"]), config, mailbox)
    assert mailbox.mails == []
    told = config.model_copy(update={"witness_mail": "books@example.org"})
    await warn(BooksFaulted(["I1: …"]), told, mailbox)
    assert "I1: …" in mailbox.last_to("books@example.org")


async def _backdated(conn: Connection, at: datetime) -> None:
    """A transfer of an earlier day."""
    _, (anna, ben) = await purses(conn, 100, 0)
    group = move(anna, ben, 7)
    await post_group(conn, group)
    await _tamper(conn, "UPDATE ledger_transfers SET at = $2 WHERE id = $1", leg_id_of(group.id, 0), at)


async def test_each_day_is_sealed_once_behind_the_one_before(conn: Connection) -> None:
    # Other tests commit today; these days lie behind, and go with the transaction.
    await conn.execute("GRANT ALL ON ledger_seals TO CURRENT_USER")
    await _backdated(conn, datetime(2016, 11, 3, 12, tzinfo=UTC))
    made = await seal_days(conn, at=datetime(2016, 11, 6, 0, 11, tzinfo=UTC))
    assert [(one.day.day, one.transfer_count, one.sums) for one in made] == [
        (3, 1, {"PTS": 7}),
        (4, 0, {}),
        (5, 0, {}),
    ]
    assert [one.previous for one in made[1:]] == [one.sha256 for one in made[:2]]
    assert await seal_days(conn, at=datetime(2016, 11, 7, 0, 9, tzinfo=UTC)) == []
    assert await list_seals(conn, before=date(2016, 11, 6)) == made[::-1]
    assert await broken_seals(conn) == []
    await _backdated(conn, datetime(2016, 11, 4, 12, tzinfo=UTC))
    (broken,) = await broken_seals(conn)
    assert "2016-11-04" in broken


async def test_a_day_is_not_sealed_while_somebody_still_writes_in_it(conn: Connection, pool: Pool) -> None:
    await _backdated(conn, datetime(2016, 11, 3, 12, tzinfo=UTC))
    async with writing(pool) as other:
        begun = await other.fetchval("SELECT now() FROM pg_current_xact_id()")
        tomorrow = begun.date() + timedelta(days=1)
        # Everything until today: but the other one began today, and may yet write into it.
        await seal_days(conn, at=datetime(tomorrow.year, tomorrow.month, tomorrow.day, 1, tzinfo=UTC))
        assert (await list_seals(conn, limit=1))[0].day == begun.date() - timedelta(days=1)


def test_the_command_says_whether_the_books_balance(dsn: str) -> None:
    command = [sys.executable, "-m", "tonghao", "ledger"]
    for words, said in ((["audit"], "账平"), (["seal"], "")):
        run = subprocess.run(
            [*command, *words, "--database-url", dsn], capture_output=True, text=True, check=False, timeout=60
        )
        assert run.returncode == 0, run.stderr
        assert said in run.stdout
