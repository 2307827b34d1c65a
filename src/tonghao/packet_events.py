"""The part of the catalogue that tells of red packets and tips."""

from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class RedPacketMade(Happened, frozen=True, tag="red_packet.made"):
    """`packet` as somebody sees it who has no part in it; `to_id`: for whom it is, if for one."""

    live: ClassVar[bool] = True
    packet_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    author_id: UUID
    to_id: UUID | None
    packet: dict[str, object]


class RedPacketCounted(Happened, frozen=True, tag="red_packet.counted"):
    """Shares were taken, or it is over; `packet` as somebody sees it who has no part in it.

    Out of sight it comes without its greeting; who may still see it keeps the one they have.
    """

    live: ClassVar[bool] = True
    packet_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    author_id: UUID
    packet: dict[str, object]


class RedPacketSuspected(Happened, frozen=True, tag="red_packet.suspected"):
    """It looks like a game for money; a person looks at it. `pattern` is words or same_size."""

    packet_id: UUID
    circle_id: UUID
    pattern: str


class TipMoved(Happened, frozen=True, tag="tip.moved"):
    """A tip was given, settled or went back; only giver and author hear it. `author_id` is who gets it."""

    live: ClassVar[bool] = True
    tip_id: UUID
    circle_id: UUID
    post_id: UUID
    author_id: UUID
    state: str


PacketEvent = RedPacketMade | RedPacketCounted | RedPacketSuspected | TipMoved
