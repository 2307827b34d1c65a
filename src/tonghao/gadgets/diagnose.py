"""Diagnose: the bench says what it is and what it will cost; and anybody talks about it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import tell_person
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.gadgets.guess import must_be_at_bench, must_be_in_order
from tonghao.gadgets.types import NewDiagnosis
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

# What a remark is, where it is more than talk; the member app knows these.
DIAGNOSIS: Final = "diagnosis"

_QUOTE: Final = """
    UPDATE gadgets SET state = 'diagnosed', quote_low = $3, quote_high = $4 WHERE circle_id = $1 AND id = $2
"""


class GadgetDone(Refusal):
    """This has ended already. What was said stays here to be read."""


async def diagnose_gadget(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    gadget_id: UUID,
    new: NewDiagnosis,
    at: datetime | None = None,
) -> UUID:
    """Say what is broken and what it costs, and return the remark; again says it anew.

    Args:
        at: When it was said, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits: see `Access`.
        NotAllowed: the person is no staff of the circle.
        RangeRefused: the lower amount is above the higher.
        NotFound, GadgetDone: there is no such thing at the bench, or it has ended.
        InvalidRequest, TextRefused, CheckerAway: see `say`.

    Emits: tool.changed, tool.told. Locks: the gadget.
    """
    access.must_write()
    access.must_help()
    must_be_in_order(new.low, new.high)
    facts = await must_be_at_bench(conn, access.circle_id, gadget_id)
    if facts["state"] == "done":
        raise GadgetDone
    remark_id = await say(
        conn,
        screener=screener,
        access=access,
        tool="gadget",
        subject_id=gadget_id,
        new=NewRemark(new.text),
        label=DIAGNOSIS,
        at=at,
    )
    await conn.execute(_QUOTE, access.circle_id, gadget_id, new.low * 100, new.high * 100)
    if at is None and facts["made_by"] != access.account_id:
        await tell_person(
            conn,
            access=access,
            account_id=facts["made_by"],
            tool="gadget",
            subject_id=remark_id,
            what="diagnosed",
            title=facts["device"],
        )
    return remark_id


async def talk_at_bench(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    gadget_id: UUID,
    new: NewRemark,
    at: datetime | None = None,
) -> UUID:
    """Say something about a thing at the bench, and return the remark; whose it is hears of it.

    Args:
        at: When it was said, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: see `Access`.
        NotFound: there is no such thing at the bench, or no such photo.
        InvalidRequest, PhotoRefused, TextRefused, CheckerAway: see `say`.

    Emits: tool.changed, tool.told. Locks: the gadget, then the photos.
    """
    access.must_write()
    facts = await must_be_at_bench(conn, access.circle_id, gadget_id)
    remark_id = await say(
        conn, screener=screener, access=access, tool="gadget", subject_id=gadget_id, new=new, at=at
    )
    if at is None and facts["made_by"] != access.account_id:
        await tell_person(
            conn,
            access=access,
            account_id=facts["made_by"],
            tool="gadget",
            subject_id=remark_id,
            what="gadget_talk",
            title=facts["device"],
        )
    return remark_id
