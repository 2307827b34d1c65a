"""Ask a question at the desk of a clinic."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_changed, tell_person
from tonghao.clinics.notice import HOUSE, must_have_read_notice
from tonghao.clinics.types import NewQuestion
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, Refusal
from tonghao.ids import new_id
from tonghao.media.use import use_photos
from tonghao.screening.text import TextScreener

_ASK: Final = """
    INSERT INTO clinic_questions (circle_id, id, made_by, unnamed, topic, title, text, media_ids, house,
                                  version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE($11, now()))
"""
_DESK: Final = "SELECT account_id FROM counsellors WHERE circle_id = $1 AND account_id <> $2"


class UnnamedWithPhotos(Refusal):
    """The address of a photo names its owner. Ask without photos, or under your name."""

    status = 400


async def ask_clinic(
    conn: Connection, *, screener: TextScreener, access: Access, new: NewQuestion, at: datetime | None = None
) -> UUID:
    """Ask, and return the question; those who answer are told.

    Args:
        at: When it was asked, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: see `Access`.
        ToolNotUsed: see `must_use`.
        ReadNoticeFirst: see `must_have_read_notice`.
        UnnamedWithPhotos: see there.
        InvalidRequest: nothing of the title can be read.
        NotFound, PhotoRefused: see `use_photos`.
        TextRefused, CheckerAway: see `must_pass`; promised returns are such a text.

    Emits: tool.changed, tool.told. Locks: the photos.
    """
    access.must_write()
    access.must_take_words()
    if new.media_ids:
        access.must_take_photos(at_once=True)
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "clinic")
    version = await must_have_read_notice(conn, access)
    if new.is_unnamed and new.media_ids:
        raise UnnamedWithPhotos
    title, text = visible(new.title)[:60], visible(new.text, lines=True)[:1000]
    if not title:
        raise InvalidRequest(reason="title: nothing of it can be seen")
    must_pass(screener, f"{title}\n{text}", kind="post", never=CONTACTS, house=access.house)
    question_id = new_id(None if at is None else at.timestamp())
    media_ids = await use_photos(
        conn,
        owner_id=access.account_id,
        media_ids=new.media_ids,
        purpose="post",
        place_kind="clinic",
        place_id=question_id,
        circle_id=access.circle_id,
    )
    await conn.execute(
        _ASK, access.circle_id, question_id, access.account_id, new.is_unnamed, new.topic, title, text,
        media_ids, HOUSE, version, at,
    )  # fmt: skip
    await tell_changed(conn, access.circle_id, "clinic", question_id)
    if at is None:
        for row in await conn.fetch(_DESK, access.circle_id, access.account_id):
            await tell_person(
                conn,
                access=access,
                account_id=row["account_id"],
                tool="clinic",
                subject_id=question_id,
                what="asked",
                title=title,
                unnamed=new.is_unnamed,
            )
    return question_id
