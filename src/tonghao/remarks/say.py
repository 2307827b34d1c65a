"""Say something under a thing in a tool; the tool has asked before whether the person may."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import tell_changed
from tonghao.circles.types import Tool
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed
from tonghao.ids import new_id
from tonghao.media.types import PlaceKind
from tonghao.media.use import use_photos
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_SAY: Final = """
    INSERT INTO remarks (circle_id, id, tool, subject_id, account_id, label, text, media_ids, members_only,
                         unnamed, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE($11, now()))
"""
_THANK: Final = """
    UPDATE remarks SET thanked_at = COALESCE(thanked_at, now())
     WHERE circle_id = $1 AND subject_id = $2 AND id = ANY($3::uuid[]) AND removed_at IS NULL
       AND account_id <> $4
    RETURNING account_id
"""


async def say(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    tool: Tool,
    subject_id: UUID,
    new: NewRemark,
    label: str = "",
    place_kind: PlaceKind = "remark",
    members_only: bool = False,
    unnamed: bool = False,
    at: datetime | None = None,
) -> UUID:
    """Add a remark under *subject_id* and return its identifier.

    Args:
        label: At most 60 characters that were checked before, or are ours.
        place_kind: `child` for photos that members alone may ever fetch.
        unnamed: Only the circle's staff read who says it.
        at: When it was said, of what is told later.

    Raises:
        InvalidRequest: there is nothing to read, to see, nor a label.
        NotFound, PhotoRefused: see `use_photos`.
        TextRefused, CheckerAway: see `must_pass`.
        PhotosStopped, EachTextWaits: the circle is restricted; see `Access`.

    Emits: tool.changed. Locks: the photos.
    """
    if access.account_id is None:
        raise NotAllowed
    if new.media_ids:
        access.must_take_photos(at_once=True)
    words = visible(new.text, lines=True)[:1000]
    if words:
        access.must_take_words()
        must_pass(screener, words, kind="comment", never=CONTACTS, house=access.house)
    elif not new.media_ids and not label:
        raise InvalidRequest(reason="text: nothing of it can be seen")
    remark_id = new_id(None if at is None else at.timestamp())
    media_ids = await use_photos(
        conn,
        owner_id=access.account_id,
        media_ids=new.media_ids,
        purpose="child" if place_kind == "child" else "post",
        place_kind=place_kind,
        place_id=remark_id,
        circle_id=access.circle_id,
    )
    await conn.execute(
        _SAY, access.circle_id, remark_id, tool, subject_id, access.account_id, label, words, media_ids,
        members_only, unnamed, at,
    )  # fmt: skip
    await tell_changed(conn, access.circle_id, tool, subject_id)
    return remark_id


async def thank_remarks(
    conn: Connection, *, circle_id: UUID, subject_id: UUID, remark_ids: Collection[UUID], account_id: UUID
) -> set[UUID]:
    """Say that these remarks helped, and return who said them; one's own count not, nor what is gone."""
    rows = await conn.fetch(_THANK, circle_id, subject_id, list(remark_ids), account_id)
    return {row[0] for row in rows}
