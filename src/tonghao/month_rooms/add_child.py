"""Add a child of one's own, or take it out again with what one said about it."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_changed
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.month_rooms.types import OLDEST_MONTHS, NewChild
from tonghao.remarks.remove import drop_remarks_of
from tonghao.screening.text import TextScreener

MOST: Final = 6

_LOCK: Final = """
    SELECT account_id FROM memberships WHERE circle_id = $1 AND account_id = $2 FOR NO KEY UPDATE
"""
_COUNT: Final = "SELECT count(*) FROM children WHERE circle_id = $1 AND account_id = $2"
# A child on its way is welcome from nine months before.
_ADD: Final = """
    INSERT INTO children (circle_id, id, account_id, nickname, born_on)
    SELECT $1, $2, $3, $4, $5::date
      FROM circles k
     WHERE k.id = $1
       AND $5::date BETWEEN (now() AT TIME ZONE k.zone)::date - make_interval(months => $6)
                        AND (now() AT TIME ZONE k.zone)::date + interval '9 months'
    RETURNING id
"""
_DROP: Final = """
    DELETE FROM children WHERE circle_id = $1 AND id = $2 AND account_id = $3 RETURNING nickname
"""


class MonthRefused(Refusal):
    """The rooms are for children up to six years old, and for those who come within nine months."""

    status = 400


class TooManyChildren(Refusal):
    """Six children are in the rooms already. Take one out first."""


async def add_child(conn: Connection, *, screener: TextScreener, access: Access, new: NewChild) -> UUID:
    """Put a child of one's own into the room of its age, and return its identifier.

    Raises:
        JoinFirst, BannedHere, CircleClosed: see `Access.must_write`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: the nickname cannot be read.
        MonthRefused, TooManyChildren: it is too old or too far ahead, or the seventh.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the membership.
    """
    access.must_write()
    access.must_take_words()
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "month_room")
    nickname = visible(new.nickname)[:12]
    if not nickname:
        raise InvalidRequest(reason="nickname: nothing of it can be seen")
    must_pass(screener, nickname, kind="name", never=CONTACTS, house=access.house)
    await conn.execute(_LOCK, access.circle_id, access.account_id)
    if await conn.fetchval(_COUNT, access.circle_id, access.account_id) >= MOST:
        raise TooManyChildren
    born_on = date.fromisoformat(f"{new.born_in}-01")
    child_id: UUID | None = await conn.fetchval(
        _ADD, access.circle_id, new_id(), access.account_id, nickname, born_on, OLDEST_MONTHS
    )
    if child_id is None:
        raise MonthRefused
    await tell_changed(conn, access.circle_id, "month_room", child_id)
    return child_id


async def drop_child(conn: Connection, *, access: Access, child_id: UUID) -> None:
    """Take a child of one's own out of the rooms, with all that one said about it and its photos.

    Raises:
        NotFound: one has no such child here.

    Emits: tool.changed. Locks: the photos.
    """
    if access.account_id is None:
        raise NotAllowed
    nickname = await conn.fetchval(_DROP, access.circle_id, child_id, access.account_id)
    if nickname is None:
        raise NotFound
    await drop_remarks_of(
        conn, circle_id=access.circle_id, tool="month_room", account_id=access.account_id, label=nickname
    )
    await tell_changed(conn, access.circle_id, "month_room", child_id)
