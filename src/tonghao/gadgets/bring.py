"""Bring something broken to the bench."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_changed
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed
from tonghao.gadgets.types import NewGadget
from tonghao.ids import new_id
from tonghao.media.use import use_photos
from tonghao.screening.text import TextScreener

_BRING: Final = """
    INSERT INTO gadgets (circle_id, id, made_by, device, symptom, media_ids, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, COALESCE($7, now()))
"""


async def bring_gadget(
    conn: Connection, *, screener: TextScreener, access: Access, new: NewGadget, at: datetime | None = None
) -> UUID:
    """Put something broken on the bench of a circle that has one, and return its identifier.

    Args:
        at: When it was brought, of what is told later.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: see `Access`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: neither the thing nor its symptom can be read.
        NotFound, PhotoRefused: see `use_photos`.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed. Locks: the photos.
    """
    access.must_write()
    access.must_take_words()
    if new.media_ids:
        access.must_take_photos(at_once=True)
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "gadget")
    device, symptom = visible(new.device)[:60], visible(new.symptom, lines=True)[:500]
    if not device or not symptom:
        raise InvalidRequest(reason="device, symptom: nothing of one can be seen")
    must_pass(screener, f"{device}\n{symptom}", kind="post", never=CONTACTS, house=access.house)
    gadget_id = new_id(None if at is None else at.timestamp())
    media_ids = await use_photos(
        conn,
        owner_id=access.account_id,
        media_ids=new.media_ids,
        purpose="post",
        place_kind="gadget",
        place_id=gadget_id,
        circle_id=access.circle_id,
    )
    await conn.execute(_BRING, access.circle_id, gadget_id, access.account_id, device, symptom, media_ids, at)
    await tell_changed(conn, access.circle_id, "gadget", gadget_id)
    return gadget_id
