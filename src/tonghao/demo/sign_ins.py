"""Sign-ins: who stands behind the four doors, with passwords that only this machine knows."""

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tonghao.demo.story import Person

FILE: Final = "demo-sign-ins.txt"
# No letters that look alike: somebody will type this from a screen.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_DOORS: Final = {"member": "成员", "host": "圈主", "duty": "值班", "platform": "平台"}


def new_password() -> str:
    """Three groups of five letters: 74 bits, and one can read them out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def write_sign_ins(folder: Path, people: Sequence[Person], passwords: Mapping[str, str]) -> None:
    """Keep the passwords of the doors in *folder*, readable for its owner alone; whole or not at all.

    Args:
        passwords: by handle.
    """
    lines = ["  演示账号，只在这台机器上有效 / demo sign-ins, valid on this machine only", ""]
    for person in people:
        if person.door is not None:
            lines.append(
                f"  {_DOORS[person.door]}  {person.name}  {person.handle}  {passwords[person.handle]}"
            )
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.new"
    number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        os.fchmod(number, 0o600)
        file.write("\n".join(lines) + "\n")
    fresh.replace(folder / FILE)
