"""The nouns of partners."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

PartnerState = Literal["applied", "approved", "refused"]
RegisterKind = Literal["uscc", "local"]
CheckState = Literal["waiting", "approved", "refused"]


class Partner(msgspec.Struct, frozen=True):
    """An organisation. `reason` is empty for whoever is neither its staff nor an operator.

    Attributes:
        due_at: Until when the yearly check holds; null while it is not approved.
        lapsed_at: Since when it is over: its circles are in pre-check.
    """

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
    due_at: datetime | None
    lapsed_at: datetime | None


class StaffMember(msgspec.Struct, frozen=True):
    """Somebody who works for a partner; `role` is owner, manager or staff."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    role: Literal["owner", "manager", "staff"]
    since: datetime


class LicenceDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A licence as it is handed in; the photo was uploaded before with the purpose `licence`."""

    number: Annotated[str, Meta(max_length=200)]
    issuer: Annotated[str, Meta(max_length=200)]
    valid_until: date
    media_id: UUID


class Application(msgspec.Struct, frozen=True):
    """What an organisation says of itself. `category` is the trade, by preference a topic's code.

    Attributes:
        legal_name: As the register has it.
        register_number: Unified social credit code (uscc), or what a local register gave.
        convention_version: Of the convention that was read and accepted.
        licence: Where the category demands one.
    """

    name: Annotated[str, Meta(max_length=200)]
    category: Annotated[str, Meta(min_length=2, max_length=40, pattern=r"^[a-z][a-z0-9_.-]*$")]
    responsible_name: Annotated[str, Meta(max_length=200)]
    legal_name: Annotated[str, Meta(max_length=200)]
    register_kind: RegisterKind
    register_number: Annotated[str, Meta(max_length=60)]
    convention_version: Annotated[str, Meta(max_length=20)]
    name_en: Annotated[str, Meta(max_length=200)] = ""
    about: Annotated[str, Meta(max_length=4000)] = ""
    licence: LicenceDraft | None = None


class Renewal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a partner says again once a year."""

    responsible_name: Annotated[str, Meta(max_length=200)]
    convention_version: Annotated[str, Meta(max_length=20)]
    licence: LicenceDraft | None = None


class Licence(msgspec.Struct, frozen=True):
    """A licence as everybody may read it: without its photo."""

    number: str
    issuer: str
    valid_until: date


class LicencePhoto(msgspec.Struct, frozen=True):
    """The address of the photo of a licence, for whoever handed it in and the people of the platform."""

    owner_id: UUID
    media_id: UUID


class Signature(msgspec.Struct, frozen=True):
    """Who of the platform looked and agreed."""

    account_id: UUID
    name: str
    at: datetime


class PartnerCheck(msgspec.Struct, frozen=True):
    """One look of the platform at a partner: the application, or a yearly renewal.

    Attributes:
        register_masked: Of the identity number, what is kept.
        signatures: How many are needed; `signed` has those that are there.
        i_may_sign: Whether the reader can sign now.
    """

    check_id: UUID
    kind: Literal["application", "renewal"]
    state: CheckState
    handed_in_at: datetime
    legal_name: str
    register_kind: RegisterKind | None
    register_masked: str
    responsible_name: str
    convention_version: str
    licence: Licence | None
    licence_photo: LicencePhoto | None
    signatures: int
    signed: list[Signature]
    reason: str
    ended_at: datetime | None
    i_may_sign: bool


class PartnerRecord(msgspec.Struct, frozen=True):
    """A partner as the platform sees it; of the checks the newest first."""

    partner: Partner
    checks: list[PartnerCheck]


class RefusalReason(msgspec.Struct, frozen=True):
    reason: Annotated[str, Meta(max_length=4000)]
