"""The nouns of saves."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

FolderName = Annotated[str, Meta(max_length=200)]


class SaveFolder(msgspec.Struct):
    """A folder of mine, and how much lies in it."""

    folder_id: UUID
    name: str
    count: int


class SaveFolders(msgspec.Struct):
    """My folders by name, how much lies in none, and how much there is in all."""

    folders: list[SaveFolder]
    unsorted_count: int
    count: int


class Saved(msgspec.Struct):
    """A post or floor that I keep.

    `title` is the first line of the post, `excerpt` the beginning of the floor; both are empty, and
    `author` is null, once I can no longer read it.
    """

    circle_id: UUID
    circle_slug: str
    circle_name: str
    circle_name_en: str
    post_id: UUID
    comment_id: UUID | None
    floor: int
    author: ProfileCard | None
    title: str
    excerpt: str
    state: Literal["visible", "gone"]
    folder_id: UUID | None
    at: datetime


class SavePlace(msgspec.Struct):
    """What of a thread I keep, and where: the post itself when `comment_id` is null."""

    comment_id: UUID | None
    folder_id: UUID | None
