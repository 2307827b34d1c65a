"""Read the written story: who lives in the lane, which circles there are, who said what and when."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import msgspec

from tonghao.accounts.types import FoundBy

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
# The lane lies in China, where clocks are not moved.
LANE_ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")

_SPAN = re.compile(r"(\d+)([dhm])")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"(?:(\d+)d|(mon|tue|wed|thu|fri|sat|sun)(?:-(\d+)d)?) (\d\d):(\d\d)")


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody of the lane. `since` counts days before the demo starts, `quiet` is from and until."""

    handle: str
    name: str
    name_en: str
    bio: str
    since: int
    role: str = "member"
    door: str | None = None
    age_class: str = "adult"
    locale: str = "zh-CN"
    interests: list[str] = []
    quiet: tuple[str, str] | None = None
    mute_words: list[str] = []
    found_by: FoundBy = "handle"

    @property
    def picture(self) -> Path:
        return PICTURES / f"avatar-{self.handle}.webp"


class PartnerShop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A business that runs a circle. The first of `staff` signed the application.

    `licence` is number and issuer, where the trade needs one; it holds for two more years.
    """

    key: str
    name: str
    name_en: str
    category: str
    responsible_name: str
    about: str
    about_en: str
    staff: list[str]
    since: int
    legal_name: str = ""
    licence: tuple[str, str] | None = None


class Shift(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in which one person answers for a circle; days are 1 (Monday) to 7."""

    who: str
    days: list[int]
    starts: str = msgspec.field(name="from")
    ends: str = msgspec.field(name="to")


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a circle asks those who want to join."""

    text: str
    must: bool = True


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody's request to join; `took` is how long the answer took, None while it waits."""

    by: str
    when: str
    introduction: str
    answers: list[str]
    note: str = ""
    took: str | None = None
    declined: str | None = None


class CircleStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A circle with all who belong to it; `members` leaves out those who run it."""

    slug: str
    partner: str
    topic: str
    name: str
    name_en: str
    description: str
    description_en: str
    rules: str
    owner: str
    hosts: list[str]
    helpers: list[str]
    duty: list[Shift]
    members: list[str]
    since: int
    kind: Literal["open", "request"] = "open"
    tier: Literal["trial", "standard", "trusted"] = "standard"
    questions: list[Question] = []
    asks: list[Ask] = []

    @property
    def picture(self) -> Path:
        return PICTURES / f"cover-{self.slug}.webp"

    @property
    def everybody(self) -> list[str]:
        return [self.owner, *self.hosts, *self.helpers, *self.members]


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something said inside a floor; `after` is counted from the floor."""

    by: str
    after: str
    text: str
    likes: int = 0


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A floor under a post: `after` is counted from the post, or `when` names day and clock."""

    by: str
    text: str
    after: str | None = None
    when: str | None = None
    likes: int = 0
    replies: list[Reply] = []


class PollStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a post asks; `votes` names who chose each option, `closed` how long after the post it was over."""

    options: list[str]
    votes: list[list[str]]
    closed: str | None = None
    is_named: bool = False


class MeetupStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a post invites to; `starts` and `ends` are clocks as `coming_moment_of` reads them.

    `going` names who gave each answer, `missing` who did not come.
    """

    title: str
    starts: str
    ends: str
    place: str
    seats: int
    question: str
    choices: list[str]
    going: list[list[str]]
    missing: list[str] = []


class PostStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post, which is floor 1, and the floors under it. `fate` says what became of one that is not read.

    One that was `appealed` was held by the machine and released on its author's `appeal`, with `note` as the
    answer; the `appeal` of one that was removed waits for another person.
    """

    key: str
    circle: str
    by: str
    when: str
    text: str
    photos: list[str] = []
    likes: int = 0
    tags: list[str] = []
    floors: list[Floor] = []
    kind: Literal["plain", "question"] = "plain"
    poll: PollStory | None = None
    meetup: MeetupStory | None = None
    fate: str = "visible"
    category: str | None = None
    note: str | None = None
    appeal: str | None = None


class AltText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a picture shows, in both languages."""

    zh: str
    en: str


class Story(msgspec.Struct, frozen=True):
    """All of it."""

    people: list[Person]
    partners: list[PartnerShop]
    circles: list[CircleStory]
    posts: list[PostStory]
    photos: dict[str, AltText]


def load_story(folder: Path = HERE / "content") -> Story:
    """Read every file; a word that the story does not know is an error here and not a gap on the screen."""
    posts: list[PostStory] = []
    for file in sorted((folder / "threads").glob("*.toml")):
        posts += msgspec.convert(_table(file)["post"], list[PostStory])
    return Story(
        people=msgspec.convert(_table(folder / "people.toml")["person"], list[Person]),
        partners=msgspec.convert(_table(folder / "partners.toml")["partner"], list[PartnerShop]),
        circles=msgspec.convert(_table(folder / "circles.toml")["circle"], list[CircleStory]),
        posts=posts,
        photos=msgspec.convert(_table(folder / "pictures.toml")["photo"], dict[str, AltText]),
    )


def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def moment_of(when: str, now: datetime) -> datetime:
    """Turn the story's way of saying a time into a moment.

    Args:
        when: "3d 22:47" (three days ago at that clock), "sun-3d 12:15" (three days before the last
            Sunday that is over) or a span such as "5h 20m" before now.
        now: the moment at which the demo is told, with zone.

    Raises:
        ValueError: the words are none of these.
    """
    clock = _CLOCK.fullmatch(when)
    if clock is None:
        return now - span_of(when)
    days, weekday, earlier, hour, minute = clock.groups()
    today = now.astimezone(LANE_ZONE).date()
    if days is not None:
        back = int(days)
    else:
        # Strictly before today, so that the day is over whenever one looks.
        back = (today.weekday() - _WEEKDAYS.index(weekday) - 1) % 7 + 1 + int(earlier or 0)
    return datetime.combine(today - timedelta(days=back), time(int(hour), int(minute)), LANE_ZONE)


def coming_moment_of(when: str, now: datetime) -> datetime:
    """Turn "+sun 07:00" into the next Sunday after today at that clock; anything else as `moment_of` does."""
    if not when.startswith("+"):
        return moment_of(when, now)
    past = moment_of(when[1:], now)
    return past + timedelta(days=14 if past.weekday() == now.astimezone(LANE_ZONE).weekday() else 7)


def span_of(words: str) -> timedelta:
    """Read "1d 3h 20m"; raises ValueError when something else stands there."""
    parts = words.split()
    spans = [_SPAN.fullmatch(part) for part in parts]
    if not parts or None in spans:
        raise ValueError(f"not a span of time: {words!r}")
    units = {"d": "days", "h": "hours", "m": "minutes"}
    return sum((timedelta(**{units[s[2]]: int(s[1])}) for s in spans if s is not None), timedelta())


def floor_moment(post_at: datetime, floor: Floor, now: datetime) -> datetime:
    """When a floor was written: counted from the post unless it names its own clock."""
    if floor.when is not None:
        return moment_of(floor.when, now)
    return post_at + span_of(floor.after or "")


def who_likes(key: str, count: int, people: Sequence[str], author: str) -> list[str]:
    """Choose who liked something: always the same ones, never the author, at most everybody else."""
    others = [handle for handle in people if handle != author]
    others.sort(key=lambda handle: hashlib.sha256(f"{key}/{handle}".encode()).digest())
    return others[:count]
