"""Admit: who may see a packet, and whose hand it takes."""

from typing import Final
from uuid import UUID

from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.read import blocked_pair
from tonghao.circles.access import BannedHere, JoinFirst
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
           EXISTS (SELECT FROM feature_brakes b
                    WHERE b.feature = 'red_packets' AND b.ended_at IS NULL) AS is_braked
      FROM red_packets p
     WHERE p.id = $1
"""
_POST_STATE: Final = "SELECT state FROM posts WHERE circle_id = $1 AND id = $2"


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
    facts = await _facts_for(conn, packet_id, account_id)
    if facts["has_share"]:
        return
    if facts["is_braked"]:
        await must_run(conn, "red_packets")
    if facts["to_id"] is not None and facts["to_id"] != account_id:
        raise OwnPacket if facts["maker_id"] == account_id else NotForYou
    if facts["circle_id"] is not None:
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
) -> Row:
    facts = await conn.fetchrow(_FACTS, packet_id, viewer_id)
    if facts is None:
        raise NotFound
    if facts["maker_id"] == viewer_id or facts["has_share"]:
        return facts
    if facts["circle_id"] is None:
        if facts["to_id"] != viewer_id or facts["removed_at"] is not None:
            raise NotFound
        if await blocked_pair(conn, viewer_id, facts["maker_id"]):
            raise NotFound
        return facts
    # Raises NotFound where the circle is not theirs to read.
    await access_of(conn, facts["circle_id"], viewer_id, is_moderator=is_moderator)
    if is_moderator:
        return facts
    if facts["removed_at"] is not None or await blocked_pair(conn, viewer_id, facts["maker_id"]):
        raise NotFound
    place = (facts["circle_id"], facts["post_id"])
    if facts["post_id"] is not None and await conn.fetchval(_POST_STATE, *place) != "visible":
        raise NotFound
    return facts
