"""Hand over: who is on duty for the platform asks a colleague to take the rest of the shift, who answers."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.types import ProfileCard
from tonghao.circle_events import DutyHanded
from tonghao.circles.duty_hours import minutes_of, split_at_midnight
from tonghao.circles.hand_over import DutyOffer, NotOnDuty, OfferOver, OfferState
from tonghao.db import Connection
from tonghao.duty.except_platform_duty import add_platform_exceptions, record_roster
from tonghao.duty.read import get_platform_duty, platform_staff_ids
from tonghao.duty.set_roster import NotOfPlatform, lock_roster
from tonghao.duty.types import PlatformDuty
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id

_WITHDRAW: Final = """
    UPDATE platform_hand_overs SET state = 'withdrawn', answered_at = $2
     WHERE from_id = $1 AND state = 'offered'
"""
_OFFER: Final = """
    INSERT INTO platform_hand_overs (id, from_id, to_id, note, at, until) VALUES ($1, $2, $3, $4, $5, $6)
"""
_LIST: Final = """
    SELECT h.id, f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           t.account_id, t.handle, t.name, t.avatar_media_id, t.is_gone, h.note, h.at, h.until, h.state
      FROM platform_hand_overs h
      JOIN profiles f ON f.account_id = h.from_id
      JOIN profiles t ON t.account_id = h.to_id
     WHERE h.until > $1 AND h.state IN ('offered', 'taken')
     ORDER BY h.until, h.at DESC, h.id DESC LIMIT 10
"""
_FACTS: Final = "SELECT from_id, to_id, note, until, state FROM platform_hand_overs WHERE id = $1"
_ANSWER: Final = "UPDATE platform_hand_overs SET state = $2, answered_at = $3 WHERE id = $1"


async def offer_platform_duty(
    conn: Connection, *, account_id: UUID, to_id: UUID, note: str, at: datetime
) -> PlatformDuty:
    """Ask *to_id* to answer for the platform for the rest of one's own shift; until then one answers oneself.

    An offer of the same shift that nobody answered is withdrawn.

    Args:
        note: What they should know; it stands on the board until the shift is over.

    Raises:
        NotOnDuty: *account_id* has no shift now.
        NotOfPlatform: *to_id* works for nobody's queue, or is the same person.

    Emits: duty.handed. Locks: the roster.
    """
    await lock_roster(conn)
    duty = await get_platform_duty(conn, at=at)
    mine = next((one for one in duty.on_duty if one.account_id == account_id), None)
    if mine is None:
        raise NotOnDuty
    if to_id == account_id or to_id not in await platform_staff_ids(conn):
        raise NotOfPlatform(account_ids=[str(to_id)])
    await conn.execute(_WITHDRAW, account_id, at)
    offer_id = new_id()
    await conn.execute(_OFFER, offer_id, account_id, to_id, visible(note), at, mine.until)
    await _tell(conn, offer_id, account_id, to_id, "offered")
    return await with_offers(conn, duty, at=at)


async def answer_platform_offer(
    conn: Connection, *, account_id: UUID, offer_id: UUID, takes: bool, at: datetime
) -> PlatformDuty:
    """Take the shift that one was asked to take, or say no; whoever offered it may withdraw it.

    Who takes it answers from now on, and the open cases pass to them with their clocks.

    Raises:
        NotFound: there is no such offer for the person.
        NotAllowed: they take their own shift.
        OfferOver: it was answered before, or the shift is over.
        NotOfPlatform, TooManyExceptions: see `add_platform_exceptions`.

    Emits: duty.handed. Locks: the roster, then the audit log.
    """
    await lock_roster(conn)
    facts = await conn.fetchrow(_FACTS, offer_id)
    if facts is None or account_id not in {facts["from_id"], facts["to_id"]}:
        raise NotFound
    if facts["state"] != "offered" or facts["until"] <= at:
        raise OfferOver
    is_mine = account_id == facts["from_id"]
    if is_mine and takes:
        raise NotAllowed
    state: OfferState = "taken" if takes else "withdrawn" if is_mine else "declined"
    await conn.execute(_ANSWER, offer_id, state, at)
    await _tell(conn, offer_id, facts["from_id"], facts["to_id"], state)
    if takes:
        await _take(conn, facts["from_id"], account_id, facts["note"], facts["until"], at)
    return await with_offers(conn, await get_platform_duty(conn, at=at), at=at)


async def with_offers(conn: Connection, duty: PlatformDuty, *, at: datetime) -> PlatformDuty:
    """*duty* with the shifts that are offered or were taken, and have not ended at *at*."""
    offers = [
        DutyOffer(row[0], ProfileCard(*row[1:6]), ProfileCard(*row[6:11]), *row[11:])
        for row in await conn.fetch(_LIST, at)
    ]
    return msgspec.structs.replace(duty, offers=offers)


async def _take(
    conn: Connection, from_id: UUID, to_id: UUID, note: str, until: datetime, at: datetime
) -> None:
    zone = (await get_platform_duty(conn, at=at)).zone
    start, end = minutes_of(zone, at), minutes_of(zone, until)
    pieces = split_at_midnight(start, end)
    await add_platform_exceptions(conn, to_id, pieces, from_id, to_id, note, start[0])
    payload = {"from": str(from_id), "to": str(to_id), "until": until.isoformat(), "note": note}
    await record_roster(conn, to_id, "platform_duty.handed_over", payload)


async def _tell(conn: Connection, offer_id: UUID, from_id: UUID, to_id: UUID, state: OfferState) -> None:
    await outbox.emit(conn, DutyHanded(None, offer_id, from_id, to_id, state), audience="nobody")
