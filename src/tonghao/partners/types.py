"""The nouns of partners."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

PartnerState = Literal["applied", "approved", "refused"]


class Partner(msgspec.Struct, frozen=True):
    """An organisation. `reason` is empty for whoever is neither its staff nor an operator."""

    partner_id: UUID
    name: str
    name_en: str
    category: str
    about: str
    responsible_name: str
    state: PartnerState
    reason: str
    created_at: datetime
    decided_at: datetime | None


class StaffMember(msgspec.Struct, frozen=True):
    """Somebody who works for a partner; `role` is owner, manager or staff."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    role: Literal["owner", "manager", "staff"]
    since: datetime


class Application(msgspec.Struct, frozen=True):
    """What an organisation says of itself. `category` is the trade, by preference a topic's code."""

    name: Annotated[str, Meta(max_length=200)]
    category: Annotated[str, Meta(min_length=2, max_length=40, pattern=r"^[a-z][a-z0-9_.-]*$")]
    responsible_name: Annotated[str, Meta(max_length=200)]
    convention_accepted: bool
    name_en: Annotated[str, Meta(max_length=200)] = ""
    about: Annotated[str, Meta(max_length=4000)] = ""


class RefusalReason(msgspec.Struct, frozen=True):
    reason: Annotated[str, Meta(max_length=4000)]
