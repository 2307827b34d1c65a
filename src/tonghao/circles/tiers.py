"""Tiers: how far a circle may grow, what that is worth in figures, and what a tier restricts."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.circles.restrictions import RestrictionKind
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal

Tier = Literal["trial", "standard", "trusted", "probation", "frozen", "terminated"]
Reach = Literal["all", "small", "none"]

# What each tier asks of a circle besides its caps; everybody reads it on the circle's page.
KINDS_OF: Final[dict[str, tuple[RestrictionKind, ...]]] = {
    "trial": (),
    "standard": (),
    "trusted": (),
    "probation": ("photo_check", "hidden"),
    "frozen": ("no_photos", "invite_only", "hidden"),
    "terminated": ("closed",),
}
# Down by itself, one step a week; up by a person.
BELOW: Final[dict[str, Tier]] = {
    "trusted": "standard",
    "standard": "probation",
    "trial": "probation",
    "probation": "frozen",
}
ABOVE: Final[dict[str, Tier]] = {
    "trial": "standard",
    "standard": "trusted",
    "probation": "standard",
    "frozen": "probation",
}

_ROOM: Final = """
    SELECT c.tier, t.members, c.member_count
      FROM circles c JOIN tier_caps t ON t.tier = c.tier WHERE c.id = $1
"""
_INVITED: Final = """
    SELECT c.tier, t.invitations_week,
           (SELECT count(*) FROM circle_invites i WHERE i.circle_id = c.id AND i.created_at > $2) AS made,
           (SELECT min(i.created_at) FROM circle_invites i
             WHERE i.circle_id = c.id AND i.created_at > $2) AS first_at
      FROM circles c JOIN tier_caps t ON t.tier = c.tier
     WHERE c.id = $1
"""
_CAPS: Final = "SELECT tier, members, invitations_week, reach FROM tier_caps"


class CircleFull(Refusal):
    """This circle is full for its tier. The details say how many it may have; clean weeks earn more."""


class InvitationsUsed(Refusal):
    """This circle has made all invitations that its tier allows a week. The details say when it may again."""


class TierCaps(msgspec.Struct, frozen=True):
    """What a tier may; null is without end."""

    tier: Tier
    members: int | None
    invitations_week: int | None
    reach: Reach


class Standing(msgspec.Struct, frozen=True):
    """How a circle stands.

    Attributes:
        since: Of the tier.
        score: 5 free, 4 watched, 3 and less on the way down; from the weekly figures.
        next: The tier that it can earn; null on the highest, and where nothing can be earned any more.
        next_caps: What would be allowed there.
    """

    tier: Tier
    since: datetime
    score: int
    caps: TierCaps
    next: Tier | None
    next_caps: TierCaps | None


async def must_have_room(conn: Connection, circle_id: UUID) -> None:
    """Refuse when the circle holds as many as its tier allows; the caller has locked the circle.

    Raises:
        CircleFull: it does; the details have tier and members.
    """
    row = await conn.fetchrow(_ROOM, circle_id)
    if row is not None and row["members"] is not None and row["member_count"] >= row["members"]:
        raise CircleFull(tier=row["tier"], members=row["members"], next=ABOVE.get(row["tier"]))


async def must_have_invitation_left(conn: Connection, circle_id: UUID) -> None:
    """Refuse when the circle has made the invitations of a week; the caller has locked the circle.

    Raises:
        InvitationsUsed: it has; the details have tier, invitations_week and after.
    """
    row = await conn.fetchrow(_INVITED, circle_id, now() - timedelta(days=7))
    if row is None or row["invitations_week"] is None or row["made"] < row["invitations_week"]:
        return
    first_at: datetime | None = row["first_at"]
    after = None if first_at is None else first_at + timedelta(days=7)
    raise InvitationsUsed(tier=row["tier"], invitations_week=row["invitations_week"], after=after)


async def list_caps(conn: Connection) -> dict[str, TierCaps]:
    """What each tier may, by its name."""
    return {row[0]: TierCaps(*row) for row in await conn.fetch(_CAPS)}


async def standing_of(conn: Connection, tier: Tier, since: datetime, score: int) -> Standing:
    """What a circle on *tier* is told of it."""
    caps = await list_caps(conn)
    above = ABOVE.get(tier)
    return Standing(tier, since, score, caps[tier], above, None if above is None else caps[above])
