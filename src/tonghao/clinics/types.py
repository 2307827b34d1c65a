"""The nouns of clinics."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.media.types import ShownPhoto
from tonghao.remarks.types import MediaIds

Topic = Literal["contract", "deposit", "loan", "insurance", "tax", "fraud", "household", "misc"]
QuestionState = Literal["open", "answered", "closed"]
NoticeVersion = Annotated[str, Meta(pattern=r"^\d{1,4}\.\d{1,9}$")]


class NewNotice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the circle adds to the sentences of the house; may be empty."""

    text: Annotated[str, Meta(max_length=500)] = ""


class NoticeRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The version that one has read."""

    version: NoticeVersion


class NewCounsellor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In what somebody is qualified, as it stands beside their answers."""

    credential: Annotated[str, Meta(min_length=1, max_length=60)]


class NewQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody asks; unnamed for other members, and then without photos."""

    topic: Topic
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    text: Annotated[str, Meta(max_length=1000)] = ""
    media_ids: MediaIds = []
    is_unnamed: bool = False


class RiskNotice(msgspec.Struct, frozen=True):
    """The notice that holds now: the sentences of the house in both languages, and the circle's own."""

    version: str
    house_zh: list[str]
    house_en: list[str]
    own: str


class Counsellor(msgspec.Struct, frozen=True):
    """Who answers, and in what they are qualified."""

    account: ProfileCard
    credential: str


class Clinic(msgspec.Struct, frozen=True):
    """The desk: its notice, whether I have read it, who answers, and whether I do."""

    notice: RiskNotice
    is_read: bool
    counsellors: list[Counsellor]
    is_counsellor: bool


class ClinicQuestion(msgspec.Struct, frozen=True):
    """A question; `account` is null for who may not know who asks, `answers` counts those of counsellors."""

    question_id: UUID
    account: ProfileCard | None
    is_unnamed: bool
    topic: Topic
    title: str
    text: str
    photos: list[ShownPhoto]
    notice_version: str
    state: QuestionState
    answers: int
    created_at: datetime
    closed_at: datetime | None
    mine: bool
