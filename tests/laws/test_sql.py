"""Every SQL constant prepares against the real schema; none reads a large table in sequence."""

import re
from collections import defaultdict

import pytest

from tests.laws.source import PACKAGE, ROOT, feature_of, statements
from tonghao.db import Connection, Pool, reading

_LARGE = (
    "posts",
    "comments",
    "likes",
    "memberships",
    "joined_circles",
    "profiles",
    "notifications",
    "media_uses",
)
_WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?([a-z_]+)", re.IGNORECASE)

# Statements that may read a whole table, and why.
_MAY_SCAN: dict[str, str] = {
    # An operator's rare look-up; the pattern decides between trigrams and a scan.
    "moderation/oversee.py:_PEOPLE_CALLED": "rare",
    # A backup reads everything anyway, and says how much it was.
    "backup.py:_COUNTS": "rare",
    # Once in a replay, of a community that was made for it.
    "replay/neighbours.py:_MEMBERS": "rare",
}


async def test_every_statement_prepares(pool: Pool) -> None:
    broken = {}
    async with reading(pool) as conn:
        for path, name, text in statements():
            try:
                await conn.prepare(text)
            except Exception as error:
                broken[f"{path.relative_to(ROOT)}:{name}"] = str(error)
    assert broken == {}


@pytest.fixture
async def large(conn: Connection) -> Connection:
    """A hundred thousand posts with what hangs on them, gone after the test."""
    await conn.execute("SET LOCAL synchronous_commit = off")
    for statement in (ROOT / "tests" / "laws" / "large.sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            await conn.execute(statement, timeout=300)
    return conn


async def test_no_statement_reads_a_large_table_in_sequence(large: Connection) -> None:
    await large.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    slow = {}
    for path, name, text in statements():
        key = f"{path.relative_to(PACKAGE)}:{name}"
        if key in _MAY_SCAN:
            continue
        places = max((int(number) for number in re.findall(r"\$(\d+)", text)), default=0)
        prepared = await large.prepare(text)
        types = ", ".join(
            f"{t.name}[]" if t.kind == "array" and not t.name.endswith("[]") else t.name
            for t in prepared.get_parameters()
        )
        await large.execute(f"PREPARE law{f'({types})' if types else ''} AS {text}")
        nulls = f"({', '.join(['NULL'] * places)})" if places else ""
        plan = "\n".join(row[0] for row in await large.fetch(f"EXPLAIN EXECUTE law{nulls}"))
        await large.execute("DEALLOCATE law")
        scanned = [table for table in _LARGE if re.search(rf"Seq Scan on {table}\b", plan)]
        if scanned:
            slow[key] = scanned
    assert slow == {}


def test_a_table_is_written_by_one_feature() -> None:
    writers: dict[str, set[str]] = defaultdict(set)
    for path, _, text in statements():
        for table in _WRITES.findall(
            re.sub(r"ON CONFLICT.*?DO UPDATE", "", text, flags=re.DOTALL | re.IGNORECASE)
        ):
            if table.lower() not in {"set", "of", "skip"}:
                writers[table.lower()].add(feature_of(path))
    shared = {table: sorted(who) for table, who in writers.items() if len(who) > 1}
    assert shared == {}
