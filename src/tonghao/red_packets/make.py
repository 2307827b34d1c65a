"""Make: somebody gives money into a circle, under a post, or to one person."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.check_name import visible
from tonghao.accounts.read import blocked_pair
from tonghao.accounts.screen_text import CONTACTS, must_pass
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ids import derived_id
from tonghao.ledger.accounts import account_id_of, open_account
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.money import EXPONENTS, decimal_of, minor_of
from tonghao.packet_events import RedPacketSuspected
from tonghao.red_packets.split import ALGORITHM, SEED_BYTES, amounts_of, commitment_of
from tonghao.red_packets.suspect import find_pattern
from tonghao.red_packets.tell import tell_made, tell_receiver
from tonghao.red_packets.types import NewRedPacket
from tonghao.screening.house import House
from tonghao.screening.text import TextScreener
from tonghao.wallets.confirm import PayConfirmation, confirm_payment
from tonghao.wallets.limits import take_back
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import open_wallet
from tonghao.wallets.tell import tell_wallet

LASTS: Final = timedelta(hours=24)
# In whole units of the currency: yuan, or points.
MOST_SHARE: Final = 200
MOST_SHARE_TO_MINOR: Final = 20

_MADE_TODAY: Final = """
    SELECT count(*) FROM red_packets WHERE maker_id = $1 AND made_at > $2::timestamptz - interval '24 hours'
"""
_POST: Final = "SELECT state FROM posts WHERE circle_id = $1 AND id = $2"
_IS_MEMBER: Final = "SELECT EXISTS (SELECT FROM memberships WHERE circle_id = $1 AND account_id = $2)"
_KNOW_EACH_OTHER: Final = """
    SELECT EXISTS (SELECT FROM friendships WHERE account_id = $1 AND friend_id = $2)
        OR EXISTS (SELECT FROM joined_circles a JOIN joined_circles b ON b.circle_id = a.circle_id
                    WHERE a.account_id = $1 AND b.account_id = $2)
"""
_MAKE: Final = """
    INSERT INTO red_packets (id, maker_id, circle_id, post_id, to_id, kind, cover, greeting, currency,
                             total_minor, share_count, most_minor, algorithm, seed, commitment,
                             amounts_minor, hides_results, made_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_KNOWN: Final = """
    SELECT maker_id, circle_id, post_id, to_id, kind, cover, greeting, total_minor, share_count
      FROM red_packets WHERE id = $1
"""
# Nothing was paid in, so there is no packet; that it was refused stays with the ledger.
_UNMAKE: Final = "DELETE FROM red_packets WHERE id = $1"


class ShareOutOfRange(Refusal):
    """A share is at least a cent and at most 200 yuan (or points). Change the sum or the number of shares."""

    status = 400


class TotalDoesNotDivide(Refusal):
    """This sum cannot be cut into equal shares. The details name the nearest sums that can."""

    status = 400


class PacketPlaceRefused(Refusal):
    """A packet for one person names that person and has one share; every other goes to a circle or a post."""

    status = 400


class PacketUnwelcome(Refusal):
    """You can give a packet to a friend, or to somebody in a circle of yours. This person is neither."""

    status = 403


class ChanceForAdults(Refusal):
    """Packets drawn by chance are for adults. Choose equal shares, or a packet for one person."""

    status = 403


class PacketsOfTheDay(Refusal):
    """You have made as many packets as one may in 24 hours. The details say how many; go on tomorrow."""

    status = 429


class MadePacket(msgspec.Struct, frozen=True):
    """`refusal` is the ledger's word for why nothing was paid in, and so nothing made."""

    packet_id: UUID
    refusal: str | None = None


class _Sum(msgspec.Struct, frozen=True):
    total_minor: int
    share_count: int
    most_minor: int


async def make_red_packet(
    conn: Connection,
    *,
    screener: TextScreener,
    caller: Caller,
    new: NewRedPacket,
    confirmation: PayConfirmation | None,
    currency: str,
    most_a_day: int,
) -> MadePacket:
    """Take the money from the maker's wallet, and draw the shares.

    The draw is made now and never again: grabbing takes the next share, whoever comes. Sent twice with one
    identifier it is one packet; a refusal of the ledger is answered alike for ever.

    Args:
        confirmation: What `shown_confirmation` gave.
        most_a_day: Packets that one person may make in 24 hours.

    Raises:
        PacketPlaceRefused: the kind does not fit the place.
        FeatureStopped: the whole place gives no packets for now.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits: see `Access`.
        NotFound: no such circle, post, or person.
        PacketUnwelcome: the one person is a stranger, or one blocks the other.
        ChanceForAdults: a minor makes none that is drawn by chance.
        AmountRefused, ShareOutOfRange, TotalDoesNotDivide: of the sum.
        TextRefused, CheckerAway: of the greeting.
        PacketsOfTheDay: too many in 24 hours.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `confirm_payment`.
        IdempotencyMismatch: the identifier is that of another packet.

    Emits: red_packet.made, perhaps red_packet.suspected, money.told where it is for one person.
    Locks: two accounts of the ledger in id order.
    """
    house = await _must_fit(conn, caller.account_id, new)
    if new.kind == "lucky" and caller.age_class == "minor":
        raise ChanceForAdults
    asked = _sum_of(new, currency)
    greeting = visible(new.greeting)[:40]
    if greeting:
        must_pass(screener, greeting, kind="comment", never=CONTACTS, house=house)
    known = await conn.fetchrow(_KNOWN, new.packet_id)
    if known is None:
        await must_run(conn, "red_packets")
        if await _insert(conn, caller.account_id, new, asked, greeting=greeting, currency=currency):
            counted = await _must_be_within(
                conn, caller, asked.total_minor, confirmation, currency, most_a_day
            )
            refusal = await _pay_in(
                conn, caller.account_id, new, counted, asked.total_minor, greeting, currency
            )
            if refusal is None:
                await _tell(conn, caller.account_id, new, asked, greeting, currency)
            return MadePacket(new.packet_id, refusal)
        known = await conn.fetchrow(_KNOWN, new.packet_id)
    places = (new.circle_id, new.post_id, new.to_id, new.kind, new.cover, greeting)
    same = (caller.account_id, *places, asked.total_minor, asked.share_count)
    if known is None or tuple(known) != same:
        raise IdempotencyMismatch
    return MadePacket(new.packet_id)


async def _must_be_within(
    conn: Connection,
    caller: Caller,
    total_minor: int,
    confirmation: PayConfirmation | None,
    currency: str,
    most_a_day: int,
) -> tuple[str, ...]:
    moment = now()
    if await conn.fetchval(_MADE_TODAY, caller.account_id, moment) > most_a_day:
        raise PacketsOfTheDay(most=most_a_day)
    return await confirm_payment(
        conn,
        caller,
        kind="packet",
        amount_minor=total_minor,
        confirmation=confirmation,
        now=moment,
        currency=currency,
    )


async def _must_fit(conn: Connection, maker_id: UUID, new: NewRedPacket) -> House | None:
    """What the circle asks of words, once the packet may be given where it is to go."""
    house = None
    if (new.kind == "exclusive") != (new.to_id is not None) or (new.to_id and new.share_count != 1):
        raise PacketPlaceRefused
    if new.circle_id is None and (new.to_id is None or new.post_id is not None):
        raise PacketPlaceRefused
    if new.to_id == maker_id:
        raise PacketPlaceRefused
    if new.circle_id is not None:
        access = await access_of(conn, new.circle_id, maker_id)
        access.must_write()
        house = access.house
        if new.greeting:
            access.must_take_words()
        if new.post_id is not None and await conn.fetchval(_POST, new.circle_id, new.post_id) != "visible":
            raise NotFound
        if new.to_id is not None and not await conn.fetchval(_IS_MEMBER, new.circle_id, new.to_id):
            raise PacketUnwelcome
    elif not await conn.fetchval(_KNOW_EACH_OTHER, maker_id, new.to_id):
        raise PacketUnwelcome
    if new.to_id is not None and await blocked_pair(conn, maker_id, new.to_id):
        raise PacketUnwelcome
    return house


def _sum_of(new: NewRedPacket, currency: str) -> _Sum:
    total = minor_of(new.total, currency)
    most = MOST_SHARE * 10 ** EXPONENTS[currency]
    if not new.share_count <= total <= new.share_count * most:
        least = decimal_of(new.share_count, currency)
        raise ShareOutOfRange(least=least, most=decimal_of(new.share_count * most, currency))
    over = total % new.share_count
    if new.kind == "equal" and over:
        nearest = [total - over, total - over + new.share_count]
        fitting = [one for one in nearest if new.share_count <= one <= new.share_count * most]
        raise TotalDoesNotDivide(
            nearest=[decimal_of(one, currency) for one in fitting], over=decimal_of(over, currency)
        )
    return _Sum(total, new.share_count, most)


async def _insert(
    conn: Connection, maker_id: UUID, new: NewRedPacket, asked: _Sum, *, greeting: str, currency: str
) -> bool:
    """Draw and write the packet; False when another request with its identifier was first."""
    seed, moment = secrets.token_bytes(SEED_BYTES), now()
    drawn = msgspec.to_builtins(asked) | {"seed": seed}
    amounts = amounts_of(**drawn)
    if new.kind == "equal":
        amounts = [asked.total_minor // asked.share_count] * asked.share_count
    made = await conn.fetchval(
        _MAKE,
        new.packet_id,
        maker_id,
        new.circle_id,
        new.post_id,
        new.to_id,
        new.kind,
        new.cover,
        greeting,
        currency,
        asked.total_minor,
        asked.share_count,
        asked.most_minor,
        ALGORITHM,
        seed,
        commitment_of(new.packet_id, **drawn),
        amounts,
        new.hides_results,
        moment,
        moment + LASTS,
    )
    return made is not None


async def _pay_in(
    conn: Connection,
    maker_id: UUID,
    new: NewRedPacket,
    counted: tuple[str, ...],
    total_minor: int,
    greeting: str,
    currency: str,
) -> str | None:
    """Move the sum into the packet's account; where the ledger refuses, there is no packet."""
    wallet = await open_wallet(conn, maker_id, currency)
    escrow = await open_account(
        conn, owner_kind="red_packet", owner_id=new.packet_id, purpose="escrow", currency=currency
    )
    group = Group(
        id=derived_id("packet_made", str(new.packet_id)),
        currency=currency,
        legs=(Leg(wallet, escrow, total_minor, "packet_made"),),
        cause_kind="red_packet",
        cause_id=new.packet_id,
    )
    posted = await post_group(conn, group)
    if posted.refusal is not None:
        await conn.execute(_UNMAKE, new.packet_id)
        await take_back(conn, account_id=maker_id, counted=counted, amount_minor=total_minor)
        return posted.refusal
    await note_cause(
        conn,
        account_id=maker_id,
        cause_kind="red_packet",
        cause_id=new.packet_id,
        other_id=new.to_id,
        title=greeting,
    )
    await tell_wallet(conn, account_id=maker_id, cause_kind="red_packet", cause_id=new.packet_id)
    return None


async def _tell(
    conn: Connection, maker_id: UUID, new: NewRedPacket, asked: _Sum, greeting: str, currency: str
) -> None:
    await tell_made(conn, new.packet_id)
    if new.to_id is not None:
        await tell_receiver(
            conn,
            new.packet_id,
            maker_id=maker_id,
            to_id=new.to_id,
            total_minor=asked.total_minor,
            currency=currency,
        )
    if new.circle_id is None:
        return
    pattern = await find_pattern(
        conn,
        circle_id=new.circle_id,
        greeting=greeting,
        total_minor=asked.total_minor,
        share_count=asked.share_count,
    )
    if pattern is not None:
        suspected = RedPacketSuspected(new.packet_id, new.circle_id, pattern)
        await outbox.emit(conn, suspected, audience="nobody")


def escrow_of(packet_id: UUID, currency: str) -> UUID:
    """The account of the ledger that is the packet."""
    return account_id_of("red_packet", packet_id, "escrow", currency)
