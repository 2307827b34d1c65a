"""The nouns of the audit log, and the two functions that tie its entries together."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

ERASED: Final = "audit.erased"
NO_HASH: Final = bytes(32)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class Link(msgspec.Struct, frozen=True):
    """What the hash of an entry covers.

    Attributes:
        number: From 1, without a gap.
        digest: 32 bytes over salt and payload, see `digest_of`.
        previous: Hash of the entry before; 32 zero bytes for the first.
    """

    number: int
    at: datetime
    act: str
    actor_id: UUID | None
    subject_kind: str
    subject_id: UUID | None
    circle_id: UUID | None
    digest: bytes
    previous: bytes


class Head(msgspec.Struct, frozen=True):
    """The end of the chain: who remembers it can tell whether the tail was cut or rewritten."""

    number: int
    hash: str
    at: datetime | None


class PublishedHead(msgspec.Struct, frozen=True):
    """The end of the chain as it was laid open on a day.

    Attributes:
        received: By which ways an outside witness has it: webhook, mail; empty for none.
    """

    day: date
    number: int
    hash: str
    at: datetime
    received: list[str]


class Actor(msgspec.Struct, frozen=True):
    """The public face of whoever acted."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    is_gone: bool


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the log; `payload` is null once it was erased, `actor` is null for the machine."""

    number: int
    at: datetime
    act: str
    actor: Actor | None
    subject_kind: str
    subject_id: UUID | None
    circle_id: UUID | None
    payload: dict[str, object] | None
    hash: str


def digest_of(salt: bytes, payload: Mapping[str, object]) -> bytes:
    """SHA-256 over *salt* and the payload as JSON with sorted keys and no spaces.

    The salt keeps an erased payload from being guessed from its digest.

    Args:
        salt: 32 random bytes.
        payload: As the database gives it back, since jsonb writes some numbers in its own way.
    """
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(salt + text.encode()).digest()


def hash_of(link: Link) -> bytes:
    """SHA-256 over *link*, field by field in an encoding that no two entries share.

    Numbers are 8 bytes, big end first; texts carry their length; an identifier is one byte that says
    whether it is there, then its 16 bytes.
    """
    return hashlib.sha256(
        b"".join(
            (
                b"tonghao.audit.1\0",
                link.number.to_bytes(8),
                ((link.at - _EPOCH) // _MICROSECOND).to_bytes(8, signed=True),
                _text(link.act),
                _identifier(link.actor_id),
                _text(link.subject_kind),
                _identifier(link.subject_id),
                _identifier(link.circle_id),
                link.digest,
                link.previous,
            )
        )
    ).digest()


def _text(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(4) + encoded


def _identifier(identifier: UUID | None) -> bytes:
    return b"\0" if identifier is None else b"\1" + identifier.bytes
