"""What the people of a partner may do in its circles, without a role there: one table for code and screen."""

from typing import Final, Literal

import msgspec

Right = Literal[
    "open_circle", "edit_circle", "set_roster", "appoint", "see_requests", "answer_requests", "undo_acts"
]
PartnerRole = Literal["owner", "manager", "staff"]

RIGHTS: Final[dict[Right, tuple[PartnerRole, ...]]] = {
    "open_circle": ("owner", "manager"),
    "edit_circle": ("owner", "manager"),
    "set_roster": ("owner", "manager"),
    "appoint": ("owner", "manager"),
    "see_requests": ("owner", "manager", "staff"),
    "answer_requests": ("owner", "manager"),
    "undo_acts": ("owner",),
}


class RightRow(msgspec.Struct, frozen=True):
    """One line of the table."""

    right: Right
    roles: list[PartnerRole]


def allows(role: str | None, right: Right) -> bool:
    """Whether somebody with *role* in the partner (None: no role) has *right* in its circles."""
    return role in RIGHTS[right]


def table_of_rights() -> list[RightRow]:
    """The table as the screen shows it."""
    return [RightRow(right, list(roles)) for right, roles in RIGHTS.items()]
