"""HTTP for red packets."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import Parameter

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import WRITING, BannedHere, JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import CircleClosed, EachTextWaits
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ledger.types import KeyReused
from tonghao.limits import Limiter
from tonghao.money import AmountRefused
from tonghao.paging import BadCursor, Page
from tonghao.red_packets.admit import (
    ChanceNotForMinors,
    NotForYou,
    OwnPacket,
    TooMuchForMinor,
    must_open,
    must_see,
)
from tonghao.red_packets.grab import Hand, PacketEmpty, PacketFrozen, PacketOver, ShareNotPaid
from tonghao.red_packets.hands import Hands
from tonghao.red_packets.make import (
    ChanceForAdults,
    PacketPlaceRefused,
    PacketsOfTheDay,
    PacketUnwelcome,
    ShareOutOfRange,
    TotalDoesNotDivide,
    make_red_packet,
)
from tonghao.red_packets.read import (
    DrawStillClosed,
    get_packet,
    get_proof,
    list_circle_packets,
    list_my_packets,
    list_post_packets,
    list_shares,
)
from tonghao.red_packets.types import (
    Box,
    GrabbedShare,
    NewGrab,
    NewRedPacket,
    PacketProof,
    PacketShare,
    RedPacket,
)
from tonghao.screening.text import TextScreener
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)
from tonghao.wallets.limits import LimitReached, MinorsDoNot
from tonghao.wallets.refused import LEDGER_REFUSALS, refusal_of

_ONE = "/red-packets/{packet_id:uuid}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_Cursor = Annotated[str | None, Parameter(max_length=300)]


@post(
    "/red-packets",
    operation_id="makeRedPacket",
    responses=refusals(
        *_ASKED, *WRITING, EachTextWaits, TooMany, TextRefused, CheckerAway, AmountRefused,
        PacketPlaceRefused, PacketUnwelcome, ChanceForAdults, ShareOutOfRange, TotalDoesNotDivide,
        PacketsOfTheDay, IdempotencyMismatch, KeyReused, LimitReached, MinorsDoNot, PasskeyRefused,
        PayPasswordWanted, PayPasswordWrong, PayPasswordLocked, NewDeviceBraked, *LEDGER_REFUSALS.values(),
        FeatureStopped,
    ),
)  # fmt: skip
async def make(
    *,
    data: NewRedPacket,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    screener: TextScreener,
) -> RedPacket:
    """Give a red packet; sent again with its identifier, it is the same one."""
    await limiter.count("60 per 10 minutes", "make_red_packet", str(caller.account_id))
    confirmation = await shown_confirmation(
        pool, config, caller, pay_password=data.pay_password, passkey=data.passkey
    )
    async with writing(pool) as conn:
        made = await make_red_packet(
            conn,
            screener=screener,
            caller=caller,
            new=data,
            confirmation=confirmation,
            currency=config.currency,
            most_a_day=config.packets_a_day,
        )
        if made.refusal is None:
            return await get_packet(conn, packet_id=made.packet_id, viewer_id=caller.account_id)
    # Behind the commit, so that what the ledger refused stays refused.
    raise refusal_of(made.refusal)


@get(_ONE, operation_id="getRedPacket", responses=refusals(*_ASKED))
async def one(packet_id: UUID, caller: Caller, pool: Pool) -> RedPacket:
    """A packet as I see it, with my share."""
    async with reading(pool) as conn:
        await must_see(
            conn, packet_id=packet_id, viewer_id=caller.account_id, is_moderator=caller.is_moderator
        )
        return await get_packet(conn, packet_id=packet_id, viewer_id=caller.account_id)


@post(
    _ONE + "/grabs",
    operation_id="grabRedPacket",
    responses=refusals(
        *_ASKED, TooMany, JoinFirst, BannedHere, CircleClosed, NotForYou, OwnPacket,
        ChanceNotForMinors, TooMuchForMinor, PacketEmpty, PacketOver, PacketFrozen, ShareNotPaid,
        FeatureStopped,
    ),
)  # fmt: skip
async def grab(
    *, packet_id: UUID, data: NewGrab, caller: Caller, pool: Pool, hands: Hands, limiter: Limiter
) -> GrabbedShare:
    """Open a packet: first come, first served, once each; again it is the same share."""
    await limiter.count("120 per minute", "grab_red_packet", str(caller.account_id))
    async with reading(pool) as conn:
        await must_open(conn, packet_id=packet_id, account_id=caller.account_id, age_class=caller.age_class)
    return await hands.grab(pool, packet_id=packet_id, hand=Hand(caller.account_id, data.is_quiet))


@get(_ONE + "/shares", operation_id="listRedPacketShares", responses=refusals(*_ASKED))
async def shares(packet_id: UUID, caller: Caller, pool: Pool) -> list[PacketShare]:
    """Who took what; where the maker hides it, my own share alone. At most a hundred."""
    async with reading(pool) as conn:
        await must_see(
            conn, packet_id=packet_id, viewer_id=caller.account_id, is_moderator=caller.is_moderator
        )
        packet = await get_packet(conn, packet_id=packet_id, viewer_id=caller.account_id)
        return await list_shares(conn, packet=packet, viewer_id=caller.account_id)


@get(_ONE + "/proof", operation_id="getRedPacketProof", responses=refusals(*_ASKED, DrawStillClosed))
async def proof(packet_id: UUID, caller: Caller, pool: Pool) -> PacketProof:
    """Everything needed to draw a lucky packet again, once it is over."""
    async with reading(pool) as conn:
        await must_see(
            conn, packet_id=packet_id, viewer_id=caller.account_id, is_moderator=caller.is_moderator
        )
        return await get_proof(conn, packet_id)


@get(
    "/red-packets",
    operation_id="listMyRedPackets",
    responses=refusals(InvalidRequest, SignInNeeded, BadCursor),
)
async def my_own(caller: Caller, pool: Pool, box: Box = "for_me", cursor: _Cursor = None) -> Page[RedPacket]:
    """Packets that I gave, got a share of, or that wait for me alone."""
    async with reading(pool) as conn:
        return await list_my_packets(conn, account_id=caller.account_id, box=box, cursor=cursor)


@get(
    "/circles/{circle_id:uuid}/red-packets",
    operation_id="listCircleRedPackets",
    responses=refusals(*_ASKED, BadCursor),
)
async def in_circle(circle_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[RedPacket]:
    """The packets of a circle and its posts, the newest first."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_circle_packets(
            conn, circle_id=circle_id, viewer_id=caller.account_id, cursor=cursor
        )


@get(
    "/circles/{circle_id:uuid}/posts/{post_id:uuid}/red-packets",
    operation_id="listPostRedPackets",
    responses=refusals(*_ASKED),
)
async def under_post(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> list[RedPacket]:
    """The packets under a post, the oldest first."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_post_packets(
            conn, circle_id=circle_id, post_id=post_id, viewer_id=caller.account_id
        )


router = Router(
    "/", route_handlers=[make, one, grab, shares, proof, my_own, in_circle, under_post], tags=["red_packets"]
)
