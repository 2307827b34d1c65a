"""The nouns of the server's own pages."""

from uuid import UUID

import msgspec

from tonghao.accounts.types import Door as DoorName
from tonghao.circles.types import Topic


class Door(msgspec.Struct, frozen=True):
    """One of the demo's sign-ins, offered on loopback only."""

    door: DoorName
    name: str
    role_zh: str
    role_en: str
    account_id: UUID
    avatar: UUID | None


class Site(msgspec.Struct, frozen=True):
    """What a client must know before anybody has signed in.

    `signed_in` says whether the one who asks has a session: a reader without one is not sent to be refused.
    `phone` says whether one may sign up by phone.
    """

    name: str
    public_url: str
    demo: bool
    doors: list[Door]
    terms_version: str
    upload_bytes: int
    upload_types: list[str]
    topics: list[Topic]
    version: str
    signed_in: bool
    phone: bool = False
