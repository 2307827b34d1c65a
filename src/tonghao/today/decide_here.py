"""Decide here: whoever answers for a circle decides what waits in it, where the platform need not sign."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.moderation.decide import decide_case
from tonghao.today.types import GRAVE, DecisionHere

_CASE: Final = """
    SELECT category, severity FROM cases
     WHERE id = $1 AND circle_id = $2 AND subject_kind IN ('post', 'comment') AND severity < 4
"""


class NeedsPlatform(Refusal):
    """Content of this kind is released by the platform only. Its duty officer has it, too."""

    status = 403


async def decide_here(conn: Connection, *, access: Access, case_id: UUID, decision: DecisionHere) -> None:
    """Show what waited in one's circle, curb it, or remove it.

    Raises:
        NotAllowed: the person has no role in the circle.
        NotFound: there is no such case in the circle, or it lies with the platform.
        NeedsPlatform: a release or a curb at severity 3.
        OwnContent: it is about something of the person: nobody clears their own.
        Recused: the person stepped back from it.
        CaseClosed, ClaimedByAnother, UnknownCategory, ReasonNeeded: see `decide_case`.

    Emits: see `decide_case`. Locks: see `decide_case`.
    """
    access.must_help()
    if access.account_id is None:
        raise NotAllowed
    case = await conn.fetchrow(_CASE, case_id, access.circle_id)
    if case is None:
        raise NotFound
    if decision.act != "remove" and case["severity"] >= GRAVE:
        raise NeedsPlatform
    released = decision.act == "release"
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=access.account_id,
        is_operator=False,
        act=decision.act,
        category=case["category"] if released else decision.category or case["category"],
        note=decision.note,
        for_circle=True,
    )
