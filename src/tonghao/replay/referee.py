"""Referee: alone knows what each picture shows, and counts who saw it."""

import hashlib
from collections.abc import Iterable
from typing import Final
from uuid import UUID

import msgspec

_SMALL: Final = "small.webp"


class Picture(msgspec.Struct):
    """A picture that somebody posted, and how many others have looked at it.

    Attributes:
        views: People other than its author and the platform's own, each counted once.
    """

    media_id: str
    owner_id: str
    circle_id: str
    violating: bool
    minute: float
    post_id: str = ""
    views: int = 0

    @property
    def address(self) -> str:
        return f"/media/{self.owner_id}/{self.media_id}/{_SMALL}"


class Milestone(msgspec.Struct, frozen=True):
    """Something that happened in one of the two circles."""

    minute: float
    circle: int
    kind: str


class TipGiven(msgspec.Struct):
    """A tip for a picture that must not stand here: when, in which circle, and what became of it."""

    minute: float
    circle: int
    state: str = "held"


class Referee:
    """Keeps the truth. Actors ask it only what a pair of eyes would see.

    Attributes:
        truth: SHA-256 of a file -> whether it shows what must not stand here.
        texts: Posts without such a picture that break a rule by their words.
    """

    def __init__(self) -> None:
        self.truth: dict[bytes, bool] = {}
        self.pictures: dict[str, Picture] = {}
        self.milestones: list[Milestone] = []
        self.wrong_posts: set[str] = set()
        self.elsewhere: set[str] = set()
        # Post -> for what it is held.
        self.held_elsewhere: dict[str, str] = {}
        self.attempted = 0
        self.told_views = 0
        self.refused_fetches = 0
        self.leaks: list[str] = []
        self.tips_tried = 0
        self.tips: dict[str, TipGiven] = {}

    def draw(self, content: bytes, *, violating: bool) -> None:
        """Note what a drawing stands for."""
        self.truth[hashlib.sha256(content).digest()] = violating

    def uploaded(self, picture: Picture) -> None:
        """Note where it came to lie."""
        self.pictures[picture.media_id] = picture
        self.attempted += picture.violating

    def sees_wrong(self, media_ids: Iterable[str], post_id: str) -> bool:
        """What a person who looks at a post sees: whether it breaks the rules."""
        known = (self.pictures.get(one) for one in media_ids)
        return post_id in self.wrong_posts or any(one is not None and one.violating for one in known)

    def looked(self, media_id: str, *, weight: int, account_id: UUID | None) -> bool:
        """Take down a look that *weight* people say they had; whether it was one that must not stand here.

        The turnstile counts by itself, and both must agree in the end.
        """
        picture = self.pictures.get(media_id)
        if picture is None or not picture.violating or str(account_id) == picture.owner_id:
            return False
        self.told_views += weight
        return True

    def tipped(self, tip_id: str, minute: float, circle: int) -> None:
        """Take down a tip that the server took."""
        self.tips[tip_id] = TipGiven(minute, circle)

    def moved(self, tip_id: str, state: str) -> None:
        """What became of a tip."""
        if tip_id in self.tips:
            self.tips[tip_id].state = state

    @property
    def tips_before_precheck(self) -> int:
        """Tips that were given before a person looked first in their circle."""
        first = [self.first("precheck", circle) for circle in (0, 1)]
        came = [float("inf") if one is None else one for one in first]
        return sum(1 for tip in self.tips.values() if tip.minute < came[tip.circle])

    def tips_that(self, state: str) -> int:
        """Tips that are *state* by now: held, settled or returned."""
        return sum(1 for tip in self.tips.values() if tip.state == state)

    @property
    def views(self) -> int:
        """Views of violating pictures by others, the missed ones included."""
        return sum(picture.views for picture in self.pictures.values() if picture.violating)

    def reach(self, minute: float, circle: int, kind: str) -> None:
        """Note the first time that something happened in a circle."""
        if self.first(kind, circle) is None:
            self.milestones.append(Milestone(round(minute, 2), circle, kind))

    def first(self, kind: str, circle: int) -> float | None:
        """The minute in which it first happened, or None."""
        return next(
            (one.minute for one in self.milestones if one.kind == kind and one.circle == circle), None
        )

    def waited(self, kind: str) -> float | None:
        """Minutes from the first burst to *kind*, in that circle of the two where it took longest.

        None when it never came in a circle that had a burst.
        """
        spans: list[float] = []
        for circle in {one.circle for one in self.milestones if one.kind == "burst"}:
            burst, came = self.first("burst", circle), self.first(kind, circle)
            if burst is None or came is None:
                return None
            spans.append(max(0.0, came - burst))
        return round(max(spans), 2) if spans else None
