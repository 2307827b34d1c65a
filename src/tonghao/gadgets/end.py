"""End: it works again, it is not worth it, or somebody did it themselves."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import tell_person
from tonghao.db import Connection
from tonghao.errors import InvalidRequest
from tonghao.gadgets.diagnose import GadgetDone
from tonghao.gadgets.guess import must_be_at_bench
from tonghao.gadgets.types import GadgetEnd
from tonghao.money import AmountRefused, minor_of
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_MOST_MINOR: Final = 10_000_000

_END: Final = """
    UPDATE gadgets SET state = 'done', outcome = $3, cost_minor = $4, ended_at = COALESCE($5, now())
     WHERE circle_id = $1 AND id = $2
"""
_HITS: Final = """
    SELECT account_id FROM price_guesses
     WHERE circle_id = $1 AND gadget_id = $2 AND removed_at IS NULL AND $3 BETWEEN low_minor AND high_minor
       AND account_id <> $4
"""


async def end_gadget(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    gadget_id: UUID,
    end: GadgetEnd,
    at: datetime | None = None,
) -> None:
    """Say how it ended and what it cost; whose guess held is told, and whose thing it is.

    Args:
        at: When it ended, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits: see `Access`.
        NotFound, GadgetDone: there is no such thing at the bench, or it has ended.
        NotAllowed: it is somebody else's, and the person is no staff.
        AmountRefused: the cost is no amount, or above a hundred thousand.
        InvalidRequest: what is not worth it has a cost.
        TextRefused, CheckerAway: see `say`.

    Emits: tool.changed, tool.told. Locks: the gadget.
    """
    access.must_write()
    cost = cost_of(end)
    facts = await must_be_at_bench(conn, access.circle_id, gadget_id)
    if facts["made_by"] != access.account_id:
        access.must_help()
    if facts["state"] == "done":
        raise GadgetDone
    remark_id = await say(
        conn,
        screener=screener,
        access=access,
        tool="gadget",
        subject_id=gadget_id,
        new=NewRemark(end.note),
        label=end.outcome,
        at=at,
    )
    await conn.execute(_END, access.circle_id, gadget_id, end.outcome, cost, at)
    if at is not None:
        return
    told = {facts["made_by"]: "gadget_ended"}
    if cost is not None:
        hits = await conn.fetch(_HITS, access.circle_id, gadget_id, cost, facts["made_by"])
        told |= {row["account_id"]: "guess_held" for row in hits}
    for account_id, what in told.items():
        if account_id != access.account_id:
            await tell_person(
                conn,
                access=access,
                account_id=account_id,
                tool="gadget",
                subject_id=remark_id,
                what=what,
                title=facts["device"],
            )


def cost_of(end: GadgetEnd) -> int | None:
    """The fen that it cost; None where it was not worth it. A repair that cost nothing is zero.

    Raises:
        AmountRefused, InvalidRequest: see `end_gadget`.
    """
    said = end.cost.strip()
    if end.outcome == "not_worth":
        if said:
            raise InvalidRequest(reason="cost: what was not repaired cost nothing")
        return None
    if not said or not said.strip("0."):
        return 0
    cost = minor_of(said)
    if cost > _MOST_MINOR:
        raise AmountRefused
    return cost
