"""The nouns of posts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.meetups.types import Meetup
from tonghao.polls.types import Poll

State = Literal["pending", "visible", "held", "removed", "deleted"]
# What a post is besides words; a feature that brings a kind adds it here.
PostKind = Literal["plain", "question", "poll", "meetup"]
# Gentlest first.
CurbAct = Literal["label", "fold", "blur", "limit"]
PhotoState = Literal["pending", "visible", "held", "refused"]
# A comment whose author and reader do not want to meet is shown folded, without its words.
ShownState = Literal["pending", "visible", "held", "removed", "deleted", "blocked"]


class PhotoDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A photo that the author puts into a post; `alt` is for those who cannot see it."""

    media_id: UUID
    alt: Annotated[str, Meta(max_length=300)] = ""


class Photo(msgspec.Struct, frozen=True):
    """A photo in a post: /media/{owner_id}/{media_id}/{size}.webp. Sizes are null until it is checked."""

    owner_id: UUID
    media_id: UUID
    width: int | None
    height: int | None
    blur: str | None
    alt: str
    state: PhotoState


class Reason(msgspec.Struct, frozen=True):
    """Why something is not shown, for its author."""

    zh: str
    en: str


class Label(msgspec.Struct, frozen=True):
    """What a published text was found to be: its links lead nowhere, and it stays in its circle."""

    category: str
    zh: str
    en: str
    rule_zh: str
    rule_en: str


class Curb(msgspec.Struct, frozen=True):
    """What a person decided about something that stays, and by which rule; its links lead nowhere.

    Attributes:
        act: label: it carries a note. fold: it is collapsed until one opens it. blur: its photos are covered
            until one uncovers them. limit: it stays in its circle and at its own address.
    """

    act: CurbAct
    category: str
    zh: str
    en: str
    rule_zh: str
    rule_en: str


class Failure(msgspec.Struct, frozen=True):
    """Why something could not be done when its time came."""

    code: str
    zh: str
    en: str


class Lock(msgspec.Struct, frozen=True):
    """Why nobody but the circle's staff may comment on a post, and who said so."""

    by: ProfileCard
    reason: str
    at: datetime


class Marks(msgspec.Struct, frozen=True):
    """What the people who look after a circle put on a post; the fields are those of the post."""

    pinned_at: datetime | None
    digest: str | None
    slow_seconds: int
    lock: Lock | None


class DigestCategory(msgspec.Struct, frozen=True):
    """A category of a circle's digest, and how many posts stand in it."""

    name: str
    post_count: int


class PostingRules(msgspec.Struct, frozen=True):
    """How people post in a circle; with `slow_seconds` each person comments once in that time."""

    slow_seconds: int
    digest_categories: list[DigestCategory]


class Turn(msgspec.Struct, frozen=True):
    """How often one may comment here, and in how many seconds next; zeros where there is no limit."""

    slow_seconds: int
    wait_seconds: int


class TagCount(msgspec.Struct, frozen=True):
    """A tag of a circle, and how many visible posts bear it."""

    tag: str
    post_count: int


class Column(msgspec.Struct):
    """Posts of a circle in an order that one writer gives them; `may_fill` says whether I may, too."""

    circle_id: UUID
    column_id: UUID
    title: str
    description: str
    writer: ProfileCard
    post_count: int
    created_at: datetime
    may_fill: bool


class PostPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which post something quotes; whoever may not read it finds nothing there."""

    circle_id: UUID
    post_id: UUID


class Post(msgspec.Struct):
    """A post, which is floor 1 of its thread.

    `text` is what the author typed, `html` the safe form of it. `category` and `reason` say why it is
    held or removed, to author and moderators alone. `digest` is the category of the circle's digest in
    which it stands; with `slow_seconds` a person comments once in that time. `author.name`
    is the nickname in this circle, where there is one; `author_level` is null where the circle has no
    levels. `answer_floors` solved the question; `read_floor` is the last floor that I have read, 0 when I
    never opened it; `new_floors` counts those behind it that are shown to everybody.
    """

    circle_id: UUID
    circle_slug: str
    circle_name: str
    circle_name_en: str
    post_id: UUID
    author: ProfileCard
    text: str
    html: str
    photos: list[Photo]
    state: State
    category: str | None
    reason: Reason | None
    label: Label | None
    curb: Curb | None
    like_count: int
    liked: bool
    comment_count: int
    last_floor: int
    version: int
    created_at: datetime
    published_at: datetime | None
    edited_at: datetime | None
    mine: bool
    kind: PostKind
    tags: list[str]
    pinned_at: datetime | None
    digest: str | None
    slow_seconds: int
    lock: Lock | None
    quote: PostPlace | None
    author_level: int | None
    answer_floors: list[int]
    read_floor: int
    follows: bool
    new_floors: int
    poll: Poll | None = None
    meetup: Meetup | None = None


class Quoted(msgspec.Struct, frozen=True):
    """The comment that another one of its thread quotes: who said it, where, and its first words.

    What is not shown any more comes without words, and `state` says why.
    """

    comment_id: UUID
    floor: int
    reply_number: int
    author: ProfileCard
    words: str
    state: ShownState


DraftKind = Literal["post", "edit", "comment"]


class Draft(msgspec.Struct):
    """What somebody is writing; `post_id` is the post that they edit or comment on, null for a new one."""

    kind: DraftKind
    circle_id: UUID
    circle_slug: str
    circle_name: str
    circle_name_en: str
    post_id: UUID | None
    text: str
    tags: list[str]
    photos: list[PhotoDraft]
    version: int
    updated_at: datetime


class ScheduledPost(msgspec.Struct):
    """A post that waits for its time; `failure` is the refusal that kept it from being published."""

    scheduled_id: UUID
    circle_id: UUID
    circle_slug: str
    circle_name: str
    circle_name_en: str
    text: str
    tags: list[str]
    photos: list[PhotoDraft]
    kind: PostKind
    quote: PostPlace | None
    publish_at: datetime
    failure: Failure | None
    version: int


class Answered(msgspec.Struct):
    """The comment inside the same floor that a reply answers."""

    comment_id: UUID
    author: ProfileCard


class Comment(msgspec.Struct):
    """A numbered floor (`reply_number` 0) or a reply inside one.

    What others may not read comes without text and html, and `state` says why; numbers never move.
    `replies` holds the first three of a floor.
    """

    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    floor: int
    reply_number: int
    reply_to: Answered | None
    author: ProfileCard
    text: str
    html: str
    state: ShownState
    category: str | None
    reason: Reason | None
    label: Label | None
    curb: Curb | None
    like_count: int
    liked: bool
    reply_count: int
    replies: list["Comment"]
    version: int
    created_at: datetime
    edited_at: datetime | None
    mine: bool
    is_post_author: bool
    author_level: int | None
    thanks_count: int
    thanked: bool
    is_answer: bool
    quote_id: UUID | None = None
    quote: Quoted | None = None


class PostVersion(msgspec.Struct):
    """What a post or comment said before an edit, or says now."""

    version: int
    text: str
    html: str
    at: datetime


class Likes(msgspec.Struct):
    """How many like it, and whether I do."""

    like_count: int
    liked: bool


class Thanks(msgspec.Struct):
    """How many people thanked for a floor, and whether I did."""

    thanks_count: int
    thanked: bool


class Solved(msgspec.Struct):
    """The floors that answer a question, in their order; none while it is open."""

    answer_floors: list[int]


class ThreadMark(msgspec.Struct):
    """How far I have read a thread, whether I follow it, and how many floors behind that are to be read."""

    read_floor: int
    follows: bool
    new_floors: int


class FollowSettings(msgspec.Struct, frozen=True):
    """Whether I follow threads that I begin (`own`) and threads in which I answer (`answered`)."""

    own: bool
    answered: bool
