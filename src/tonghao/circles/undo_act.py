"""Undo an act: the level above takes back what the staff of a circle did."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.circle_events import ActUndone
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act, screened_reason
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM circle_acts WHERE circle_id = $1 AND id = $2 FOR UPDATE"
_ACT: Final = """
    SELECT circle_id, id, act, actor_id, level, subject_kind, subject_id, post_id, undo, undone_by
      FROM circle_acts WHERE circle_id = $1 AND id = $2
"""
_MARK: Final = "UPDATE circle_acts SET undone_by = $3 WHERE circle_id = $1 AND id = $2"


class UndoTooHigh(Refusal):
    """Only somebody above the person who did this can undo it: host, owner, partner or platform."""

    status = 403


class UndoneAlready(Refusal):
    """This was undone already. Load the log again to see by whom."""


class CannotBeUndone(Refusal):
    """This cannot be undone: it has no way back, or what it changed has changed again since."""


class RecordedAct(msgspec.Struct, frozen=True):
    """An act as its undoing sees it; `undo` is what `record_act` was given."""

    circle_id: UUID
    act_id: UUID
    act: str
    actor_id: UUID | None
    level: int
    subject_kind: str
    subject_id: UUID
    post_id: UUID | None
    undo: dict[str, Any] | None
    undone_by: UUID | None


Undo = Callable[[Connection, RecordedAct], Awaitable[None]]


class Undoes:
    """How each act is undone: the tables `UNDOES` of all features, put together with the parts."""

    def __init__(self, *tables: Mapping[str, Undo]) -> None:
        self._by_act = {act: undo for table in tables for act, undo in table.items()}

    def find(self, act: str) -> Undo | None:
        return self._by_act.get(act)


class NewUndo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; everybody reads it in the log."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


async def undo_act(
    conn: Connection, *, screener: TextScreener, undoes: Undoes, access: Access, act_id: UUID, reason: str
) -> UUID:
    """Take an act back, and write that down as an act of its own, whose identifier is returned.

    Args:
        access: Of the person who asks; they must stand above the one who acted.

    Raises:
        NotFound: no such act in this circle.
        NotAllowed: the person has no standing here at all.
        UndoTooHigh: they do not stand above the one who acted.
        UndoneAlready: somebody was quicker.
        CannotBeUndone: the act has no way back, or what it changed has changed again.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.

    Emits: act.undone. Locks: the act, then what its undoing locks, then the audit log.
    """
    said = screened_reason(screener, reason)
    await conn.execute(_LOCK, access.circle_id, act_id)
    row = await conn.fetchrow(_ACT, access.circle_id, act_id)
    if row is None:
        raise NotFound
    act = RecordedAct(*row)
    access.must_help_or_oversee()
    if access.undo_level <= act.level:
        raise UndoTooHigh
    if act.undone_by is not None:
        raise UndoneAlready
    undo = undoes.find(act.act)
    if undo is None or act.undo is None:
        raise CannotBeUndone
    await undo(conn, act)
    undone = await record_act(
        conn,
        access=access.above(act.level),
        act="act.undone",
        subject_kind=act.subject_kind,
        subject_id=act.subject_id,
        post_id=act.post_id,
        reason=said,
        shown={"act": act.act},
        undoes=act_id,
    )
    await conn.execute(_MARK, access.circle_id, act_id, undone)
    if act.actor_id is not None and access.account_id is not None:
        event = ActUndone(access.circle_id, act_id, act.act, act.actor_id, access.account_id, said)
        await outbox.emit(conn, event, audience="nobody")
    return undone
