"""Fill every table that knows people with rows about one of them, read from the schema itself."""

import re
import secrets
import tomllib
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from tests.laws.source import ROOT
from tests.world import World
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection, Pool, writing
from tonghao.ids import new_id

_COLUMNS = """
    SELECT column_name AS name, udt_name AS type, is_nullable = 'YES' AS optional,
           column_default IS NOT NULL OR is_generated = 'ALWAYS' OR is_identity = 'YES' AS has_default
      FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1
     ORDER BY ordinal_position
"""
_FOREIGN = """
    SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent, a.attname AS name,
           k.attname AS key
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute k ON k.attrelid = c.confrelid AND k.attnum = c.confkey[1]
     WHERE c.contype = 'f'
"""
_CHECKS = """
    SELECT pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid = $1::regclass AND contype = 'c'
"""
_ONE_OF = re.compile(r"\(?\(?(\w+)\)?(?:::text)? = ANY \(\(?ARRAY\[(.+?)\]")
# Who stands in these has written the row.
_WRITERS = frozenset(
    {"account_id", "author_id", "owner_id", "made_by", "edited_by", "entered_by", "reporter_id", "applied_by"}
    | {"maker_id"}
)
_OVERRIDES = tomllib.loads((ROOT / "tests" / "laws" / "filled.toml").read_text("utf-8"))


class Filled:
    """The person, the columns in which they stand, and a word that stands wherever they can write."""

    def __init__(self, person: UUID, columns: list[str]) -> None:
        self.person, self.columns = person, columns
        self.words = f"梧桐{secrets.token_hex(8)}"
        self.rows: list[tuple[str, dict[str, Any]]] = []

    async def clear(self, pool: Pool) -> None:
        """Take away what was made up, so that other tests do not meet it."""
        async with writing(pool) as conn:
            for table, row in reversed(self.rows):
                keys = {name: value for name, value in row.items() if isinstance(value, UUID)}
                where = " AND ".join(f"{name} = ${at}" for at, name in enumerate(keys, 1))
                with suppress(
                    asyncpg.RaiseError, asyncpg.InsufficientPrivilegeError
                ):  # what is append-only stays
                    async with conn.transaction():
                        await conn.execute(f"DELETE FROM {table} WHERE {where}", *keys.values())


async def fill(pool: Pool, world: World, columns: list[str]) -> Filled:
    """Put one row for each of *columns* (`table.column`) into the database, parents before children."""
    made = await world.circle(members=2)
    person, other = made.members
    filled = Filled(person, columns)
    post = await world.post(made.circle_id, person, f"{filled.words}")
    comment = await world.comment(post, person, f"{filled.words}。")
    scene = {
        "circle_id": made.circle_id,
        "post_id": post.post_id,
        "comment_id": comment.comment_id,
        "partner_id": made.partner_id,
    } | {name: new_id() for name in _OVERRIDES["ids"].values()}
    async with writing(pool) as conn:
        # The chain is nobody's to fill by hand.
        await append(
            conn,
            act="profile.removed",
            actor_id=person,
            subject_kind="account",
            subject_id=person,
            circle_id=None,
            payload={"words": filled.words},
        )
        await conn.execute(
            "UPDATE accounts SET email = $2, phone = $3 WHERE id = $1",
            person,
            _OVERRIDES["email_claims"]["email"],
            _OVERRIDES["phone_claims"]["phone"],
        )
        await conn.execute("UPDATE profiles SET bio = $2 WHERE account_id = $1", person, filled.words)
        for table in _OVERRIDES["also"]:
            row = await _row(conn, table, "", scene, filled, other)
            await _add(conn, table, row)
            filled.rows.append((table, row))
        foreign = await conn.fetch(_FOREIGN)
        faults: dict[str, str] = {}
        parents = [one["parent"] for one in foreign]
        for name in sorted(columns, key=lambda name: -parents.count(name.split(".")[0])):
            table, column = name.split(".")
            if await conn.fetchval(f"SELECT count(*) FROM {table} WHERE {column} = $1", person):
                continue
            row = await _row(conn, table, column, scene, filled, other)
            row[column] = person
            for one in foreign:
                if one["child"] == table:
                    row[one["name"]] = await _parent(conn, one["parent"], one["key"], filled)
            try:
                async with conn.transaction():
                    await _add(conn, table, row)
            except Exception as fault:
                faults[name] = str(fault)
                continue
            filled.rows.append((table, row))
    told = "\n".join(f"{name}: {fault}" for name, fault in faults.items())
    assert faults == {}, f"say in filled.toml what a row of these may hold:\n{told}"
    return filled


async def _parent(conn: Connection, table: str, key: str, filled: Filled) -> Any:
    """A row of *table* that stands already."""
    mine = [row[key] for name, row in filled.rows if name == table and key in row]
    return mine[-1] if mine else await conn.fetchval(f"SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 1")


async def _add(conn: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    places = ", ".join(f"${at}" for at in range(1, len(row) + 1))
    await conn.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())


async def _row(
    conn: Connection, table: str, about: str, scene: dict[str, UUID], filled: Filled, other: UUID
) -> dict[str, Any]:
    checks = [row[0] for row in await conn.fetch(_CHECKS, table)]
    allowed = {
        match[1]: values[0]
        for check in checks
        for match in _ONE_OF.finditer(check)
        if (values := re.findall(r"'([^']*)'", match[2]))
    }
    people = {name.split(".")[1] for name in filled.columns if name.startswith(f"{table}.")}
    said = _OVERRIDES.get(table, {}) | _OVERRIDES.get(f"{table}.{about}", {})
    row: dict[str, Any] = {}
    for column in await conn.fetch(_COLUMNS, table):
        name = column["name"]
        if name in said:
            if said[name] == "@fresh":
                row[name] = new_id()
            elif said[name] == "@post":
                row[name] = scene["post_id"]
            elif said[name] != "@default":
                row[name] = _given(said[name], column["type"])
        elif name in people:
            if not column["optional"]:
                row[name] = other
        elif name == "id" and table in _OVERRIDES["ids"]:
            row[name] = scene[_OVERRIDES["ids"][table]]
        elif name in scene and table not in {"circles", "posts", "comments"}:
            row[name] = scene[name]
        elif name in allowed and not column["optional"]:
            row[name] = allowed[name]
        elif name.endswith("_count"):
            row[name] = 9  # jobs take away what they find
        elif not column["has_default"] and not column["optional"]:
            row[name] = _value(column["type"], filled.words if about in _WRITERS else "别人的话", new_id)
    return row


def _given(value: Any, kind: str) -> Any:
    if kind == "bytea":
        return str(value).encode()
    if kind == "timestamptz":
        return now() + timedelta(hours=int(value))
    if kind == "date":
        return (now() + timedelta(days=int(value))).date()
    return value


def _value(kind: str, words: str, fresh: Any) -> Any:
    """Some value of the column's type; texts hold the word that must go."""
    values: dict[str, Any] = {
        "text": words,
        "uuid": fresh(),
        "bytea": secrets.token_bytes(32),
        "int2": 1,
        "int4": 1,
        "int8": 1,
        "bool": False,
        "jsonb": {},
        "timestamptz": now() + timedelta(hours=1),
        "date": now().date(),
        "_text": [],
        "_uuid": [],
        "_int4": [],
        "_jsonb": [],
        "float4": 0.0,
        "float8": 0.0,
        "tsvector": "",
    }
    return values[kind]
