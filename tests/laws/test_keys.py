"""Every primary and unique key contains the distribution column that decision 0001 gives its table."""

import re

from tests.laws.source import ROOT
from tonghao.db import Pool, reading

_TABLES = """
    SELECT c.relname AS table, i.indisprimary AS is_primary,
           ARRAY(SELECT a.attname FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place)
                   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                  ORDER BY k.place) AS columns
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique
     WHERE c.relkind = 'r' AND c.relname NOT LIKE 'pgqueuer%' AND c.relname <> 'schema_migrations'
"""
_FOREIGN = """
    SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent
      FROM pg_constraint WHERE contype = 'f'
"""


def decided() -> dict[str, tuple[str, str, list[str]]]:
    """Table -> kind, column, key, as the decision file says."""
    text = (ROOT / "decisions" / "0001-keys-and-distribution.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z_]+) \| (\w+) \| (\w*) ?\| ([^|]+) \|$", text, re.MULTILINE)
    return {
        table: (kind, column, [part.strip() for part in key.split(",")])
        for table, kind, column, key in rows
        if table != "table"
    }


async def test_every_table_is_decided_and_every_key_holds_its_column(pool: Pool) -> None:
    async with reading(pool) as conn:
        rows = await conn.fetch(_TABLES)
    known = decided()
    assert {row["table"] for row in rows} == set(known)
    wrong = []
    for row in rows:
        kind, column, key = known[row["table"]]
        if row["is_primary"] and list(row["columns"]) != key:
            wrong.append(f"{row['table']}: key is {list(row['columns'])}, decided {key}")
        if kind == "distributed" and column not in row["columns"]:
            wrong.append(f"{row['table']}: unique {list(row['columns'])} lacks {column}")
    assert wrong == []


async def test_no_foreign_key_crosses_distribution_columns(pool: Pool) -> None:
    known = decided()
    async with reading(pool) as conn:
        for row in await conn.fetch(_FOREIGN):
            assert known[row["child"]][0] == known[row["parent"]][0] == "single"
