"""Whatever is changed in the log is found, even by somebody who owns the database."""

from collections.abc import AsyncIterator

import pytest

from tests.audit.chain import write
from tonghao.audit.read import get_head
from tonghao.audit.verify import verify
from tonghao.db import Connection, Pool, reading


@pytest.fixture
async def owned(pool: Pool) -> AsyncIterator[Connection]:
    """A transaction in which the guards of the tables are switched off."""
    async with reading(pool) as conn:
        transaction = conn.transaction()
        await transaction.start()
        await conn.execute("ALTER TABLE audit_entries DISABLE TRIGGER USER")
        await conn.execute("ALTER TABLE audit_payloads DISABLE TRIGGER USER")
        try:
            yield conn
        finally:
            await transaction.rollback()


async def test_an_untouched_log_is_sound(conn: Connection) -> None:
    numbers = await write(conn, 5)
    found = await verify(conn)
    assert found.ok
    assert found.first_broken is None
    assert found.entries == numbers[-1]
    assert found.head_hash == (await get_head(conn)).hash


async def test_a_log_longer_than_a_page_is_walked_to_its_end(conn: Connection) -> None:
    numbers = await write(conn, 1005)
    assert (await verify(conn)).entries == numbers[-1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET act = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "UPDATE audit_payloads SET payload = '{}'",
        "TRUNCATE audit_payloads",
    ],
)
async def test_the_tables_refuse_to_be_changed(conn: Connection, statement: str) -> None:
    await write(conn, 1)
    with pytest.raises(Exception, match="append-only"):
        await conn.execute(statement)


async def test_a_changed_payload_is_found(owned: Connection) -> None:
    numbers = await write(owned, 3)
    await owned.execute(
        "UPDATE audit_payloads SET payload = $2 WHERE number = $1", numbers[1], {"category": "x"}
    )
    found = await verify(owned)
    assert (found.ok, found.first_broken) == (False, numbers[1])


@pytest.mark.parametrize(
    "change",
    [
        "act = 'post.released'",
        "at = at + interval '1 microsecond'",
        "actor_id = gen_random_uuid()",
        "subject_kind = 'comment'",
        "subject_id = gen_random_uuid()",
        "circle_id = gen_random_uuid()",
        "digest = sha256('x')",
        "hash = sha256('x')",
    ],
)
async def test_a_changed_entry_is_found(owned: Connection, change: str) -> None:
    numbers = await write(owned, 3)
    await owned.execute("UPDATE audit_entries SET " + change + " WHERE number = $1", numbers[1])
    found = await verify(owned)
    assert (found.ok, found.first_broken) == (False, numbers[1])


async def test_a_deleted_entry_is_found(owned: Connection) -> None:
    numbers = await write(owned, 3)
    await owned.execute("DELETE FROM audit_entries WHERE number = $1", numbers[1])
    assert (await verify(owned)).first_broken == numbers[1]


async def test_closing_the_gap_after_a_deletion_is_found(owned: Connection) -> None:
    numbers = await write(owned, 3)
    await owned.execute("DELETE FROM audit_entries WHERE number = $1", numbers[1])
    await owned.execute("UPDATE audit_entries SET number = $1 WHERE number = $2", numbers[1], numbers[2])
    await owned.execute("UPDATE audit_head SET number = $1", numbers[1])
    assert (await verify(owned)).first_broken == numbers[1]


async def test_swapped_entries_are_found(owned: Connection) -> None:
    numbers = await write(owned, 3)
    for old, new in ((numbers[1], 10**9), (numbers[2], numbers[1]), (10**9, numbers[2])):
        await owned.execute("UPDATE audit_entries SET number = $2 WHERE number = $1", old, new)
        await owned.execute("UPDATE audit_payloads SET number = $2 WHERE number = $1", old, new)
    assert (await verify(owned)).first_broken == numbers[1]


async def test_a_cut_tail_is_found_by_the_head(owned: Connection) -> None:
    numbers = await write(owned, 3)
    await owned.execute("DELETE FROM audit_entries WHERE number = $1", numbers[2])
    assert (await verify(owned)).first_broken == numbers[2]


async def test_a_cut_tail_with_the_head_set_back_is_found_by_a_remembered_head(owned: Connection) -> None:
    numbers = await write(owned, 3)
    remembered = await get_head(owned)
    await owned.execute("DELETE FROM audit_payloads WHERE number = $1", numbers[2])
    await owned.execute("DELETE FROM audit_entries WHERE number = $1", numbers[2])
    await owned.execute(
        "UPDATE audit_head SET number = $1, hash = (SELECT hash FROM audit_entries WHERE number = $1)",
        numbers[1],
    )
    assert (await verify(owned)).ok, "nothing inside the database can tell"
    assert (await verify(owned, [remembered])).first_broken == numbers[2]


async def test_a_tail_written_anew_is_found_by_a_remembered_head(owned: Connection) -> None:
    numbers = await write(owned, 3)
    remembered = await get_head(owned)
    await owned.execute("DELETE FROM audit_payloads WHERE number = $1", numbers[2])
    await owned.execute("DELETE FROM audit_entries WHERE number = $1", numbers[2])
    await owned.execute(
        "UPDATE audit_head SET number = $1, hash = (SELECT hash FROM audit_entries WHERE number = $1)",
        numbers[1],
    )
    await write(owned, 4)
    assert (await verify(owned)).ok
    assert (await verify(owned, [remembered])).first_broken == numbers[2]


async def test_an_entry_that_went_round_the_head_is_found(owned: Connection) -> None:
    numbers = await write(owned, 2)
    await owned.execute(
        "INSERT INTO audit_entries (number, at, act, subject_kind, digest, previous, hash)"
        " SELECT number + 1, at, act, subject_kind, digest, hash, hash FROM audit_entries WHERE number = $1",
        numbers[1],
    )
    assert (await verify(owned)).first_broken == numbers[1] + 1


async def test_a_payload_that_went_without_a_recorded_erasure_is_found(owned: Connection) -> None:
    numbers = await write(owned, 3)
    await owned.execute("DELETE FROM audit_payloads WHERE number = $1", numbers[0])
    found = await verify(owned)
    assert (found.ok, found.first_broken) == (False, numbers[0])
