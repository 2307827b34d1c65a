"""The part of the catalogue that tells of readers: thanks, answers, marks, what they keep, and levels."""

from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class ThanksCounted(Happened, frozen=True, tag="thanks.counted"):
    """Somebody thanked for a floor, or no longer does."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    thanks_count: int


class FloorThanked(Happened, frozen=True, tag="floor.thanked"):
    """For the notice to its author and what is counted from it; `thanked` is false when taken back."""

    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    account_id: UUID
    thanked: bool


class AnswersMarked(Happened, frozen=True, tag="answers.marked"):
    """These floors answer the question now; none: it is open again.

    `answered_by` are the authors of those that are new, `marked_by` who marked them; both are left out
    where only the lists of a circle hear it.
    """

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    answer_floors: list[int]
    marked_by: UUID | None
    answered_by: list[UUID]


class ThreadMarked(Happened, frozen=True, tag="thread.marked"):
    """How far one has read, whether one follows and how much is new, for one's other devices."""

    live: ClassVar[bool] = True
    account_id: UUID
    circle_id: UUID
    post_id: UUID
    read_floor: int
    follows: bool
    new_floors: int = 0


class SavesChanged(Happened, frozen=True, tag="saves.changed"):
    """Somebody saved, moved or let go of something; only their own devices hear it."""

    live: ClassVar[bool] = True
    account_id: UUID


class LevelsChosen(Happened, frozen=True, tag="levels.chosen"):
    """A circle switched its levels on or off, or named them anew."""

    live: ClassVar[bool] = True
    circle_id: UUID
    is_on: bool
