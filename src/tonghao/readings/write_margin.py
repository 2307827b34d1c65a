"""Write in the margin of a section that one has read, or take a note away."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.readings.begin import tell_changed
from tonghao.readings.read import must_have_read
from tonghao.screening.text import TextScreener

_WRITE: Final = """
    INSERT INTO margins (circle_id, reading_id, number, id, account_id, text)
    VALUES ($1, $2, $3, $4, $5, $6)
"""
_WHO: Final = """
    SELECT account_id FROM margins
     WHERE circle_id = $1 AND reading_id = $2 AND number = $3 AND id = $4 AND removed_at IS NULL
"""
_HIDE: Final = "UPDATE margins SET removed_at = now() WHERE circle_id = $1 AND id = $2"
_DROP: Final = "DELETE FROM margins WHERE circle_id = $1 AND reading_id = $2 AND number = $3 AND id = $4"


async def write_margin(
    conn: Connection, *, screener: TextScreener, access: Access, reading_id: UUID, number: int, text: str
) -> None:
    """Note something on a section; only those who have read it will see it.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        EachTextWaits: see `Access.must_take_words`.
        ReadFirst: the person has not marked the section as read.
        InvalidRequest: nothing can be read.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed.
    """
    access.must_write()
    access.must_take_words()
    if access.account_id is None:
        raise NotAllowed
    words = visible(text, lines=True)[:1000]
    if not words:
        raise InvalidRequest(reason="text: nothing of it can be seen")
    await must_have_read(
        conn,
        circle_id=access.circle_id,
        reading_id=reading_id,
        number=number,
        account_id=access.account_id,
    )
    must_pass(screener, words, kind="comment", house=access.house)
    await conn.execute(_WRITE, access.circle_id, reading_id, number, new_id(), access.account_id, words)
    await tell_changed(conn, access.circle_id, reading_id)


async def drop_margin(
    conn: Connection,
    *,
    access: Access,
    reading_id: UUID,
    number: int,
    margin_id: UUID,
    reason: ActReason = NO_REASON,
) -> None:
    """Take a note of one's own away, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such note.
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: audit_head, when it is somebody else's.
    """
    place = (access.circle_id, reading_id, number, margin_id)
    who: UUID | None = await conn.fetchval(_WHO, *place)
    if who is None:
        raise NotFound

    async def drop() -> None:
        await conn.execute(_DROP, *place)
        await tell_changed(conn, access.circle_id, reading_id)

    await remove_thing(
        conn,
        access=access,
        thing=Thing("reading", "margin", margin_id, who, reading_id),
        drop=drop,
        hide=_HIDE,
        reason=reason,
    )
