"""Tidy: the words of a circle, without what nobody can see."""

import unicodedata
from typing import TypeVar

import msgspec

from tonghao.accounts.check_name import visible
from tonghao.errors import Refusal

_W = TypeVar("_W", bound=msgspec.Struct)


class CircleNameRefused(Refusal):
    """This name cannot be used. Take 2 to 30 visible characters."""

    status = 400


def tidied(words: _W) -> _W:
    """*words* (a new circle or an edit) as they are stored.

    Raises:
        CircleNameRefused: of the name too little can be seen.
    """
    tidy: dict[str, str] = {}
    for field in ("name", "name_en", "description", "description_en", "rules"):
        said: str | None = getattr(words, field)
        if said is not None:
            tidy[field] = visible(said, lines=field in {"description", "description_en", "rules"})
    name = tidy.get("name")
    if name is not None and (len(name) < 2 or not any(unicodedata.category(c)[0] in "LNSP" for c in name)):
        raise CircleNameRefused
    return msgspec.structs.replace(words, **tidy)
