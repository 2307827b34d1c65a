"""What can have happened to people: new devices, what was decided about them, what they take along."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class DeviceSeen(Happened, frozen=True, tag="device.seen"):
    """A browser signed in that this account had not been used on; its owner hears of it."""

    account_id: UUID
    session_id: UUID
    user_agent: str


class AccountSanctioned(Happened, frozen=True, tag="account.sanctioned"):
    """A strike, a mute, a suspension or a closing came into force; the person is told."""

    live: ClassVar[bool] = True
    account_id: UUID
    sanction_id: UUID
    sanction: str
    category: str
    reason: str
    reason_en: str
    until: datetime | None


class AccountEased(Happened, frozen=True, tag="account.eased"):
    """It ended: its time is over, or somebody took it back and says why."""

    live: ClassVar[bool] = True
    account_id: UUID
    sanction_id: UUID
    sanction: str
    reason: str


class TakeoutAsked(Happened, frozen=True, tag="takeout.asked"):
    """Somebody wants everything about themselves."""

    account_id: UUID
    takeout_id: UUID


class TakeoutChanged(Happened, frozen=True, tag="takeout.changed"):
    """It is ready, or could not be made."""

    live: ClassVar[bool] = True
    account_id: UUID
    takeout_id: UUID
    state: str
