"""The nouns of photos."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.screening.policy import Overlay
from tonghao.screening.types import Verdict

Purpose = Literal["post", "avatar", "cover", "licence", "child"]
PlaceKind = Literal[
    "post",
    "avatar",
    "cover",
    "mark",
    "receipt",
    "draft",
    "licence",
    "remark",
    "lost_pet",
    "child",
    "clinic",
    "gadget",
]
State = Literal["pending", "visible", "held", "refused"]
Rendition = Literal["small", "medium", "large"]

# Pixels of the longer side; a smaller photo keeps its size.
RENDITIONS: Final[dict[str, int]] = {"large": 2048, "medium": 960, "small": 320}

UPLOAD_TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif")


class Sentence(msgspec.Struct, frozen=True):
    """Why something was done, for its author, in both languages."""

    zh: str
    en: str


class Medium(msgspec.Struct, frozen=True):
    """A photo as its owner sees it.

    `state` is pending (being checked), visible, held (a person looks at it) or refused; `width` and
    `height` are those of the large rendition, upright; `blur` is a ThumbHash in base64.
    """

    owner_id: UUID
    media_id: UUID
    purpose: Purpose
    state: State
    alt: str
    width: int | None
    height: int | None
    blur: str | None
    category: str | None
    reason: Sentence | None
    appeal: None
    created_at: datetime
    checked_at: datetime | None


class ShownPhoto(msgspec.Struct, frozen=True):
    """A photo in a tool of a circle: /media/{owner_id}/{media_id}/{size}.webp."""

    owner_id: UUID
    media_id: UUID
    width: int | None
    height: int | None
    blur: str | None
    alt: str
    state: State


class Upload(msgspec.Struct, frozen=True):
    """A photo that comes in parts: `offset_bytes` of `length_bytes` lie in quarantine, one file a part.

    `media_id` is the photo that came of it, once it is whole. It ends at `expires_at` either way.
    """

    owner_id: UUID
    upload_id: UUID
    purpose: Purpose
    alt: str
    length_bytes: int
    offset_bytes: int
    sha256: bytes | None
    parts: tuple[UUID, ...]
    media_id: UUID | None
    expires_at: datetime


class Use(msgspec.Struct, frozen=True):
    """A place that shows a photo now; `circle_id` is null for an avatar."""

    place_kind: str
    place_id: UUID
    circle_id: UUID | None


class Original(msgspec.Struct, frozen=True):
    """What was taken in and lies in quarantine."""

    sha256: bytes
    size_bytes: int


class Limits(msgspec.Struct, frozen=True):
    """What one photo may cost to decode."""

    pixels: int
    seconds: float
    mib: int


# Why a photo could not be used at all; the code stands in `media.refusal`.
REFUSED: Final[dict[str, Sentence]] = {
    "not_a_photo": Sentence(
        "这不是 JPEG、PNG、WebP、HEIC 或 GIF 照片。", "This is not a JPEG, PNG, WebP, HEIC or GIF photo."
    ),
    "broken": Sentence(
        "这张照片不完整或已损坏，请重新导出后再传。",
        "This photo is cut off or damaged. Export it again and upload that.",
    ),
    "too_many_pixels": Sentence(
        "这张照片的像素太多，请缩小后再传。",
        "This photo has too many pixels. Make it smaller and upload that.",
    ),
    "moves": Sentence("暂不支持动图，请传静态照片。", "Moving pictures are not taken. Upload a still one."),
    "too_hard": Sentence(
        "解码这张照片花的时间或内存太多，请重新导出后再传。",
        "This photo takes too much time or memory to decode. Export it again and upload that.",
    ),
    "removed": Sentence("管理员移除了这张照片。", "A moderator removed this photo."),
}


class Ruling(msgspec.Struct, frozen=True):
    """By which version of the policy a photo is judged; `number` 0 is the one that ships."""

    number: int = 0
    overlay: Overlay = Overlay()


Asked = Literal["all", "verdict", "files", "look", "variants"]


class Order(msgspec.Struct, frozen=True):
    """What the photo process is asked about these bytes, within these limits.

    Codes that lead to `own_address`, where this community is reached, are no advertisement. `asks` is for
    verdict and files, for one of both, or for nothing but the picture's hashes: `look`, or `variants` too.
    `ruling` is the policy of this photo.
    """

    original: bytes
    limits: Limits
    own_address: str = ""
    asks: Asked = "all"
    ruling: Ruling = Ruling()


class Hashes(msgspec.Struct, frozen=True):
    """A picture's hashes, 32 bytes each: `look` as it came and without its border, `variants` up to 38.

    Too plain a picture has empty ones. `refused` is a key of REFUSED; `again` says that nobody could tell.
    """

    look: bytes = b""
    variants: bytes = b""
    refused: str | None = None
    again: bool = False


class Ready(msgspec.Struct, frozen=True):
    """The photo process has its model; verdicts will carry these versions."""

    policy_version: str
    model_version: str


class Judged(msgspec.Struct, frozen=True):
    """What the photo process answers.

    `refused` is a key of REFUSED, and then there is neither verdict nor rendition. `again` says that the
    model failed or the machine was too slow to tell anything. `later` says that the files are still to be
    made, since other photos wait for their verdict. `look` is as in Hashes. `milliseconds` has decode, screen
    (codes and hashes included), verdict (until it stood), renditions and total.
    """

    verdict: Verdict | None = None
    refused: str | None = None
    again: bool = False
    later: bool = False
    width: int = 0
    height: int = 0
    blur: str = ""
    look: bytes = b""
    renditions: dict[str, bytes] = {}
    milliseconds: dict[str, float] = {}


class Answer(msgspec.Struct, frozen=True):
    """The answer to the order with this number: one of both."""

    number: int
    judged: Judged | None = None
    hashes: Hashes | None = None
