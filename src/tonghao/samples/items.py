"""Items: our own texts and drawings with a known answer, which stand between the samples."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

import tonghao.policies

_HERE: Final = Path(__file__).parent
_DRAWINGS: Final = Path(tonghao.policies.__file__).parent / "drawings"


class KnownItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of `items.toml`: `category` is null when nothing is wrong; `drawing` is one of the standard's."""

    code: str
    text: str
    category: str | None = None
    drawing: str | None = None


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
