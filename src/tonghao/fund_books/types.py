"""The nouns of fund books."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import PasskeyShown, ProfileCard

Amount = Annotated[str, Meta(max_length=20)]


class NewFund(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fund, and what it is for."""

    title: Annotated[str, Meta(min_length=1, max_length=40)]
    purpose: Annotated[str, Meta(max_length=500)] = ""


class NewEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: `amount` as people write it, above zero; `post_ids` are posts of the circle, as the vote."""

    direction: Literal["in", "out"]
    amount: Amount
    day: date
    purpose: Annotated[str, Meta(min_length=1, max_length=200)]
    media_id: UUID | None = None
    post_ids: Annotated[list[UUID], Meta(max_length=5)] = []


class NewGift(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Money for a fund; `id` is made by the device (UUIDv7): sent again with it, it is given once."""

    id: UUID
    amount: Amount
    purpose: Annotated[str, Meta(max_length=200)] = ""
    pay_password: Annotated[str, Meta(max_length=20)] | None = None
    passkey: PasskeyShown | None = None


class NewPayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the fund is to pay to somebody of the circle."""

    to_id: UUID
    amount: Amount
    purpose: Annotated[str, Meta(min_length=1, max_length=200)]


class FundPayout(msgspec.Struct, frozen=True):
    """A payout that waits for a second person of the staff."""

    payout_id: UUID
    payee: ProfileCard
    amount: str
    purpose: str
    proposed_by: ProfileCard
    created_at: datetime


class Fund(msgspec.Struct, frozen=True):
    """A fund and what is left of it, decimal strings; `held` is the part that lies in the ledger."""

    fund_id: UUID
    title: str
    purpose: str
    currency: str
    balance: str
    held: str
    entry_count: int
    created_at: datetime


class Receipt(msgspec.Struct, frozen=True):
    """The photo of a receipt: /media/{owner_id}/{media_id}/{size}.webp."""

    owner_id: UUID
    media_id: UUID
    width: int | None
    height: int | None
    blur: str | None
    alt: str
    state: str


class LinkedPost(msgspec.Struct, frozen=True):
    """A post that belongs to a line: quotes, a vote, a bill."""

    post_id: UUID
    excerpt: str


class FundEntry(msgspec.Struct, frozen=True):
    """A line of the book. `amount` is below zero for what went out; `reversed_by` is its correction.

    A line whose words were removed keeps its amounts; `purpose` is empty then and there is no receipt.
    `moved` says that money of the ledger moved with it.
    """

    number: int
    amount: str
    balance: str
    day: date
    purpose: str
    entered_by: ProfileCard
    confirmed_by: ProfileCard | None
    confirmed_at: datetime | None
    reverses: int | None
    reversed_by: int | None
    receipt: Receipt | None
    posts: list[LinkedPost]
    at: datetime
    entry_id: UUID
    is_removed: bool
    moved: bool = False
