"""The nouns of red packets."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import PasskeyShown, ProfileCard
from tonghao.wallets.types import PayPassword

# Lucky: drawn by chance. Equal: all the same. Exclusive: the whole for one person.
PacketKind = Literal["lucky", "equal", "exclusive"]
PacketState = Literal["open", "finished", "returned"]
Cover = Literal["leaf", "lantern", "cat", "bridge", "book"]
Box = Literal["made", "got", "for_me"]
Amount = Annotated[str, Meta(min_length=1, max_length=16)]


class NewRedPacket(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody gives. `packet_id` is made by their device: sent again, it is the same packet.

    Attributes:
        circle_id: Into a circle; with `post_id`, under one of its posts; neither, to one person alone.
        to_id: For whom an exclusive packet is.
        total: The whole, e.g. "20.00".
    """

    packet_id: UUID
    kind: PacketKind
    total: Amount
    share_count: Annotated[int, Meta(ge=1, le=100)] = 1
    circle_id: UUID | None = None
    post_id: UUID | None = None
    to_id: UUID | None = None
    greeting: Annotated[str, Meta(max_length=40)] = ""
    cover: Cover = "leaf"
    hides_results: bool = False
    pay_password: PayPassword | None = None
    passkey: PasskeyShown | None = None


class MyShare(msgspec.Struct, frozen=True):
    place: int
    amount: str
    taken_at: datetime
    is_luckiest: bool


class RedPacket(msgspec.Struct, frozen=True):
    """A packet as one viewer sees it.

    Attributes:
        total: Null for those who have no part in a packet for one person.
        state: returned after 24 hours, or when it was removed: what was left has gone back.
        luckiest_place: The place of the largest share, the earlier of two; only once a lucky one is empty.
        hides_results: Whether only the maker sees who got what.
        commitment: In hex; what it ties the draw to is opened when the packet is over.
    """

    packet_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    maker: ProfileCard
    to: ProfileCard | None
    kind: PacketKind
    cover: Cover
    greeting: str
    currency: str
    total: str | None
    share_count: int
    taken_count: int
    state: PacketState
    hides_results: bool
    luckiest_place: int | None
    algorithm: str
    commitment: str
    made_at: datetime
    expires_at: datetime
    over_at: datetime | None
    is_removed: bool
    mine: bool = False
    my_share: MyShare | None = None


class PacketShare(msgspec.Struct, frozen=True):
    """Who took which share; `account` is null where it was opened quietly."""

    place: int
    account: ProfileCard | None
    amount: str
    taken_at: datetime
    is_luckiest: bool
    mine: bool


class PacketProof(msgspec.Struct, frozen=True):
    """All that is needed to draw a packet again, once it is over.

    Attributes:
        seed: In hex.
        amounts_minor: In the order of the places, also of those that nobody took.
    """

    packet_id: UUID
    algorithm: str
    total_minor: int
    share_count: int
    most_minor: int
    seed: str
    commitment: str
    amounts_minor: list[int]
    currency: str


class NewGrab(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`is_quiet`: the others see that a share is gone, not who has it."""

    is_quiet: bool = False


class GrabbedShare(msgspec.Struct, frozen=True):
    """What somebody's hand found. `repeated`: they had it already."""

    packet_id: UUID
    place: int
    amount: str
    currency: str
    repeated: bool = False
