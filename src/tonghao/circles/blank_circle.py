"""Blank a circle whose words were removed by a moderator, or put back what stood there."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import NotFound

_BLANK_NAME: Final = "圈子"

_LOCK: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_WORDS: Final = """
    SELECT name, name_en, description, description_en, rules, cover_owner_id, cover_media_id
      FROM circles WHERE id = $1
"""
_SHOW: Final = """
    UPDATE circles
       SET name = $2, name_en = $3, description = $4, description_en = $5, rules = $6,
           cover_owner_id = $7, cover_media_id = $8
     WHERE id = $1
"""


class CircleWords(msgspec.Struct, frozen=True):
    """What a circle says of itself, and its cover."""

    name: str
    name_en: str
    description: str
    description_en: str
    rules: str
    cover_owner_id: UUID | None
    cover_media_id: UUID | None


async def blank_circle(conn: Connection, *, circle_id: UUID) -> CircleWords:
    """Let nothing stand that the circle's people wrote about it; return what stood there.

    Raises:
        NotFound: there is no such circle.

    Locks: the circle.
    """
    await conn.execute(_LOCK, circle_id)
    row = await conn.fetchrow(_WORDS, circle_id)
    if row is None:
        raise NotFound
    await conn.execute(_SHOW, circle_id, _BLANK_NAME, "", "", "", "", None, None)
    return CircleWords(*row)


async def put_back_circle(conn: Connection, *, circle_id: UUID, words: CircleWords) -> None:
    """Let *words* stand again."""
    await conn.execute(_SHOW, circle_id, *msgspec.structs.astuple(words))
