"""The nouns of takeouts."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec


class Takeout(msgspec.Struct, frozen=True):
    """One zip of everything about me. `done` counts from 0 to 100."""

    id: UUID
    state: Literal["waiting", "running", "ready", "failed"]
    done: int
    size_bytes: int | None
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
