"""Close: what enough members say alike is carried out as a decision; all else goes back to a person."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.case_events import CaseMoved, PanelSplit
from tonghao.circles.order_restriction import OwnCircle
from tonghao.db import Connection
from tonghao.moderation.decide import decide_case
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.lock_case import ClaimedByAnother, OwnContent, Recused
from tonghao.moderation.pause_clock import pause_clock
from tonghao.moderation.types import DecisionAct
from tonghao.panels.lock_panel import LockedPanel, lock_panel
from tonghao.panels.rules import rules
from tonghao.panels.types import Outcome

_COUNTS: Final = """
    SELECT count(*) FILTER (WHERE answer = 'breaks') AS breaks,
           count(*) FILTER (WHERE answer = 'keeps') AS keeps,
           count(*) FILTER (WHERE answer = 'cannot_say') AS cannot_say,
           count(*) FILTER (WHERE state = 'waiting') AS waiting
      FROM panel_seats WHERE panel_id = $1
"""
_CASE: Final = "SELECT subject_kind, subject_id, circle_id, post_id FROM cases WHERE id = $1"
_STILL_STAFF: Final = """
    SELECT role = 'operator' FROM accounts
     WHERE id = $1 AND state = 'active' AND role IN ('moderator', 'operator')
"""
_CLOSE: Final = """
    UPDATE panels SET outcome = $2, closed_at = $3, breaks = $4, keeps = $5, cannot_say = $6, decision_id = $7
     WHERE id = $1
"""
_RISE: Final = """
    UPDATE panel_seats SET state = 'over', ended_at = $2 WHERE panel_id = $1 AND state = 'waiting'
"""
_OF_CASE: Final = "SELECT id FROM panels WHERE case_id = $1 AND outcome IS NULL"

_ACTS: Final[dict[str, tuple[DecisionAct, Outcome]]] = {
    "breaks": ("remove", "removed"),
    "keeps": ("release", "released"),
}


async def close_panel(conn: Connection, *, panel_id: UUID, at: datetime) -> Outcome | None:
    """End the panel if it is over, and return how; None while it goes on.

    It is signed by the moderator who asked: they answer for the question, and cannot answer an appeal. While
    somebody else works on the case the panel waits for them.

    Raises:
        NotFound: there is no such panel.

    Emits: case.decided or case.moved. Locks: the panel, then what `decide_case` locks.
    """
    panel = await lock_panel(conn, panel_id=panel_id)
    if panel.outcome is not None:
        return panel.outcome
    row = await conn.fetchrow(_COUNTS, panel_id)
    assert row is not None
    split = PanelSplit(row["breaks"], row["keeps"], row["cannot_say"])
    before = await _over_before(conn, panel)
    if before is not None:
        return await _end(conn, panel, before, split, at=at)
    if at < panel.due_at and row["waiting"]:
        return None
    said = rules().answer_of(keeps=split.keeps, breaks=split.breaks, cannot_say=split.cannot_say)
    if said is None:
        few = split.breaks + split.keeps + split.cannot_say < rules().quorum
        return await _end(conn, panel, "few" if few else "split", split, at=at)
    act, outcome = _ACTS[said]
    try:
        async with conn.transaction():
            decision_id = await _carry_out(conn, panel, act, split)
    except ClaimedByAnother:
        return None
    except (OwnContent, OwnCircle, Recused):
        decision_id = None
    if decision_id is None:
        return await _end(conn, panel, "unsigned", split, at=at)
    return await _end(conn, panel, outcome, split, at=at, decision_id=decision_id)


async def close_overtaken(conn: Connection, *, case_id: UUID, at: datetime) -> None:
    """A person decided before: the panel is over, and its members need not answer any more."""
    panel_id = await conn.fetchval(_OF_CASE, case_id)
    if panel_id is not None:
        await close_panel(conn, panel_id=panel_id, at=at)


async def _over_before(conn: Connection, panel: LockedPanel) -> Outcome | None:
    if panel.case_state != "open":
        return "overtaken"
    if panel.severity > rules().gravest:
        return "graver"
    row = await conn.fetchrow(_CASE, panel.case_id)
    assert row is not None
    subject = await find_subject(
        conn,
        kind=row["subject_kind"],
        subject_id=row["subject_id"],
        circle_id=row["circle_id"],
        post_id=row["post_id"],
    )
    is_there = subject is not None and subject.state in {"visible", "held", "pending"}
    return None if is_there else "gone"


async def _carry_out(
    conn: Connection, panel: LockedPanel, act: DecisionAct, split: PanelSplit
) -> UUID | None:
    """Decide as the members said; None when whoever asked does not work here any more."""
    is_operator = await conn.fetchval(_STILL_STAFF, panel.asked_by)
    if is_operator is None:
        return None
    done = await decide_case(
        conn,
        case_id=panel.case_id,
        moderator_id=panel.asked_by,
        is_operator=is_operator,
        act=act,
        category=panel.category,
        note=(
            f"评议团决定：违反 {split.breaks}，没有违反 {split.keeps}，说不准 {split.cannot_say}。\n"
            f"Decided by a panel: breaks {split.breaks}, keeps {split.keeps}, cannot say {split.cannot_say}."
        ),
        panel=split,
    )
    return done.decisions[0].decision_id


async def _end(
    conn: Connection,
    panel: LockedPanel,
    outcome: Outcome,
    split: PanelSplit,
    *,
    at: datetime,
    decision_id: UUID | None = None,
) -> Outcome:
    await conn.execute(
        _CLOSE, panel.panel_id, outcome, at, split.breaks, split.keeps, split.cannot_say, decision_id
    )
    await conn.execute(_RISE, panel.panel_id, at)
    if at < panel.due_at:
        await pause_clock(conn, case_id=panel.case_id, span=at - panel.due_at, at=at)
    event = CaseMoved(panel.case_id, "panel_closed", panel.asked_by, None)
    await outbox.emit(conn, event, audience="moderators")
    await append(
        conn,
        act="panel.closed",
        actor_id=None,
        subject_kind="case",
        subject_id=panel.case_id,
        circle_id=panel.circle_id,
        payload={
            "panel_id": panel.panel_id,
            "outcome": outcome,
            "breaks": split.breaks,
            "keeps": split.keeps,
            "cannot_say": split.cannot_say,
            "decision": decision_id,
            "seed": panel.seed.hex(),
        },
    )
    return outcome
