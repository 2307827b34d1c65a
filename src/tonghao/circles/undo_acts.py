"""How the level above takes back what was done to members, words and roster of a circle."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.circle_events import BanLifted, CircleJoined, MemberBanned
from tonghao.circles.appoint import refuse_when_full
from tonghao.circles.duty import replace_shifts, staff_ids, stored_shifts
from tonghao.circles.edit import EDITED, current_words, set_words
from tonghao.circles.house_rules import rules_of_version
from tonghao.circles.leave import end_membership
from tonghao.circles.set_house_rules import add_house_version, house_number
from tonghao.circles.types import DutyShift
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.circles.write_page import add_version, newest_version, words_of_version
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_BAN: Final = "SELECT banned_by, until FROM circle_bans WHERE circle_id = $1 AND account_id = $2"
_DROP_BAN: Final = "DELETE FROM circle_bans WHERE circle_id = $1 AND account_id = $2"
_BAN_AGAIN: Final = """
    INSERT INTO circle_bans (circle_id, account_id, banned_by, reason, until) VALUES ($1, $2, $3, $4, $5)
"""
_JOIN_AGAIN: Final = """
    INSERT INTO memberships (circle_id, account_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
    RETURNING joined_at
"""
_JOIN_AGAIN_TOO: Final = """
    INSERT INTO joined_circles (account_id, circle_id, joined_at) VALUES ($2, $1, $3)
"""
_COUNT: Final = "UPDATE circles SET member_count = member_count + 1 WHERE id = $1"
_ROLE: Final = "SELECT role FROM memberships WHERE circle_id = $1 AND account_id = $2"
_APPOINT: Final = "UPDATE memberships SET role = $3 WHERE circle_id = $1 AND account_id = $2"
_APPOINT_TOO: Final = "UPDATE joined_circles SET role = $3 WHERE account_id = $2 AND circle_id = $1"
_QUESTIONS: Final = "SELECT join_questions FROM circles WHERE id = $1"
_SET_QUESTIONS: Final = "UPDATE circles SET join_questions = $2 WHERE id = $1"
_CLEAR_DUTY: Final = "DELETE FROM duty_shifts WHERE circle_id = $1 AND account_id = $2"
_CLEAR_EXCEPTIONS: Final = """
    DELETE FROM duty_exceptions WHERE circle_id = $1 AND (absent_id = $2 OR cover_id = $2)
"""


class BanUndo(msgspec.Struct, frozen=True):
    """What a ban changed: its end, and the membership that it ended."""

    until: datetime | None
    joined_at: datetime | None


class LiftUndo(msgspec.Struct, frozen=True):
    """The ban that was lifted."""

    banned_by: UUID
    reason: str
    until: datetime | None


async def _undo_ban(conn: Connection, act: RecordedAct) -> None:
    was = msgspec.convert(act.undo, BanUndo)
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    ban = await conn.fetchrow(_BAN, act.circle_id, act.subject_id)
    if ban is None or ban["banned_by"] != act.actor_id or ban["until"] != was.until:
        raise CannotBeUndone
    await conn.execute(_DROP_BAN, act.circle_id, act.subject_id)
    await outbox.emit(conn, BanLifted(act.circle_id, act.subject_id, new_id()), audience="nobody")
    if was.joined_at is None:
        return
    if await conn.fetchval(_JOIN_AGAIN, act.circle_id, act.subject_id, was.joined_at):
        await conn.execute(_JOIN_AGAIN_TOO, act.circle_id, act.subject_id, was.joined_at)
        await conn.execute(_COUNT, act.circle_id)
        event = CircleJoined(act.circle_id, act.subject_id)
        await outbox.emit(conn, event, audience=f"account:{act.subject_id}")


async def _undo_lift(conn: Connection, act: RecordedAct) -> None:
    was = msgspec.convert(act.undo, LiftUndo)
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if was.until is not None and was.until <= now():
        raise CannotBeUndone
    if await conn.fetchrow(_BAN, act.circle_id, act.subject_id) is not None:
        raise CannotBeUndone
    if await conn.fetchval(_ROLE, act.circle_id, act.subject_id) not in {None, "member"}:
        raise CannotBeUndone
    await end_membership(conn, circle_id=act.circle_id, account_id=act.subject_id)
    await conn.execute(_BAN_AGAIN, act.circle_id, act.subject_id, was.banned_by, was.reason, was.until)
    again = MemberBanned(act.circle_id, act.subject_id, new_id(), was.until, was.reason)
    await outbox.emit(conn, again, audience="nobody")


async def _undo_appointment(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    before, role = str(act.undo["before"]), str(act.undo["role"])
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if await conn.fetchval(_ROLE, act.circle_id, act.subject_id) != role:
        raise CannotBeUndone
    await refuse_when_full(conn, circle_id=act.circle_id, account_id=act.subject_id, role=before)
    await conn.execute(_APPOINT, act.circle_id, act.subject_id, before)
    await conn.execute(_APPOINT_TOO, act.circle_id, act.subject_id, before)
    if before == "member":
        await conn.execute(_CLEAR_DUTY, act.circle_id, act.subject_id)
        await conn.execute(_CLEAR_EXCEPTIONS, act.circle_id, act.subject_id)


async def _undo_edit(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    before, after = act.undo["before"], act.undo["after"]
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    stands = await current_words(conn, act.circle_id)
    if any(stands[field] != after[field] for field in before):
        raise CannotBeUndone
    await set_words(conn, act.circle_id, {field: before[field] for field in EDITED if field in before})


async def _undo_roster(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    before = msgspec.convert(act.undo["before"], list[DutyShift])
    after = msgspec.convert(act.undo["after"], list[DutyShift])
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if await stored_shifts(conn, act.circle_id) != after:
        raise CannotBeUndone
    # Who has no role any more cannot be on duty again.
    staff = await staff_ids(conn, act.circle_id)
    await replace_shifts(conn, act.circle_id, [shift for shift in before if shift.account_id in staff])


async def _undo_questions(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if await conn.fetchval(_QUESTIONS, act.circle_id) != act.undo["after"]:
        raise CannotBeUndone
    await conn.execute(_SET_QUESTIONS, act.circle_id, act.undo["before"])


async def _undo_page(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    page, version = str(act.undo["page"]), int(act.undo["version"])
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if await newest_version(conn, act.circle_id, page) != version:
        raise CannotBeUndone
    text, text_en = await words_of_version(conn, act.circle_id, page, version - 1)
    await add_version(conn, act.circle_id, page, version + 1, text=text, text_en=text_en, by=act.actor_id)


async def _undo_rules(conn: Connection, act: RecordedAct) -> None:
    assert act.undo is not None
    number = int(act.undo["number"])
    await conn.execute(_LOCK_CIRCLE, act.circle_id)
    if await house_number(conn, act.circle_id) != number:
        raise CannotBeUndone
    before, reason = await rules_of_version(conn, act.circle_id, number - 1)
    await add_house_version(conn, act.circle_id, number + 1, rules=before, reason=reason, by=None)


UNDOES: Final[Mapping[str, Undo]] = {
    "member.banned": _undo_ban,
    "ban.lifted": _undo_lift,
    "member.appointed": _undo_appointment,
    "circle.edited": _undo_edit,
    "roster.set": _undo_roster,
    "question.set": _undo_questions,
    "page.written": _undo_page,
    "circle.rules_set": _undo_rules,
}
