"""Check a register number for its form, and keep of it what cannot be misused."""

import re
from typing import Final

from tonghao.errors import Refusal
from tonghao.partners.types import RegisterKind

# Of the unified social credit code: no I, O, S, V, Z, which are taken for digits.
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC: Final = re.compile(rf"[{_LETTERS}]{{2}}[0-9]{{6}}[{_LETTERS}]{{10}}")
_LOCAL: Final = re.compile(r"[0-9A-Z][0-9A-Z/-]{3,29}")


class RegisterNumberWrong(Refusal):
    """This number cannot be right. Copy it from the certificate: 18 letters and digits, or the local one."""

    status = 400


def check_digit_of(code: str) -> str:
    """The last character of a unified social credit code, from the 17 before it.

    Source: GB 32100-2015, section 4.2: weights 3^i mod 31, the complement to 31.
    """
    total = sum(_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return _LETTERS[-total % 31]


def masked_register(kind: RegisterKind, number: str) -> str:
    """*number* as it is kept: enough to find it in the public register under the organisation's name.

    Raises:
        RegisterNumberWrong: its form or its check digit is wrong.
    """
    code = number.strip().upper().replace(" ", "")
    if kind == "uscc":
        if not _USCC.fullmatch(code) or check_digit_of(code) != code[-1]:
            raise RegisterNumberWrong
        return f"{code[:4]}{'•' * 10}{code[-4:]}"
    if not _LOCAL.fullmatch(code):
        raise RegisterNumberWrong
    shown = len(code) // 4
    return f"{code[:shown]}{'•' * (len(code) - 2 * shown)}{code[-shown:]}"
