"""Decide on an appeal: another person lets the first decision stand, or puts everything back."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.lift_sanction import SanctionOver, lift_sanction
from tonghao.accounts.screen_text import must_pass
from tonghao.appeals.end import end_appeal
from tonghao.appeals.lock_appeal import AppealBarred, LockedAppeal, is_barred, lock_appeal
from tonghao.appeals.read import get_appeal
from tonghao.appeals.types import AppealFile, NewAppealDecision
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.read import page_access_of
from tonghao.circles.undo_act import CannotBeUndone, Undoes, UndoneAlready, undo_act
from tonghao.db import Connection
from tonghao.moderation.decide import decide_case
from tonghao.moderation.types import DecisionAct
from tonghao.moderation.undo import undo_decision
from tonghao.screening.text import TextScreener

_RESTRICTION: Final = """
    SELECT kind, source FROM circle_restrictions WHERE circle_id = $1 AND id = $2 AND ended_at IS NULL
"""
# The answer is for whoever appealed; everybody reads the log of a circle.
_ON_APPEAL: Final = "作者申诉，平台另一个人看过，放回来了。"
_STANDING: Final = "SELECT id FROM case_decisions WHERE case_id = $1 AND undone_at IS NULL"
_CATEGORY: Final = "SELECT category FROM cases WHERE id = $1"


async def decide_appeal(
    conn: Connection,
    *,
    appeal_id: UUID,
    decider_id: UUID,
    is_operator: bool,
    screener: TextScreener,
    undoes: Undoes,
    new: NewAppealDecision,
) -> AppealFile:
    """Answer an appeal, and let the answer take effect in the same transaction.

    Overturned, a decision is taken back as moderators take it back, and the opposite is decided: what was
    removed is as before and shown, what was left is removed; sanctions of the case go with it. Upheld,
    nothing changes but a hold, which becomes a removal. What the staff of a circle removed comes back as if
    the level above had undone it. Where a release needs two people, the appeal
    stays open until the second one signs.

    Raises:
        NotFound: there is no such appeal.
        AppealEnded: it was answered or withdrawn.
        AppealBarred: the decider made the first decision, or is close to the thing.
        ReasonNeeded, TextRefused, CheckerAway: of the answer, which is told.
        UnknownCategory, ClaimedByAnother, NeedsOperator, CaseSuperseded and so on: see `decide_case` and
            `undo_decision`.

    Emits: appeal.decided, case.decided, circle.restricted, act.undone. Locks: the appeal, the case, the
    content, the audit head.
    """
    answer = checked_reason(new.answer)
    must_pass(screener, answer, kind="comment")
    appeal = await lock_appeal(conn, appeal_id)
    appeal.must_be_open()
    if await is_barred(conn, appeal_id=appeal_id, account_id=decider_id):
        raise AppealBarred
    turned = new.outcome == "overturned"
    result_id = None
    if appeal.case_id is not None and (turned or appeal.against == "hold"):
        result_id = await _decide_anew(
            conn, appeal, appeal.case_id, decider_id, is_operator, turned, answer, new.category
        )
        if result_id is None:
            return await get_appeal(conn, appeal_id=appeal_id, viewer_id=decider_id)
    elif appeal.against == "restriction" and turned:
        await _lift(conn, appeal, decider_id, answer)
    elif appeal.against == "sanction" and turned:
        await _ease(conn, appeal, decider_id, answer)
    elif appeal.against == "removal" and turned:
        await _bring_back(conn, appeal, decider_id, screener, undoes)
    await end_appeal(
        conn, appeal, state=new.outcome, decided_by=decider_id, answer=answer, result_id=result_id
    )
    return await get_appeal(conn, appeal_id=appeal_id, viewer_id=decider_id)


async def _decide_anew(
    conn: Connection,
    appeal: LockedAppeal,
    case_id: UUID,
    decider_id: UUID,
    is_operator: bool,
    turned: bool,
    answer: str,
    category: str | None,
) -> UUID | None:
    """The decision that stands now; None while the case waits for a second person."""
    # Once one of two people has signed, the decision is taken back already.
    standing = await conn.fetchval(_STANDING, case_id)
    if appeal.against == "decision" and standing is not None:
        await undo_decision(
            conn,
            case_id=case_id,
            moderator_id=decider_id,
            is_operator=is_operator,
            note=answer,
            on_appeal=True,
        )
    removes = turned if appeal.party == "reporter" else not turned
    act: DecisionAct = "remove" if removes else "release"
    default = appeal.category if removes else await conn.fetchval(_CATEGORY, case_id)
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=decider_id,
        is_operator=is_operator,
        act=act,
        category=(category or default) if removes else default,
        note=answer,
    )
    decided: UUID | None = await conn.fetchval(_STANDING, case_id)
    return decided


async def _ease(conn: Connection, appeal: LockedAppeal, decider_id: UUID, answer: str) -> None:
    """End the sanction, if it did not end meanwhile."""
    with suppress(SanctionOver):
        await lift_sanction(
            conn,
            account_id=appeal.appellant_id,
            sanction_id=appeal.against_id,
            by=decider_id,
            reason=answer,
        )


async def _bring_back(
    conn: Connection,
    appeal: LockedAppeal,
    decider_id: UUID,
    screener: TextScreener,
    undoes: Undoes,
) -> None:
    """Undo what the staff of the circle did, if nobody did meanwhile and it is still there."""
    if appeal.circle_id is None:
        return
    access = await page_access_of(conn, appeal.circle_id, decider_id, is_moderator=True)
    with suppress(UndoneAlready, CannotBeUndone):
        await undo_act(
            conn, screener=screener, undoes=undoes, access=access, act_id=appeal.against_id, reason=_ON_APPEAL
        )


async def _lift(conn: Connection, appeal: LockedAppeal, decider_id: UUID, answer: str) -> None:
    """End the restriction, if nobody lifted it meanwhile."""
    found = await conn.fetchrow(_RESTRICTION, appeal.circle_id, appeal.against_id)
    if found is None or appeal.circle_id is None:
        return
    await lift_restriction(
        conn,
        circle_id=appeal.circle_id,
        kind=found["kind"],
        source=found["source"],
        reason=answer,
        by=decider_id,
    )
