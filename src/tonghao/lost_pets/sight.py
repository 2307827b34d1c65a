"""Sight: somebody saw an animal that is missing, or something of it, and says where and when."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import tell_person
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM lost_pets WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT made_by, name, state, removed_at FROM lost_pets WHERE circle_id = $1 AND id = $2
"""


class SearchOver(Refusal):
    """This search is over. What people saw stays here to be read."""


async def sight(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    lost_pet_id: UUID,
    new: NewRemark,
    at: datetime | None = None,
) -> UUID:
    """Say what one saw, and return the remark; whoever misses the animal is told.

    Args:
        at: When it was said, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed: see `Access.must_write`.
        NotFound, SearchOver: there is no such notice or photo, or it is over.
        InvalidRequest, PhotoRefused, TextRefused, CheckerAway: see `say`.

    Emits: tool.changed, tool.told. Locks: the notice, then the photos.
    """
    access.must_write()
    facts = await must_be_missing(conn, access.circle_id, lost_pet_id)
    remark_id = await say(
        conn, screener=screener, access=access, tool="lost_pet", subject_id=lost_pet_id, new=new, at=at
    )
    if at is None:
        await tell_person(
            conn,
            access=access,
            account_id=facts["made_by"],
            tool="lost_pet",
            subject_id=remark_id,
            what="sighted",
            title=facts["name"],
        )
    return remark_id


async def must_be_missing(conn: Connection, circle_id: UUID, lost_pet_id: UUID) -> Row:
    """Lock a notice and return what it says; raises NotFound or SearchOver unless it still searches."""
    await conn.execute(_LOCK, circle_id, lost_pet_id)
    facts = await conn.fetchrow(_FACTS, circle_id, lost_pet_id)
    if facts is None or facts["removed_at"] is not None:
        raise NotFound
    if facts["state"] != "missing":
        raise SearchOver
    return facts
