"""Acts are written one behind the other."""

import asyncio

import pytest

from tests.audit.chain import write
from tonghao.audit.append import append
from tonghao.audit.read import get_head, list_entries
from tonghao.audit.types import Link, digest_of, hash_of
from tonghao.audit.verify import verify
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id


async def test_an_entry_carries_the_hash_of_the_one_before(conn: Connection) -> None:
    first, second = await write(conn, 2)
    rows = await conn.fetch(
        "SELECT previous, hash FROM audit_entries WHERE number IN ($1, $2) ORDER BY number", first, second
    )
    assert second == first + 1
    assert rows[1]["previous"] == rows[0]["hash"]
    assert (await get_head(conn)).hash == rows[1]["hash"].hex()


async def test_fifty_at_once_make_one_chain_without_a_gap(pool: Pool) -> None:
    async def one(number: int) -> int:
        async with writing(pool) as conn:
            return await append(
                conn,
                act="test.written",
                actor_id=None,
                subject_kind="post",
                subject_id=new_id(),
                circle_id=None,
                payload={"number": number},
            )

    numbers = sorted(await asyncio.gather(*(one(number) for number in range(50))))
    assert numbers == list(range(numbers[0], numbers[0] + 50))
    async with reading(pool) as conn:
        assert (await verify(conn)).ok


async def test_a_refused_act_leaves_no_gap(pool: Pool) -> None:
    async with reading(pool) as conn:
        before = await get_head(conn)

    async def refuse() -> None:
        async with writing(pool) as conn:
            await write(conn, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await refuse()
    async with reading(pool) as conn:
        assert await get_head(conn) == before


async def test_numbers_that_the_database_writes_in_its_own_way_still_fit(conn: Connection) -> None:
    await write(
        conn,
        1,
        payload={"score": 1e16, "half": 0.5, "big": 2**70, "text": "一二\u200b三", "deep": {"b": [1, None]}},
    )
    assert (await verify(conn)).ok


def test_two_different_entries_never_share_an_encoding() -> None:
    at, zero = now(), bytes(32)
    actor = new_id()
    variants = [
        Link(1, at, "ab", None, "c", None, None, zero, zero),
        Link(1, at, "a", None, "bc", None, None, zero, zero),
        Link(1, at, "ab", actor, "c", None, None, zero, zero),
        Link(1, at, "ab", None, "c", actor, None, zero, zero),
        Link(1, at, "ab", None, "c", None, actor, zero, zero),
    ]
    assert len({hash_of(link) for link in variants}) == len(variants)


def test_the_same_words_under_another_salt_have_another_digest() -> None:
    payload = {"note": "辱骂"}
    assert digest_of(bytes(32), payload) != digest_of(b"\1" * 32, payload)
    assert digest_of(bytes(32), {"a": 1, "b": 2}) == digest_of(bytes(32), {"b": 2, "a": 1})


async def test_the_log_reads_newest_first_and_by_subject(conn: Connection) -> None:
    subject = new_id()
    numbers = await write(conn, 53, subject_id=subject)
    await write(conn, 1)
    first = await list_entries(conn, subject_id=subject)
    second = await list_entries(conn, subject_id=subject, cursor=first.next_cursor)
    assert [entry.number for entry in first.entries + second.entries] == numbers[::-1]
    assert second.next_cursor is None
    assert (await list_entries(conn)).entries[0].number == numbers[-1] + 1
