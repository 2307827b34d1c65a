"""Shapes: what a line of each file must be, read from the tables themselves."""

from datetime import date, datetime, time
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec

from tonghao.archive.tables import ACCOUNT_COLUMNS, TABLES, Table
from tonghao.db import Connection

_COLUMNS: Final = """
    SELECT c.relname AS "table", a.attname AS column, format_type(a.atttypid, NULL) AS type,
           a.attnotnull AS is_needed
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
       AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY c.relname, a.attnum
"""
_LONGEST_TEXT: Final = 100_000
_MOST_IN_A_LIST: Final = 1_000

_TYPES: Final[dict[str, Any]] = {
    "uuid": UUID,
    "text": Annotated[str, msgspec.Meta(max_length=_LONGEST_TEXT)],
    "smallint": Annotated[int, msgspec.Meta(ge=-(2**15), lt=2**15)],
    "integer": Annotated[int, msgspec.Meta(ge=-(2**31), lt=2**31)],
    "bigint": Annotated[int, msgspec.Meta(ge=-(2**53), lt=2**53)],
    "double precision": float,
    "real": float,
    "boolean": bool,
    "timestamp with time zone": datetime,
    "date": date,
    "time without time zone": time,
    "bytea": Annotated[str, msgspec.Meta(pattern=r"^\\x(?:[0-9a-f]{2})*$", max_length=_LONGEST_TEXT)],
    "jsonb": Any,
    "text[]": Annotated[list[str], msgspec.Meta(max_length=_MOST_IN_A_LIST)],
    "uuid[]": Annotated[list[UUID], msgspec.Meta(max_length=_MOST_IN_A_LIST)],
    "smallint[]": Annotated[list[int], msgspec.Meta(max_length=_MOST_IN_A_LIST)],
    "integer[]": Annotated[list[int], msgspec.Meta(max_length=_MOST_IN_A_LIST)],
}


class Shape(msgspec.Struct, frozen=True):
    """What travels of one table.

    Attributes:
        columns: Name -> type, in the table's order.
        line: The Struct that a line must be.
        names: Columns -> the table whose rows they name, which must be in the archive.
    """

    table: Table
    columns: dict[str, str]
    line: Any
    names: dict[str, str]


def named_by(column: str) -> str:
    """The table whose rows a column of this name holds; empty when it is none that is checked."""
    if column == "undone_by":  # names the later act, not a person
        return ""
    if column in ACCOUNT_COLUMNS or column.endswith("_by"):
        return "accounts"
    return {"circle_id": "circles", "partner_id": "partners", "post_id": "posts"}.get(column, "")


async def shapes(conn: Connection) -> list[Shape]:
    """The shape of every table that travels, in the order of `TABLES`."""
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in await conn.fetch(_COLUMNS):
        found.setdefault(row["table"], {})[row["column"]] = (row["type"], row["is_needed"])
    return [_shape_of(table, found.get(table.name, {})) for table in TABLES]


def _shape_of(table: Table, found: dict[str, tuple[str, bool]]) -> Shape:
    wanted = {
        name: kind
        for name, kind in found.items()
        if (name in table.only if table.only else name not in table.left_out)
    }
    fields = [
        (name, _TYPES[kind] if needed else _TYPES[kind] | None) for name, (kind, needed) in wanted.items()
    ]
    line = msgspec.defstruct(table.name, fields, forbid_unknown_fields=True, frozen=True)
    columns = {name: kind for name, (kind, _) in wanted.items()}
    names = {name: named_by(name) for name, kind in columns.items() if kind == "uuid" and named_by(name)}
    return Shape(table, columns, line, names)
