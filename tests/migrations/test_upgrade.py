"""The database of the release before this one is brought forward with everything in it."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.source import ROOT
from tonghao.audit.verify import verify
from tonghao.cannot_start import CannotStart
from tonghao.db import Connection, connect
from tonghao.migrate import MIGRATIONS, DatabaseIsNewer, migrate, missing_migrations, schema_of
from tonghao.postgres import PostgresServer, temporary_server
from tonghao.postgres_home import client_program

# Made by make_fixture.py from the revision of the foundation.
_FOUNDATION = Path(__file__).parent / "foundation.dump"

_COLUMNS = """
    SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.column_name::text) AS columns
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
     GROUP BY c.table_name
"""
# Columns that a later step changes or drops on purpose, and why.
_CHANGED: dict[str, set[str]] = {
    "schema_migrations": {"version"},
    # Codes live for minutes; what they are sent to has another name since numbers count as well.
    "one_time_codes": {"email"},
}
# Written before the rule, and before anything was released.
_BEFORE_THE_RULE = {"20261126215103_contacts.sql"}

_EXPANDS = re.compile(r"\b(CREATE TABLE|ADD COLUMN)\b", re.IGNORECASE)
_CONTRACTS = re.compile(
    r"\b(DROP TABLE|DROP COLUMN|RENAME (?:COLUMN|TO)|ALTER COLUMN \w+ TYPE)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with temporary_server() as running:
        yield running


@pytest.fixture
def old(server: PostgresServer) -> PostgresServer:
    """A server with the database of the foundation."""
    subprocess.run(
        [
            client_program("pg_restore"),
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            f"--dbname={server.dsn()}",
            str(_FOUNDATION),
        ],
        check=True,
    )
    return server


async def _columns(conn: Connection) -> dict[str, list[str]]:
    return {row[0]: row[1] for row in await conn.fetch(_COLUMNS)}


async def _contents(conn: Connection, columns: dict[str, list[str]]) -> dict[str, tuple[int, str]]:
    """Of every table: how many rows, and a digest of what stood in it before."""
    found = {}
    for table, names in columns.items():
        kept = [name for name in names if name not in _CHANGED.get(table, set())]
        if kept:
            row = ", ".join(f't."{name}"' for name in kept)
            count, digest = await conn.fetchrow(
                f"SELECT count(*), md5(string_agg(r, E'\\n' ORDER BY r))"
                f" FROM (SELECT ROW({row})::text AS r FROM {table} t) rows"
            )
            found[table] = (count, digest)
    return found


async def test_every_row_of_the_release_before_is_there_after_the_upgrade(old: PostgresServer) -> None:
    conn = await connect(old.dsn())
    columns = await _columns(conn)
    before = await _contents(conn, columns)
    assert before["posts"][0] > 50
    assert before["comments"][0] > 100
    assert await missing_migrations(conn)
    await conn.close()
    assert migrate(old.dsn()) > 0
    conn = await connect(old.dsn())
    try:
        assert await _contents(conn, columns) == before
        assert not await missing_migrations(conn)
        assert (await verify(conn)).ok
    finally:
        await conn.close()
    # What was brought forward is the same as what is made anew, to the last index.
    assert schema_of(old) == (ROOT / "schema.sql").read_text("utf-8")


async def test_an_upgrade_that_was_done_does_nothing(server: PostgresServer) -> None:
    migrate(server.dsn())
    assert migrate(server.dsn()) == 0


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(server: PostgresServer) -> None:
    migrate(server.dsn())
    conn = await connect(server.dsn())
    await conn.execute("INSERT INTO schema_migrations (version) VALUES ('29990101000000')")
    try:
        with pytest.raises(DatabaseIsNewer) as refused:
            migrate(server.dsn())
    finally:
        await conn.execute("DELETE FROM schema_migrations WHERE version = '29990101000000'")
        await conn.close()
    assert isinstance(refused.value, CannotStart)
    assert "29990101000000" in refused.value.english()
    assert "更新版本" in refused.value.chinese()


def test_a_step_adds_or_takes_away_and_never_both() -> None:
    """Between the two, servers of both versions run on one database."""
    both = [
        path.name
        for path in sorted(MIGRATIONS.glob("*.sql"))
        if _EXPANDS.search(path.read_text("utf-8")) and _CONTRACTS.search(path.read_text("utf-8"))
    ]
    assert set(both) == _BEFORE_THE_RULE


def test_no_step_says_how_to_go_back() -> None:
    """A backup is the way back; a step that deletes what was written since would lose it."""
    for path in MIGRATIONS.glob("*.sql"):
        _, _, down = path.read_text("utf-8").partition("-- migrate:down")
        assert down.strip() == "", path.name
