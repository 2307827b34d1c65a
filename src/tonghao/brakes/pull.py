"""Pull the emergency brake of a circle: one click and a reason, and nothing comes in any more."""

from typing import Final

from tonghao.calls.call_duty import call_duty
from tonghao.calls.types import CALLS, Cause
from tonghao.circles.access import Access
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.order_restriction import must_stand_apart
from tonghao.circles.record_act import screened_reason
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import RestrictionKind
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.screening.text import TextScreener

# Nobody writes, nobody comes in, and nobody is led here; who is here can read and talk to those on duty.
STOPS: Final[tuple[RestrictionKind, ...]] = ("read_only", "invite_only", "hidden")


class CircleBrakedAlready(Refusal):
    """The brake of this circle is pulled already. Load the page again to see why."""


class CircleNotBraked(Refusal):
    """The brake of this circle is not pulled, or was released already. Load the page again to see when."""


async def pull_circle_brake(conn: Connection, *, screener: TextScreener, access: Access, reason: str) -> None:
    """Stop a circle at once, until somebody releases the brake; both who are on duty are called.

    Args:
        access: Of the person who asks; they must moderate.

    Raises:
        NotAllowed: the person does not moderate.
        OwnCircle: see `must_stand_apart`.
        CircleBrakedAlready: somebody was quicker.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.

    Emits: circle.restricted, call.rung. Locks: the circle, the calls, then the audit log.
    """
    said = _allowed(screener, access, reason)
    pulled = [
        (
            await restrict_circle(
                conn,
                circle_id=access.circle_id,
                kind=kind,
                source="brake",
                reason=said,
                by=access.account_id,
            )
        ).is_new
        for kind in STOPS
    ]
    if not any(pulled):
        raise CircleBrakedAlready
    cause = Cause("brake", access.circle_id, "", CALLS)
    await call_duty(conn, cause=cause, circle_id=access.circle_id, at=now(), by=access.account_id)


async def release_circle_brake(
    conn: Connection, *, screener: TextScreener, access: Access, reason: str
) -> None:
    """Let a circle go on; what other sources restrict stays.

    Raises:
        NotAllowed, OwnCircle, ReasonNeeded, TextRefused, CheckerAway: see `pull_circle_brake`.
        CircleNotBraked: there is nothing to release.

    Emits: circle.restricted. Locks: the circle, then the audit log.
    """
    said = _allowed(screener, access, reason)
    released = [
        await lift_restriction(
            conn, circle_id=access.circle_id, kind=kind, source="brake", reason=said, by=access.account_id
        )
        for kind in STOPS
    ]
    if not any(released):
        raise CircleNotBraked


def _allowed(screener: TextScreener, access: Access, reason: str) -> str:
    if not access.is_moderator:
        raise NotAllowed
    must_stand_apart(access)
    return screened_reason(screener, reason)
