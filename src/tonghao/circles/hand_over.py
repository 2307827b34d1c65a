"""Hand over: who is on duty asks a colleague to take the rest of the shift, and the colleague answers."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.accounts.types import ProfileCard
from tonghao.circle_events import DutyHanded
from tonghao.circles.access import Access
from tonghao.circles.duty import NotOnStaff, staff_ids
from tonghao.circles.duty_hours import minutes_of, split_at_midnight
from tonghao.circles.except_duty import add_exceptions
from tonghao.circles.read_duty import duty_of_circles
from tonghao.circles.record_act import record_act
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

OfferState = Literal["offered", "taken", "declined", "withdrawn"]

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_WITHDRAW: Final = """
    UPDATE duty_hand_overs SET state = 'withdrawn', answered_at = $3
     WHERE circle_id = $1 AND from_id = $2 AND state = 'offered'
"""
_OFFER: Final = """
    INSERT INTO duty_hand_overs (circle_id, id, from_id, to_id, note, at, until)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_LIST: Final = """
    SELECT h.id, f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           t.account_id, t.handle, t.name, t.avatar_media_id, t.is_gone, h.note, h.at, h.until, h.state
      FROM duty_hand_overs h
      JOIN profiles f ON f.account_id = h.from_id
      JOIN profiles t ON t.account_id = h.to_id
     WHERE h.circle_id = $1 AND h.until > $2 AND h.state IN ('offered', 'taken')
     ORDER BY h.at DESC, h.id DESC LIMIT 5
"""
_FACTS: Final = """
    SELECT from_id, to_id, note, until, state FROM duty_hand_overs WHERE circle_id = $1 AND id = $2
"""
_ANSWER: Final = "UPDATE duty_hand_overs SET state = $3, answered_at = $4 WHERE circle_id = $1 AND id = $2"


class NotOnDuty(Refusal):
    """You are not on duty here at the moment, so there is nothing to hand over."""


class OfferOver(Refusal):
    """This shift was taken, declined or withdrawn, or it has ended. Load the page again to see how."""


class HandOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is asked to take the rest of the shift, and what they should know."""

    account_id: UUID
    note: Annotated[str, Meta(max_length=500)] = ""


class HandOverAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    takes: bool


class DutyOffer(msgspec.Struct, frozen=True):
    """A shift that somebody asks a colleague to take; `until` is its end, and that of the offer."""

    offer_id: UUID
    giver: ProfileCard
    taker: ProfileCard
    note: str
    at: datetime
    until: datetime
    state: OfferState


async def offer_duty(
    conn: Connection, *, screener: TextScreener, access: Access, account_id: UUID, note: str
) -> list[DutyOffer]:
    """Ask *account_id* to answer for the rest of one's own shift; until they say yes one stays on duty.

    An offer of the same shift that nobody answered is withdrawn.

    Raises:
        NotAllowed: the person has no role here.
        NotOnDuty: they are not on duty now.
        NotOnStaff: *account_id* has no role in the circle, or is the person.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: duty.handed. Locks: the circle.
    """
    access.must_help()
    if access.account_id is None:
        raise NotAllowed
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    moment = now()
    until = await _until(conn, access.circle_id, access.account_id, moment)
    if account_id == access.account_id or account_id not in await staff_ids(conn, access.circle_id):
        raise NotOnStaff(account_ids=[str(account_id)])
    note = visible(note)
    if note:
        must_pass(screener, note, kind="circle")
    await conn.execute(_WITHDRAW, access.circle_id, access.account_id, moment)
    offer_id = new_id()
    await conn.execute(_OFFER, access.circle_id, offer_id, access.account_id, account_id, note, moment, until)
    await _tell(conn, access.circle_id, offer_id, access.account_id, account_id, "offered")
    return await list_offers(conn, access.circle_id, at=moment)


async def answer_duty_offer(
    conn: Connection, *, access: Access, offer_id: UUID, takes: bool
) -> list[DutyOffer]:
    """Take the shift that one was asked to take, or say no; whoever offered it may withdraw it.

    Who takes it is on duty from now on, and the open cases pass to them with their clocks.

    Raises:
        NotFound: there is no such offer for the person.
        NotAllowed: they take their own shift, or have no role here any more.
        OfferOver: it was answered before, or the shift is over.
        NotOnStaff, TooManyExceptions: see `add_exceptions`.

    Emits: duty.handed. Locks: the circle, then the audit log.
    """
    access.must_help()
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    facts = await conn.fetchrow(_FACTS, access.circle_id, offer_id)
    if facts is None or access.account_id not in {facts["from_id"], facts["to_id"]}:
        raise NotFound
    moment = now()
    if facts["state"] != "offered" or facts["until"] <= moment:
        raise OfferOver
    is_mine = access.account_id == facts["from_id"]
    if is_mine and takes:
        raise NotAllowed
    state: OfferState = "taken" if takes else "withdrawn" if is_mine else "declined"
    if takes:
        await _take(conn, access, facts, moment)
    await conn.execute(_ANSWER, access.circle_id, offer_id, state, moment)
    await _tell(conn, access.circle_id, offer_id, facts["from_id"], facts["to_id"], state)
    return await list_offers(conn, access.circle_id, at=moment)


async def list_offers(conn: Connection, circle_id: UUID, *, at: datetime) -> list[DutyOffer]:
    """The shifts of a circle that are offered or were taken, and have not ended at *at*; the newest first."""
    return [
        DutyOffer(row[0], ProfileCard(*row[1:6]), ProfileCard(*row[6:11]), *row[11:])
        for row in await conn.fetch(_LIST, circle_id, at)
    ]


async def _until(conn: Connection, circle_id: UUID, account_id: UUID, at: datetime) -> datetime:
    duty = (await duty_of_circles(conn, [circle_id], at=at)).get(circle_id)
    mine = next((one for one in duty.on_duty if one.account_id == account_id), None) if duty else None
    if mine is None:
        raise NotOnDuty
    return mine.until


async def _take(conn: Connection, access: Access, offer: Row, at: datetime) -> None:
    duty = (await duty_of_circles(conn, [access.circle_id], at=at))[access.circle_id]
    start, end = minutes_of(duty.zone, at), minutes_of(duty.zone, offer["until"])
    pieces = split_at_midnight(start, end)
    await add_exceptions(
        conn, access, pieces, offer["from_id"], offer["to_id"], offer["note"][:120], start[0]
    )
    await record_act(
        conn, access=access, act="roster.taken", subject_kind="account", subject_id=offer["from_id"]
    )


async def _tell(
    conn: Connection, circle_id: UUID, offer_id: UUID, from_id: UUID, to_id: UUID, state: OfferState
) -> None:
    event = DutyHanded(circle_id, offer_id, from_id, to_id, state)
    await outbox.emit(conn, event, audience="nobody")
