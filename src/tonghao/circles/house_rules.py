"""House rules as they are read: by everybody who sees the circle's page, without the words themselves."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.screening import policy
from tonghao.screening.house import HouseRules

_PAGE_SIZE: Final = 20
_ABOVE_ALL: Final = 2**31 - 1
# What a circle cannot raise any more: it is held, and looked at first.
_GRAVEST: Final = 3

_STANDS: Final = """
    SELECT h.number, h.rules, h.reason, p.name, h.at
      FROM circles c
      LEFT JOIN house_rules h ON h.circle_id = c.id AND h.number = c.house_number
      LEFT JOIN profiles p ON p.account_id = h.made_by AND NOT p.is_gone
     WHERE c.id = $1
"""
_VERSION: Final = "SELECT rules, reason FROM house_rules WHERE circle_id = $1 AND number = $2"
_VERSIONS: Final = """
    SELECT h.number, h.rules, h.reason, p.name, h.at
      FROM house_rules h
      LEFT JOIN profiles p ON p.account_id = h.made_by AND NOT p.is_gone
     WHERE h.circle_id = $1 AND h.number < $2
     ORDER BY h.number DESC LIMIT $3
"""


class HouseVersion(msgspec.Struct, frozen=True):
    """One version. Number 0 asks nothing; without the right to edit the circle its words are left out."""

    number: int
    rules: HouseRules
    reason: str
    made_by: str | None
    at: datetime | None


class Raisable(msgspec.Struct, frozen=True):
    """A category that a machine looks for and that a circle may take more strictly than `severity`."""

    code: str
    zh: str
    en: str
    severity: int


class HouseView(msgspec.Struct, frozen=True):
    """The version that stands, and the policy's categories as the platform takes them."""

    now: HouseVersion
    raisable: list[Raisable]
    may_set: bool


def list_raisable() -> list[Raisable]:
    """The categories that a circle may take more strictly, in the order of the policy."""
    return [
        Raisable(one.code, one.zh, one.en, one.severity)
        for one in policy.list_categories()
        if one.severity < _GRAVEST and not one.by_people
    ]


async def get_house(conn: Connection, *, access: Access) -> HouseView:
    """What the circle asks beyond the policy.

    Raises:
        NotFound: there is no such circle.
    """
    row = await conn.fetchrow(_STANDS, access.circle_id)
    if row is None:
        raise NotFound
    stands = HouseVersion(0, HouseRules(), "", None, None) if row[0] is None else _version_of(row, access)
    return HouseView(stands, list_raisable(), access.may("edit_circle"))


async def list_house_versions(conn: Connection, *, access: Access, cursor: str | None) -> Page[HouseVersion]:
    """Every version, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[int]) or (_ABOVE_ALL,)
    rows = await conn.fetch(_VERSIONS, access.circle_id, after[0], _PAGE_SIZE + 1)
    found = [_version_of(row, access) for row in rows[:_PAGE_SIZE]]
    return Page(found, to_cursor(found[-1].number) if len(rows) > _PAGE_SIZE else None)


async def rules_of_version(conn: Connection, circle_id: UUID, number: int) -> tuple[HouseRules, str]:
    """What a version asked, and why; nothing beyond the policy for number 0."""
    row = await conn.fetchrow(_VERSION, circle_id, number)
    if row is None:
        return HouseRules(), "和平台的规则一样。 As the platform's policy."
    return msgspec.convert(row["rules"], HouseRules), row["reason"]


def _version_of(row: Row, access: Access) -> HouseVersion:
    rules = msgspec.convert(row["rules"], HouseRules)
    if not access.may("edit_circle"):
        # A list that everybody reads teaches how to get around it.
        hidden = [msgspec.structs.replace(word, term="") for word in rules.words]
        rules = msgspec.structs.replace(rules, words=hidden)
    return HouseVersion(row["number"], rules, row["reason"], row["name"], row["at"])
