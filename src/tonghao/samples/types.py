"""The nouns of samples."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.moderation.types import Code
from tonghao.tiers.types import Share


class SamplePhoto(msgspec.Struct, frozen=True):
    """A photo of a sample, at /samples/{sample_id}/photos/{number}; its own address would name its owner."""

    number: int
    alt: str


class Sample(msgspec.Struct, frozen=True):
    """Something that a circle let through, or a test item: nothing here tells whose it is, or which.

    Attributes:
        html: The words as they are shown; names that are mentioned in them are left as they are.
        keep_until: So long nobody else is given it.
    """

    sample_id: UUID
    html: str
    photos: list[SamplePhoto]
    keep_until: datetime


class SampleRate(msgspec.Struct, frozen=True):
    """How much is drawn each night, of each circle."""

    version: str
    share: float
    least_a_day: int
    most_a_day: int
    kept_days: int


class SampleDesk(msgspec.Struct, frozen=True):
    """What to look at now; null when nothing waits for this person.

    Attributes:
        waiting: How many wait, those that somebody else must look at included.
        answered_today: By this person, since midnight on their own clock.
    """

    sample: Sample | None
    waiting: int
    answered_today: int
    rate: SampleRate


class SampleAnswer(msgspec.Struct, frozen=True):
    """`category` and `severity` go with what is violating, and with nothing else."""

    violating: bool
    category: Code | None = None
    severity: Annotated[int, Meta(ge=0, le=4)] | None = None


class Agreement(msgspec.Struct, frozen=True):
    """How often a moderator answered test items as they are known.

    Attributes:
        agreed: Of the test items that they answered in the last weeks.
        passed: Test items that are violating and were called in order.
        blamed: Test items that are in order and were called violating.
    """

    moderator: ProfileCard
    agreed: Share
    passed: int
    blamed: int


Rendition = Literal["small", "medium", "large"]
