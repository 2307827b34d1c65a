"""What an examination says of one thing, in both languages."""

from typing import Literal

import msgspec

State = Literal["good", "note", "fault"]


class Finding(msgspec.Struct, frozen=True):
    """How one thing is, with what to do when it is not well."""

    state: State
    zh: str
    en: str


def good(zh: str, en: str) -> Finding:
    return Finding("good", zh, en)


def note(zh: str, en: str) -> Finding:
    return Finding("note", zh, en)


def fault(zh: str, en: str) -> Finding:
    return Finding("fault", zh, en)
