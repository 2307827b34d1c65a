"""Post a notice: somebody's animal is missing."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_changed
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.lost_pets.types import NewLostPet
from tonghao.media.use import use_photos
from tonghao.screening.text import TextScreener

_POST: Final = """
    INSERT INTO lost_pets (circle_id, id, made_by, name, about, place, seen_at, media_ids, post_id,
                           created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, COALESCE($10, now()))
"""
_THREAD: Final = "SELECT FROM posts WHERE circle_id = $1 AND id = $2 AND state = 'visible'"
_LONGEST: Final = timedelta(days=366)


class SeenTimeRefused(Refusal):
    """It was last seen before now, and within a year. Choose another time."""

    status = 400


async def post_notice(
    conn: Connection, *, screener: TextScreener, access: Access, new: NewLostPet, at: datetime | None = None
) -> UUID:
    """Put a notice on the board of a circle that has one, and return its identifier.

    Args:
        at: When it was put up, of what is told later.

    Raises:
        JoinFirst, BannedHere, CircleClosed: see `Access.must_write`.
        ToolNotUsed: see `must_use`.
        InvalidRequest: neither name nor place can be read.
        SeenTimeRefused: it was seen in the future, or more than a year ago.
        NotFound: no such thread in the circle, or no such photo of the person's.
        PhotoRefused: a photo was refused.
        TextRefused, CheckerAway: see `must_pass`; a telephone number is such a text.

    Emits: tool.changed. Locks: the photos.
    """
    access.must_write()
    access.must_take_words()
    if new.media_ids:
        access.must_take_photos(at_once=True)
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "lost_pet")
    moment = now()
    # A clock that runs a little ahead is no lie.
    if new.seen_at.tzinfo is None or not -_LONGEST < new.seen_at - moment < timedelta(minutes=5):
        raise SeenTimeRefused
    name, place = visible(new.name)[:30], visible(new.place)[:60]
    about = visible(new.about, lines=True)[:500]
    if not name or not place:
        raise InvalidRequest(reason="name, place: nothing of one can be seen")
    must_pass(screener, f"{name}\n{place}\n{about}", kind="post", never=CONTACTS, house=access.house)
    if new.post_id is not None and await conn.fetchrow(_THREAD, access.circle_id, new.post_id) is None:
        raise NotFound
    lost_pet_id = new_id(None if at is None else at.timestamp())
    media_ids = await use_photos(
        conn,
        owner_id=access.account_id,
        media_ids=new.media_ids,
        purpose="post",
        place_kind="lost_pet",
        place_id=lost_pet_id,
        circle_id=access.circle_id,
    )
    await conn.execute(
        _POST, access.circle_id, lost_pet_id, access.account_id, name, about, place, new.seen_at, media_ids,
        new.post_id, at,
    )  # fmt: skip
    await tell_changed(conn, access.circle_id, "lost_pet", lost_pet_id)
    return lost_pet_id
