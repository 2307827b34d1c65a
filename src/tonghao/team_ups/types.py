"""The nouns of team-ups."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard


class NewTeamUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody opens; `seats` counts them, too."""

    game: Annotated[str, Meta(min_length=1, max_length=40)]
    starts_at: datetime
    seats: Annotated[int, Meta(ge=2, le=20)]
    note: Annotated[str, Meta(max_length=300)] = ""


class TeamUp(msgspec.Struct, frozen=True):
    """A table as one viewer sees it; `people` in the order in which they sat down."""

    team_up_id: UUID
    made_by: UUID
    game: str
    note: str
    starts_at: datetime
    seats: int
    taken: int
    closed_at: datetime | None
    people: list[ProfileCard]
    i_am_in: bool
