"""Order a restriction: a person of the platform restricts a circle, or lifts what was restricted."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.circles.access import Access
from tonghao.circles.close import sign_closing
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.record_act import screened_reason
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import RestrictionKind
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.screening.text import TextScreener

_STANDING: Final = "SELECT kind, source, ended_at FROM circle_restrictions WHERE circle_id = $1 AND id = $2"
_CLOSED: Final = """
    SELECT EXISTS (SELECT FROM circle_restrictions
                    WHERE circle_id = $1 AND kind = 'closed' AND source = 'sanction' AND ended_at IS NULL)
"""
# What a person may lift; the others end when what they rest on is made good.
_LIFTABLE: Final = frozenset({"sanction", "brake", "breaker"})
_MOST_HOURS: Final = 24 * 366

Why = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class OwnCircle(Refusal):
    """You have a part in this circle or its partner, so somebody else decides. Leave it to a colleague."""

    status = 403


class RestrictedAlready(Refusal):
    """This is restricted already. Lift it first if it shall end at another time."""


class LiftedAlready(Refusal):
    """This has ended already. Load the page again to see when, and why."""


class EndsByRule(Refusal):
    """This was set by a rule and ends when what it asks for is made good. The details name the rule."""


class NewRestriction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`hours` is null for one without end; everybody reads the reason."""

    kind: RestrictionKind
    reason: Why
    hours: Annotated[int, Meta(ge=1, le=_MOST_HOURS)] | None


class NewLift(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it ends; everybody reads it."""

    reason: Why


def must_stand_apart(access: Access) -> None:
    """Raises OwnCircle when the person has a role in the circle or works for its partner."""
    if access.partner_role is not None or access.may_help:
        raise OwnCircle


async def order_restriction(
    conn: Connection, *, screener: TextScreener, access: Access, is_operator: bool, new: NewRestriction
) -> None:
    """Restrict a circle, as a sanction, for a time or without end.

    Closing one takes two people: the first proposes it, the second does the same.

    Args:
        access: Of the person who asks; they must moderate.

    Raises:
        NotAllowed: the person does not moderate.
        OwnCircle: see `must_stand_apart`.
        AnotherPersonNeeded, ClosingNeedsOperator: see `sign_closing`.
        RestrictedAlready: a sanction restricts the same already.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.

    Emits: circle.restricted. Locks: the circle, then the audit log.
    """
    if not access.is_moderator or access.account_id is None:
        raise NotAllowed
    must_stand_apart(access)
    reason = screened_reason(screener, new.reason)
    if new.kind == "closed":
        if await conn.fetchval(_CLOSED, access.circle_id):
            raise RestrictedAlready
        signed = await sign_closing(
            conn,
            circle_id=access.circle_id,
            by=access.account_id,
            is_operator=is_operator,
            way="restriction",
            reason=reason,
            hours=new.hours,
        )
        if not signed:
            return
    until = None if new.hours is None else now() + timedelta(hours=new.hours)
    restricted = await restrict_circle(
        conn,
        circle_id=access.circle_id,
        kind=new.kind,
        source="sanction",
        reason=reason,
        by=access.account_id,
        until=until,
    )
    if not restricted.is_new:
        raise RestrictedAlready


async def order_lift(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    is_operator: bool,
    restriction_id: UUID,
    reason: str,
) -> None:
    """Lift one restriction before its time.

    Raises:
        NotAllowed: the person does not moderate, or would open the circle and does not run the place.
        OwnCircle: see `must_stand_apart`.
        NotFound: no such restriction of this circle.
        LiftedAlready: it ended, perhaps this moment.
        EndsByRule: a tier, a licence or the roster ends it.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`.

    Emits: circle.restricted. Locks: the circle, then the audit log.
    """
    if not access.is_moderator:
        raise NotAllowed
    must_stand_apart(access)
    said = screened_reason(screener, reason)
    found = await conn.fetchrow(_STANDING, access.circle_id, restriction_id)
    if found is None:
        raise NotFound
    if found["kind"] == "closed" and not is_operator:
        raise NotAllowed
    if found["ended_at"] is not None:
        raise LiftedAlready
    if found["source"] not in _LIFTABLE:
        raise EndsByRule(source=found["source"])
    lifted = await lift_restriction(
        conn,
        circle_id=access.circle_id,
        kind=found["kind"],
        source=found["source"],
        reason=said,
        by=access.account_id,
    )
    if not lifted:
        raise LiftedAlready
