"""Check a password: long enough, and not one that everybody tries first."""

from pathlib import Path
from typing import Final

from tonghao.errors import Refusal

_SHORTEST: Final = 8
_LONGEST: Final = 128

# The commonest of eight characters and more; shorter ones are refused anyway.
_COMMONEST: Final = frozenset(
    (Path(__file__).parent / "commonest_passwords.txt").read_text("utf-8").splitlines()
)


class PasswordRefused(Refusal):
    """This password is easy to guess, or shorter than 8 or longer than 128 characters. Take another one."""

    status = 400


def check_password(password: str, *, email: str = "", handle: str = "") -> None:
    """Let a new password pass.

    Raises:
        PasswordRefused: `details.reason` is length, common, simple or address.
    """
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise PasswordRefused(reason="length")
    folded = password.casefold().strip()
    if folded in _COMMONEST:
        raise PasswordRefused(reason="common")
    if len(set(folded)) < 4:
        raise PasswordRefused(reason="simple")
    if folded in {email.casefold(), email.casefold().partition("@")[0], handle}:
        raise PasswordRefused(reason="address")
