"""Admit: who may see a packet, and whose hand it takes."""

from typing import Final
from uuid import UUID

from tonghao.accounts.brake_feature import must_run
from tonghao.circles.access import Access, BannedHere, JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import must_be_open
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.money import EXPONENTS
from tonghao.red_packets.make import MOST_SHARE_TO_MINOR

_FACTS: Final = """
    SELECT p.maker_id, p.circle_id, p.post_id, p.to_id, p.kind, p.currency, p.removed_at,
           p.total_minor, p.share_count,
           EXISTS (SELECT FROM red_packet_shares s
                    WHERE s.packet_id = p.id AND s.account_id = $2) AS has_share,
           EXISTS (SELECT FROM blocks b WHERE b.account_id = $2 AND b.blocked_id = p.maker_id)
           OR EXISTS (SELECT FROM blocked_by b
                       WHERE b.account_id = $2 AND b.blocker_id = p.maker_id) AS is_blocked,
           (SELECT o.state FROM posts o
             WHERE o.circle_id = p.circle_id AND o.id = p.post_id) AS post_state,
           EXISTS (SELECT FROM feature_brakes b
                    WHERE b.feature = 'red_packets' AND b.ended_at IS NULL) AS is_braked
      FROM red_packets p
     WHERE p.id = $1
"""


class NotForYou(Refusal):
    """This packet is for one person alone. Whoever gave it chose them."""

    status = 403


class OwnPacket(Refusal):
    """You gave this packet to somebody else. What is not taken in 24 hours comes back to you."""

    status = 403


class ChanceNotForMinors(Refusal):
    """Packets drawn by chance are for adults. Equal ones, and those given to you alone, are for you too."""

    status = 403


class TooMuchForMinor(Refusal):
    """A share of this packet is more than somebody under age may be given. The details say how much is."""

    status = 403


async def must_see(conn: Connection, *, packet_id: UUID, viewer_id: UUID, is_moderator: bool = False) -> None:
    """Let somebody see a packet: its maker, who has a share, whom it is for, and those who read its circle.

    Raises:
        NotFound: for everybody else, also where one of the two blocks the other, and where there is none.
    """
    await _facts_for(conn, packet_id, viewer_id, is_moderator=is_moderator)


async def must_open(conn: Connection, *, packet_id: UUID, account_id: UUID, age_class: str) -> None:
    """Let somebody's hand at a packet; whether anything is left is asked behind it, see `grab_shares`.

    Who has a share already is let through: their hand finds the same share again. A minor opens no packet
    that is drawn by chance, and none whose share is larger than `MOST_SHARE_TO_MINOR`.

    Raises:
        NotFound: there is none to see.
        FeatureStopped: the whole place gives and opens no packets for now.
        NotForYou, OwnPacket: it is for one other person.
        JoinFirst, BannedHere, CircleClosed: of its circle.
        ChanceNotForMinors, TooMuchForMinor: the person is under age.
    """
    facts, access = await _facts_for(conn, packet_id, account_id)
    if facts["has_share"]:
        return
    if facts["is_braked"]:
        await must_run(conn, "red_packets")
    if facts["to_id"] is not None and facts["to_id"] != account_id:
        raise OwnPacket if facts["maker_id"] == account_id else NotForYou
    if facts["circle_id"] is not None:
        if access is None:
            access = await access_of(conn, facts["circle_id"], account_id)
        if access.is_banned:
            raise BannedHere(until=access.banned_until)
        if access.role is None:
            raise JoinFirst
        must_be_open(access.state, access.restrictions)
    if age_class == "minor":
        if facts["kind"] == "lucky":
            raise ChanceNotForMinors
        if (
            facts["total_minor"]
            > facts["share_count"] * MOST_SHARE_TO_MINOR * 10 ** EXPONENTS[facts["currency"]]
        ):
            raise TooMuchForMinor(most=MOST_SHARE_TO_MINOR)


async def _facts_for(
    conn: Connection, packet_id: UUID, viewer_id: UUID, *, is_moderator: bool = False
) -> tuple[Row, Access | None]:
    """What is asked of a packet, and what the viewer may do in its circle where that had to be asked."""
    facts = await conn.fetchrow(_FACTS, packet_id, viewer_id)
    if facts is None:
        raise NotFound
    if facts["maker_id"] == viewer_id or facts["has_share"]:
        return facts, None
    if facts["circle_id"] is None:
        if facts["to_id"] != viewer_id or facts["removed_at"] is not None:
            raise NotFound
        if facts["is_blocked"]:
            raise NotFound
        return facts, None
    # Raises NotFound where the circle is not theirs to read.
    access = await access_of(conn, facts["circle_id"], viewer_id, is_moderator=is_moderator)
    if is_moderator:
        return facts, access
    if facts["removed_at"] is not None or facts["is_blocked"]:
        raise NotFound
    if facts["post_id"] is not None and facts["post_state"] != "visible":
        raise NotFound
    return facts, access
