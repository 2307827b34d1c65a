"""Pages by keyset: a cursor names the last row seen, so a page costs the same at any depth."""

import base64
import binascii
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

import msgspec

from tonghao.errors import Refusal

T = TypeVar("T")

# Where a page begins that goes from the newest identifier to the oldest: after all there can be.
LAST_ID: Final = UUID(int=2**128 - 1)


class BadCursor(Refusal):
    """The page marker is not one of ours. Start again from the first page."""

    status = 400


class Page(msgspec.Struct, Generic[T]):
    """One page: its entries, and the cursor of the next one, or null at the end."""

    entries: list[T]
    next_cursor: str | None = None


def to_cursor(*keys: object) -> str:
    """A cursor that carries *keys* (times, numbers, identifiers) of the last row of a page."""
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).decode().rstrip("=")


def from_cursor(cursor: str | None, shape: type[T]) -> T | None:
    """The keys of *cursor*, checked against *shape* (a tuple type); None for the first page.

    Raises:
        BadCursor: it was forged or cut.
    """
    if cursor is None or cursor == "":
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        keys = msgspec.json.decode(raw, type=shape)
    except (binascii.Error, ValueError, msgspec.DecodeError, msgspec.ValidationError):
        raise BadCursor from None
    if not all(map(_is_ours, keys)):  # type: ignore[call-overload]
        raise BadCursor
    return keys


def _is_ours(key: object) -> bool:
    """Whether we may have put *key* into a cursor; what the database cannot take we have not."""
    if isinstance(key, int | float):
        return abs(key) < 2**31  # where PostgreSQL's integer ends
    if isinstance(key, datetime):
        return key.tzinfo is not None and MINYEAR < key.year < MAXYEAR
    return True
