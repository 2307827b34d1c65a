"""The part of the catalogue that tells what is still to be done about a photo."""

from uuid import UUID

from tonghao.circle_events import Happened


class MediaJudged(Happened, frozen=True, tag="media.judged"):
    """A photo has its verdict, and still waits for its files; nobody else is shown it."""

    owner_id: UUID
    media_id: UUID
