"""The nouns of polls."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

Results = Literal["always", "voted"]
OptionText = Annotated[str, Meta(min_length=1, max_length=80)]


class PollDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an author asks. `closes_at` null: it stays open until it is closed by hand."""

    options: Annotated[list[OptionText], Meta(min_length=2, max_length=10)]
    max_choices: Annotated[int, Meta(ge=1, le=10)] = 1
    closes_at: datetime | None = None
    results: Results = "always"
    is_named: bool = False
    may_change: bool = True


class PollOption(msgspec.Struct, frozen=True):
    """`vote_count` is null while the results are hidden from the viewer."""

    number: int
    text: str
    vote_count: int | None


class Poll(msgspec.Struct, frozen=True):
    """A poll as one viewer sees it. `my_choices` are numbers of options."""

    max_choices: int
    results: Results
    is_named: bool
    may_change: bool
    closes_at: datetime | None
    closed_at: datetime | None
    voter_count: int
    options: list[PollOption]
    my_choices: list[int]


class Voter(msgspec.Struct, frozen=True):
    """Somebody who voted in a named poll, and what they chose."""

    account: ProfileCard
    choices: list[int]
    account_id: UUID
