"""Grab: the hands that reach for one packet at the same moment are served in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.events import kind_of
from tonghao.ids import derived_id
from tonghao.ledger.accounts import set_account_status
from tonghao.ledger.post import post_batch
from tonghao.ledger.types import Group, KeyReused, Leg
from tonghao.money import decimal_of
from tonghao.money_events import WalletMoved
from tonghao.red_packets.make import escrow_of
from tonghao.red_packets.tell import tell_counted
from tonghao.red_packets.types import GrabbedShare
from tonghao.wallets.note import note_causes
from tonghao.wallets.open import open_wallets, wallet_of

# A lock statement only locks: the next one sees what was committed while this one waited.
_LOCK: Final = "SELECT id FROM red_packets WHERE id = $1 FOR NO KEY UPDATE"
_CURRENCY: Final = "SELECT currency FROM red_packets WHERE id = $1"
_FACTS: Final = """
    SELECT p.maker_id, p.greeting, p.currency, p.state, p.expires_at, p.share_count, p.taken_count,
           p.amounts_minor[p.taken_count + 1 : p.taken_count + $2] AS next_minor,
           (SELECT b.status FROM ledger_balances b WHERE b.account_id = $3) AS status
      FROM red_packets p
     WHERE p.id = $1
"""
_TAKEN: Final = """
    SELECT account_id, place, amount_minor FROM red_packet_shares
     WHERE packet_id = $1 AND account_id = ANY($2::uuid[])
"""
_ALL_TAKEN: Final = """
    SELECT s.account_id, s.place, s.amount_minor, p.currency
      FROM red_packets p JOIN red_packet_shares s ON s.packet_id = p.id
     WHERE p.id = $1
"""
_WITH_WALLET: Final = "SELECT account_id FROM ledger_balances WHERE account_id = ANY($1::uuid[])"
_TAKE: Final = """
    INSERT INTO red_packet_shares (packet_id, place, account_id, amount_minor, is_quiet, taken_at)
    SELECT $1, u.place, u.account_id, u.amount_minor, u.is_quiet, $6
      FROM unnest($2::smallint[], $3::uuid[], $4::bigint[], $5::boolean[])
        AS u (place, account_id, amount_minor, is_quiet)
"""
_COUNT: Final = """
    UPDATE red_packets
       SET taken_count = taken_count + $2, taken_minor = taken_minor + $3,
           state = CASE WHEN taken_count + $2 = share_count THEN 'finished' ELSE state END,
           over_at = CASE WHEN taken_count + $2 = share_count THEN $4::timestamptz END
     WHERE id = $1
"""


class PacketEmpty(Refusal):
    """You are late: every share of this packet is taken. Its page shows who was quicker."""


class PacketOver(Refusal):
    """This packet is over: what was left after 24 hours, or at its removal, has gone back to its maker."""


class PacketFrozen(Refusal):
    """The money in this packet is held while somebody looks at it. Try again later; nothing is lost."""


class ShareNotPaid(Refusal):
    """Your wallet takes nothing in at present, so the share stays in the packet. Look at your wallet."""


class Hand(msgspec.Struct, frozen=True):
    """Somebody who reaches for a share, and whether the others are to see who."""

    account_id: UUID
    is_quiet: bool = False


class Served(msgspec.Struct, frozen=True):
    """What each hand found, by person; `over` says why later ones find nothing, once it is so for good."""

    found: Mapping[UUID, GrabbedShare | type[Refusal]]
    over: type[Refusal] | None = None


class LedgerRefused(Exception):
    """One of several hands could not be paid: nothing stands, and each is served by itself."""


async def grab_shares(conn: Connection, *, packet_id: UUID, hands: Sequence[Hand]) -> Served:
    """Give the next shares to *hands*, first come, and pay all of them in one go.

    Whether a person may open the packet is asked before, see `must_open`. One who has a share finds it
    again; of one person's two hands the first counts. Behind it stand the keys (packet, person) and
    (packet, place), and the floor of the packet's account: whatever else fails, no share is paid twice.

    Args:
        hands: In the order in which they came.

    Raises:
        NotFound: there is no such packet.
        LedgerRefused, ShareNotPaid: one of several hands, or the only one, was refused by the ledger; the
            caller rolls back, so that the refusal is not remembered and the next try can succeed.

    Emits: red_packet.counted, once for all. Locks: the packet, then accounts of the ledger in id order.
    """
    await conn.execute(_LOCK, packet_id)
    people = list(dict.fromkeys(hand.account_id for hand in hands))
    facts = await _facts(conn, packet_id, len(people))
    taken = {row["account_id"]: row for row in await conn.fetch(_TAKEN, packet_id, people)}
    found: dict[UUID, GrabbedShare | type[Refusal]] = {
        account_id: _share(packet_id, row, facts["currency"], repeated=True)
        for account_id, row in taken.items()
    }
    quiet = {hand.account_id: hand.is_quiet for hand in reversed(hands)}
    waiting = [one for one in people if one not in taken]
    closed = _closed(facts)
    if closed is not None:
        found |= dict.fromkeys(waiting, closed)
        return Served(found, None if closed is PacketFrozen else closed)
    winners = waiting[: len(facts["next_minor"])]
    found |= dict.fromkeys(waiting[len(winners) :], PacketEmpty)
    if not winners:
        return Served(found)
    amounts: list[int] = list(facts["next_minor"][: len(winners)])
    if not await _pay(conn, packet_id, facts["currency"], winners, amounts):
        raise LedgerRefused if len(hands) > 1 else ShareNotPaid
    first = facts["taken_count"] + 1
    places = list(range(first, first + len(winners)))
    moment = now()
    await conn.execute(_TAKE, packet_id, places, winners, amounts, [quiet[one] for one in winners], moment)
    await conn.execute(_COUNT, packet_id, len(winners), sum(amounts), moment)
    await note_causes(
        conn,
        account_ids=winners,
        cause_kind="red_packet",
        cause_id=packet_id,
        other_id=facts["maker_id"],
        title=facts["greeting"],
    )
    await tell_counted(conn, packet_id)
    for person, place, amount in zip(winners, places, amounts, strict=True):
        found[person] = GrabbedShare(
            packet_id, place, decimal_of(amount, facts["currency"]), facts["currency"]
        )
    is_empty = facts["taken_count"] + len(winners) == facts["share_count"]
    if is_empty:
        await set_account_status(conn, escrow_of(packet_id, facts["currency"]), "closed")
    return Served(found, PacketEmpty if is_empty else None)


async def shares_of(conn: Connection, *, packet_id: UUID) -> dict[UUID, GrabbedShare]:
    """Who has which share of a packet: what is remembered of one that is over."""
    rows = await conn.fetch(_ALL_TAKEN, packet_id)
    return {row["account_id"]: _share(packet_id, row, row["currency"], repeated=True) for row in rows}


async def _facts(conn: Connection, packet_id: UUID, most: int) -> Row:
    currency: str | None = await conn.fetchval(_CURRENCY, packet_id)
    if currency is None:
        raise NotFound
    facts = await conn.fetchrow(_FACTS, packet_id, most, escrow_of(packet_id, currency))
    assert facts is not None
    return facts


def _closed(facts: Row) -> type[Refusal] | None:
    if facts["state"] == "finished":
        return PacketEmpty
    if facts["state"] != "open" or facts["expires_at"] <= now():
        return PacketOver
    return None if facts["status"] == "open" else PacketFrozen


def _share(packet_id: UUID, row: Row, currency: str, *, repeated: bool) -> GrabbedShare:
    return GrabbedShare(
        packet_id, row["place"], decimal_of(row["amount_minor"], currency), currency, repeated
    )


async def _pay(
    conn: Connection, packet_id: UUID, currency: str, winners: Sequence[UUID], amounts: Sequence[int]
) -> bool:
    """Move each share into its owner's wallet; False when one was refused."""
    wallets = {one: wallet_of(one, currency) for one in winners}
    known = {row["account_id"] for row in await conn.fetch(_WITH_WALLET, list(wallets.values()))}
    without = [person for person, wallet in wallets.items() if wallet not in known]
    if without:
        await open_wallets(conn, without, currency)
    escrow = escrow_of(packet_id, currency)
    groups = [
        Group(
            id=derived_id("packet_share", str(packet_id), str(person)),
            currency=currency,
            legs=(Leg(escrow, wallets[person], amount, "packet_share"),),
            cause_kind="red_packet",
            cause_id=packet_id,
        )
        for person, amount in zip(winners, amounts, strict=True)
    ]
    # Whoever looks at their wallet sees it at once: told by the same call that moves the money.
    told = [
        [(f"account:{one}", kind_of(event), msgspec.to_builtins(event))]
        for one in winners
        for event in [WalletMoved(one, "red_packet", packet_id)]
    ]
    posted = await post_batch(conn, groups, told)
    return all(not isinstance(one, KeyReused) and one.refusal is None for one in posted)
