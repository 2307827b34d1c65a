"""Items: our own texts and drawings with a known answer, which stand between the samples."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

import tonghao.policies
from tonghao.db import Connection

_HERE: Final = Path(__file__).parent
_DRAWINGS: Final = Path(tonghao.policies.__file__).parent / "drawings"


class KnownItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of `items.toml`: `category` is null when nothing is wrong; `drawing` is one of the standard's."""

    code: str
    text: str
    category: str | None = None
    drawing: str | None = None


_OWN: Final = "SELECT code, text, category FROM test_items WHERE retired_at IS NULL ORDER BY code"
# A retired one is still shown to whoever was given it before.
_ONE: Final = "SELECT code, text, category FROM test_items WHERE code = $1"


@cache
def items() -> dict[str, KnownItem]:
    """All test items by their code."""
    told = tomllib.loads((_HERE / "items.toml").read_text("utf-8"))
    return {item.code: item for item in msgspec.convert(told["item"], list[KnownItem])}


@cache
def drawing_of(item: KnownItem) -> bytes:
    """The picture of an item that has one."""
    assert item.drawing is not None
    return (_DRAWINGS / f"{item.drawing}.svg").read_bytes()


async def known_items(conn: Connection) -> list[KnownItem]:
    """All test items that are drawn from: ours, and what this place added."""
    return [*items().values(), *(KnownItem(*row) for row in await conn.fetch(_OWN))]


async def find_item(conn: Connection, code: str) -> KnownItem | None:
    """The test item *code*, ours or of this place; None when it is gone."""
    if code in items():
        return items()[code]
    row = await conn.fetchrow(_ONE, code)
    return None if row is None else KnownItem(*row)
