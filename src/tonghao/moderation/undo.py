"""Undo: a decision is taken back, and the case is open again."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.lift_sanction import lift_sanctions_of_case
from tonghao.audit.append import append
from tonghao.bank.retire import take_out
from tonghao.calls.call_duty import call_duty
from tonghao.calls.types import CALLS, Cause
from tonghao.clock import now
from tonghao.db import Connection, UniqueViolation
from tonghao.errors import Refusal
from tonghao.moderation.act_on import Before, restore
from tonghao.moderation.lock_case import LockedCase, NeedsOperator, lock_case
from tonghao.moderation.read import get_case
from tonghao.moderation.second import GRAVEST
from tonghao.moderation.tell import tell_decided
from tonghao.moderation.types import CLOCKS, CURBS, Case
from tonghao.posts.curb import get_curbed


class NothingToUndo(Refusal):
    """This case has no decision that could be taken back. Load it again to see how it stands."""


class CaseSuperseded(Refusal):
    """A newer case about this is open. Decide there."""


_STANDING: Final = """
    SELECT id, act, category, before FROM case_decisions WHERE case_id = $1 AND undone_at IS NULL
"""

_NEWER: Final = """
    SELECT id FROM cases WHERE subject_kind = $1 AND subject_id = $2 AND state = 'open'
"""

_UNDO: Final = """
    UPDATE case_decisions SET undone_by = $2, undone_at = now(), undo_note = $3 WHERE id = $1
"""

# The clock starts anew: nobody could have met the old one.
_REOPEN: Final = """
    UPDATE cases SET state = 'open', closed_at = NULL, due_at = now() + $2, missed_at = NULL,
                     waits_since = now()
     WHERE id = $1
"""

_REOPEN_REPORTS: Final = """
    UPDATE reports SET state = 'open', answered_at = NULL WHERE case_id = $1
"""


async def undo_decision(
    conn: Connection,
    *,
    case_id: UUID,
    moderator_id: UUID,
    is_operator: bool,
    note: str,
    on_appeal: bool = False,
) -> Case:
    """Take the standing decision of a case back: what it changed is as before, and a person looks again.

    What is of severity 4 is held then, whatever it was before: two people show it, see `sign_release`.

    The decision stays on record with who took it back and why; its photos leave the bank, and what it
    brought upon the author ends. What the author deleted meanwhile stays deleted. Of a grave case those on
    duty are called again, since a person must look again; not on an appeal, whose decider is looking.

    Args:
        on_appeal: Whether somebody appealed: then the outcome is told, and not the undo.

    Raises:
        NotFound: there is no such case.
        ReasonNeeded: nothing of *note* can be seen.
        OwnContent: it is about the moderator's own content.
        NothingToUndo: the case is open.
        CaseSuperseded: a newer case about the same thing is open.
        NeedsOperator: it would give back a profile or a circle's words of severity 4.

    Emits: case.decided with the act `undo`, call.rung. Locks: the case, the content, the calls, the audit
    head.
    """
    note = checked_reason(note)
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id)
    decision = await conn.fetchrow(_STANDING, case_id)
    if case.state == "open" or decision is None:
        raise NothingToUndo
    if await conn.fetchval(_NEWER, case.subject_kind, case.subject_id) is not None:
        raise CaseSuperseded
    before = msgspec.convert(decision["before"], Before)
    if case.severity == GRAVEST and before.state == "visible":
        before = _still_hidden(case, before, is_operator=is_operator)
    changed = await restore(
        conn, case=case, before=before, act=decision["act"], category=decision["category"]
    )
    await conn.execute(_UNDO, decision["id"], moderator_id, note)
    await take_out(conn, decision_id=decision["id"], by=moderator_id, reason=note)
    try:
        await conn.execute(_REOPEN, case_id, CLOCKS[case.severity])
    except UniqueViolation:  # a report opened a new case since we looked
        raise CaseSuperseded from None
    await conn.execute(_REOPEN_REPORTS, case_id)
    if case.severity >= CALLS and not on_appeal:
        cause = Cause("case", case_id, case.category, case.severity)
        await call_duty(conn, cause=cause, circle_id=case.circle_id, at=now(), by=moderator_id)
    await tell_decided(
        conn,
        case,
        decision_id=decision["id"],
        act="undo",
        category=decision["category"],
        changed=changed,
        on_appeal=on_appeal,
    )
    await append(
        conn,
        act="decision.undone",
        actor_id=moderator_id,
        subject_kind=case.subject_kind,
        subject_id=case.subject_id,
        circle_id=case.circle_id,
        payload={
            "case_id": case_id,
            "decision_id": decision["id"],
            "undone": decision["act"],
            "restored": before.state,
            "curb": await _curb_now(conn, case) if decision["act"] in CURBS else None,
            "note": note,
        },
        about_id=case.author_id,
    )
    await lift_sanctions_of_case(conn, case_id=case_id, by=moderator_id, reason="先前的决定撤回了。")
    return await get_case(conn, case_id=case_id, viewer_id=moderator_id)


def _still_hidden(case: LockedCase, before: Before, *, is_operator: bool) -> Before:
    """Held instead of shown; words of a profile or a circle are shown or not, so an operator returns them."""
    if case.subject_kind in {"account", "circle"}:
        if not is_operator:
            raise NeedsOperator
        return before
    replace = msgspec.structs.replace
    photos = [
        replace(photo, state="held", category=photo.category or case.category)
        if photo.state == "visible"
        else photo
        for photo in before.photos
    ]
    return replace(before, state="held", category=case.category, photos=photos)


async def _curb_now(conn: Connection, case: LockedCase) -> dict[str, str | None]:
    """How the thing is curbed since, for the log."""
    assert case.circle_id is not None
    assert case.post_id is not None
    comment_id = case.subject_id if case.subject_kind == "comment" else None
    now_curbed = await get_curbed(conn, case.circle_id, case.post_id, comment_id)
    return {"act": now_curbed.act, "category": now_curbed.category}
