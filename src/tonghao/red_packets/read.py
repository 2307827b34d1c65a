"""Every query about red packets that changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.read import hidden_from, list_cards
from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.money import decimal_of
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.red_packets.types import Box, MyShare, PacketProof, PacketShare, RedPacket

PAGE: Final = 20

_PACKETS: Final = """
    SELECT p.id, p.circle_id, p.post_id, p.maker_id, p.to_id, p.kind, p.cover, p.greeting, p.currency,
           p.total_minor, p.share_count, p.taken_count, p.state, p.hides_results, p.algorithm, p.commitment,
           p.made_at, p.expires_at, p.over_at, p.removed_at,
           CASE WHEN p.state = 'finished' AND p.kind = 'lucky'
                THEN (SELECT a.place FROM unnest(p.amounts_minor) WITH ORDINALITY AS a (amount, place)
                       ORDER BY a.amount DESC, a.place LIMIT 1) END AS luckiest,
           s.place, s.amount_minor, s.taken_at
      FROM red_packets p
      LEFT JOIN red_packet_shares s ON s.packet_id = p.id AND s.account_id = $2
     WHERE p.id = ANY($1::uuid[])
"""
_IN_CIRCLE: Final = """
    SELECT id, made_at FROM red_packets
     WHERE circle_id = $1 AND removed_at IS NULL AND (made_at, id) < ($2, $3)
       AND maker_id <> ALL($5::uuid[])
       AND (post_id IS NULL OR EXISTS (SELECT FROM posts p
                                        WHERE p.circle_id = $1 AND p.id = post_id AND p.state = 'visible'))
     ORDER BY made_at DESC, id DESC LIMIT $4
"""
_UNDER_POST: Final = """
    SELECT id FROM red_packets
     WHERE post_id = $2 AND circle_id = $1 AND removed_at IS NULL AND maker_id <> ALL($3::uuid[])
       AND EXISTS (SELECT FROM posts p WHERE p.circle_id = $1 AND p.id = $2 AND p.state = 'visible')
     ORDER BY made_at, id LIMIT 50
"""
_MADE: Final = """
    SELECT id, made_at AS at FROM red_packets
     WHERE maker_id = $1 AND (made_at, id) < ($2, $3) ORDER BY made_at DESC, id DESC LIMIT $4
"""
_FOR_ME: Final = """
    SELECT id, made_at AS at FROM red_packets
     WHERE to_id = $1 AND removed_at IS NULL AND (made_at, id) < ($2, $3)
       AND (state = 'finished' OR maker_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $1
                                                    UNION ALL
                                                   SELECT blocker_id FROM blocked_by WHERE account_id = $1))
     ORDER BY made_at DESC, id DESC LIMIT $4
"""
_GOT: Final = """
    SELECT packet_id AS id, taken_at AS at FROM red_packet_shares
     WHERE account_id = $1 AND (taken_at, packet_id) < ($2, $3)
     ORDER BY taken_at DESC, packet_id DESC LIMIT $4
"""
_SHARES: Final = """
    SELECT s.place, s.account_id, s.amount_minor, s.taken_at, s.is_quiet,
           c.handle, c.name, c.avatar_media_id, c.is_gone
      FROM red_packet_shares s
      JOIN profiles c ON c.account_id = s.account_id
     WHERE s.packet_id = $1 AND ($2::uuid IS NULL OR s.account_id = $2)
     ORDER BY s.place LIMIT 100
"""
_PROOF: Final = """
    SELECT id, algorithm, total_minor, share_count, most_minor, seed, commitment, amounts_minor, currency
      FROM red_packets WHERE id = $1 AND state <> 'open' AND kind = 'lucky'
"""

_LAST_ID: Final = UUID(int=2**128 - 1)
_LAST_MOMENT: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_BOXES: Final = {"made": _MADE, "for_me": _FOR_ME, "got": _GOT}


class DrawStillClosed(Refusal):
    """The seed of this draw is opened when the packet is empty or over. Its hash stands on it already."""


async def list_packets(conn: Connection, ids: Sequence[UUID], viewer_id: UUID | None) -> list[RedPacket]:
    """The packets of *ids* in that order, as *viewer_id* sees them; whether they may is another question."""
    rows = {row["id"]: row for row in await conn.fetch(_PACKETS, list(ids), viewer_id)}
    people = {row["maker_id"] for row in rows.values()}
    cards = await list_cards(conn, people | {row["to_id"] for row in rows.values() if row["to_id"]})
    return [_packet_of(rows[one], cards, viewer_id) for one in ids if one in rows]


def _packet_of(row: Row, cards: dict[UUID, ProfileCard], viewer_id: UUID | None) -> RedPacket:
    mine = viewer_id is not None and row["maker_id"] == viewer_id
    has_part = mine or (viewer_id is not None and row["to_id"] == viewer_id)
    share = None
    if row["place"] is not None:
        amount = decimal_of(row["amount_minor"], row["currency"])
        share = MyShare(row["place"], amount, row["taken_at"], row["place"] == row["luckiest"])
    return RedPacket(
        packet_id=row["id"],
        circle_id=row["circle_id"],
        post_id=row["post_id"],
        maker=cards[row["maker_id"]],
        to=cards.get(row["to_id"]),
        kind=row["kind"],
        cover=row["cover"],
        greeting=row["greeting"],
        currency=row["currency"],
        total=decimal_of(row["total_minor"], row["currency"]) if row["to_id"] is None or has_part else None,
        share_count=row["share_count"],
        taken_count=row["taken_count"],
        state=row["state"],
        hides_results=row["hides_results"],
        luckiest_place=row["luckiest"],
        algorithm=row["algorithm"],
        commitment=row["commitment"].hex(),
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        over_at=row["over_at"],
        is_removed=row["removed_at"] is not None,
        mine=mine,
        my_share=share,
    )


async def get_packet(conn: Connection, *, packet_id: UUID, viewer_id: UUID | None) -> RedPacket:
    """One packet; whether the viewer may see it is asked by `must_see`.

    Raises:
        NotFound: there is none.
    """
    found = await list_packets(conn, [packet_id], viewer_id)
    if not found:
        raise NotFound
    return found[0]


async def list_circle_packets(
    conn: Connection, *, circle_id: UUID, viewer_id: UUID | None, cursor: str | None = None, limit: int = PAGE
) -> Page[RedPacket]:
    """The packets of a circle and its posts, the newest first; without those of people who are blocked."""
    at, last = from_cursor(cursor, tuple[datetime, UUID]) or (_LAST_MOMENT, _LAST_ID)
    hidden = [] if viewer_id is None else list(await hidden_from(conn, viewer_id))
    rows = await conn.fetch(_IN_CIRCLE, circle_id, at, last, limit + 1, hidden)
    packets = await list_packets(conn, [row["id"] for row in rows[:limit]], viewer_id)
    after = rows[limit - 1] if len(rows) > limit else None
    return Page(packets, None if after is None else to_cursor(after["made_at"], after["id"]))


async def list_post_packets(
    conn: Connection, *, circle_id: UUID, post_id: UUID, viewer_id: UUID | None
) -> list[RedPacket]:
    """The packets under one post, the oldest first."""
    hidden = [] if viewer_id is None else list(await hidden_from(conn, viewer_id))
    rows = await conn.fetch(_UNDER_POST, circle_id, post_id, hidden)
    return await list_packets(conn, [row["id"] for row in rows], viewer_id)


async def list_my_packets(
    conn: Connection, *, account_id: UUID, box: Box, cursor: str | None = None, limit: int = PAGE
) -> Page[RedPacket]:
    """What somebody gave, got a share of, or has waiting for them alone; the newest first."""
    at, last = from_cursor(cursor, tuple[datetime, UUID]) or (_LAST_MOMENT, _LAST_ID)
    rows = await conn.fetch(_BOXES[box], account_id, at, last, limit + 1)
    packets = await list_packets(conn, [row["id"] for row in rows[:limit]], account_id)
    after = rows[limit - 1] if len(rows) > limit else None
    return Page(packets, None if after is None else to_cursor(after["at"], after["id"]))


async def list_shares(conn: Connection, *, packet: RedPacket, viewer_id: UUID) -> list[PacketShare]:
    """Who took what, in the order of the places; where the maker hides it, the viewer's own share alone.

    A share that was opened quietly bears no name, but for whoever opened it and for the maker: it is
    their money. Of a packet for one person its two people alone see the share: it tells the whole.
    """
    is_hidden = packet.hides_results or packet.kind == "exclusive"
    only = viewer_id if is_hidden and not packet.mine else None
    shares = []
    for row in await conn.fetch(_SHARES, packet.packet_id, only):
        mine = row["account_id"] == viewer_id
        named = mine or packet.mine or not row["is_quiet"]
        card = ProfileCard(row["account_id"], *tuple(row)[5:]) if named else None
        shares.append(
            PacketShare(
                row["place"],
                card,
                decimal_of(row["amount_minor"], packet.currency),
                row["taken_at"],
                row["place"] == packet.luckiest_place,
                mine,
            )
        )
    return shares


async def get_proof(conn: Connection, packet_id: UUID) -> PacketProof:
    """What is needed to draw a lucky packet again.

    Raises:
        DrawStillClosed: it is still open, or nothing was drawn by chance.
    """
    row = await conn.fetchrow(_PROOF, packet_id)
    if row is None:
        raise DrawStillClosed
    return PacketProof(
        row["id"],
        row["algorithm"],
        row["total_minor"],
        row["share_count"],
        row["most_minor"],
        row["seed"].hex(),
        row["commitment"].hex(),
        list(row["amounts_minor"]),
        row["currency"],
    )
