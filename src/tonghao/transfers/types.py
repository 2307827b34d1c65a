"""The nouns of transfers."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import PasskeyShown, ProfileCard

Amount = Annotated[str, Meta(max_length=20)]
Note = Annotated[str, Meta(max_length=100)]
PayPassword = Annotated[str, Meta(max_length=20)] | None
Hours = Literal[0, 2, 24]
TransferState = Literal["delayed", "waiting", "accepted", "declined", "expired", "cancelled"]
RequestState = Literal["open", "paid", "declined", "withdrawn", "expired"]
ShareState = Literal["open", "paid", "own", "declined", "dropped"]
Way = Literal["pay_code", "collect_code"]

MOST_SHARES: Final = 50


class NewTransfer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Money for *to_id*. `id` is made by the device (UUIDv7): sent again with it, it is sent once.

    `delay_hours` is how long it can still be cancelled; null is what the sender set for people new to them.
    """

    id: UUID
    to_id: UUID
    amount: Amount
    note: Note = ""
    delay_hours: Hours | None = None
    pay_password: PayPassword = None
    passkey: PasskeyShown | None = None


class Transfer(msgspec.Struct, frozen=True):
    """`amount` is a decimal string; `mine` says that the one who asks sent it."""

    transfer_id: UUID
    sender: ProfileCard
    receiver: ProfileCard
    mine: bool
    amount: str
    currency: str
    note: str
    state: TransferState
    deliver_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    created_at: datetime


class TransferWishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long money for somebody new waits and can be cancelled."""

    delay_hours: Hours


class NewWishes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long it is to wait from now on; a shorter wait is confirmed like a payment."""

    delay_hours: Hours
    pay_password: PayPassword = None
    passkey: PasskeyShown | None = None


class Payee(msgspec.Struct, frozen=True):
    """Somebody whom one may pay; `is_new` says that nothing of one's was accepted by them yet."""

    person: ProfileCard
    is_friend: bool
    is_new: bool


class NewRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ask *to_id* for money; `id` is made by the device (UUIDv7)."""

    id: UUID
    to_id: UUID
    amount: Amount
    note: Note = ""


class MoneyRequest(msgspec.Struct, frozen=True):
    """`mine` says that the one who reads asked for it; `remind_at` is when they may remind again."""

    request_id: UUID
    asker: ProfileCard
    payer: ProfileCard
    mine: bool
    amount: str
    currency: str
    note: str
    state: RequestState
    remind_at: datetime | None
    expires_at: datetime
    ended_at: datetime | None
    created_at: datetime


class Payment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pay what was asked; `id` is made by the device (UUIDv7), a new one for each attempt."""

    id: UUID
    pay_password: PayPassword = None
    passkey: PasskeyShown | None = None


class NewShare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one person is to pay; `amount` only where each pays their own."""

    account_id: UUID
    amount: Amount | None = None


class NewSplit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Share a bill that one has paid.

    Of an equal split `total` is the bill, and `with_me` says whether one's own part is counted; of the
    other kind each share has its amount. `id` is made by the device (UUIDv7).
    """

    id: UUID
    title: Annotated[str, Meta(min_length=1, max_length=40)]
    method: Literal["equal", "each"]
    shares: Annotated[list[NewShare], Meta(min_length=1, max_length=MOST_SHARES)]
    total: Amount | None = None
    with_me: bool = True


class SplitShare(msgspec.Struct, frozen=True):
    """What one person has to do with a split bill."""

    person: ProfileCard
    amount: str
    state: ShareState
    ended_at: datetime | None


class Split(msgspec.Struct, frozen=True):
    """A bill and who has paid of it; `paid` counts the part of whoever made it, too."""

    split_id: UUID
    maker: ProfileCard
    mine: bool
    title: str
    method: Literal["equal", "each"]
    total: str
    paid: str
    currency: str
    shares: list[SplitShare]
    open_count: int
    remind_at: datetime | None
    closed_at: datetime | None
    created_at: datetime


class NewPayCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most that may be taken with the code."""

    most: Amount
    pay_password: PayPassword = None
    passkey: PasskeyShown | None = None


class PayCode(msgspec.Struct, frozen=True):
    """Shown as a QR code: `address` holds `token` behind the #, where no server sees it."""

    token: str
    address: str
    most: str
    currency: str
    expires_at: datetime


Token = Annotated[str, Meta(min_length=8, max_length=64)]


class NewCharge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Take *amount* from whoever showed the code; `id` is made by the device (UUIDv7)."""

    id: UUID
    token: Token
    amount: Amount
    note: Note = ""


class NewCollectCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most that may come in by it on one day."""

    day_limit: Amount


class CollectCode(msgspec.Struct, frozen=True):
    """One's own code, to be shown or printed."""

    code_id: UUID
    address: str
    day_limit: str
    today: str
    currency: str
    made_at: datetime


class OwnCode(msgspec.Struct, frozen=True):
    """One's own collect code; null while one has none."""

    code: CollectCode | None


class ReadCode(msgspec.Struct, frozen=True):
    """Whom a scanned collect code pays, and how much still may come in today."""

    code_id: UUID
    person: ProfileCard
    left_today: str
    currency: str


class NewCodePayment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pay whoever shows the collect code; `id` is made by the device (UUIDv7)."""

    id: UUID
    amount: Amount
    note: Note = ""
    pay_password: PayPassword = None
    passkey: PasskeyShown | None = None


class CodePayment(msgspec.Struct, frozen=True):
    payment_id: UUID
    way: Way
    payer: ProfileCard
    payee: ProfileCard
    mine: bool
    amount: str
    currency: str
    note: str
    created_at: datetime


class MoneyDesk(msgspec.Struct, frozen=True):
    """What is open between oneself and others, the newest first, fifty of each at most."""

    transfers: list[Transfer]
    requests: list[MoneyRequest]
    splits: list[Split]


class Moved(msgspec.Struct, frozen=True):
    """What a verb that moves money gives: the books' refusal is remembered with the same commit."""

    subject_id: UUID
    refusal: str | None = None
