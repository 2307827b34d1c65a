"""Posting rules: how fast people comment in a circle, and into which categories its digest is sorted."""

import unicodedata
from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.posts.types import DigestCategory, PostingRules
from tonghao.screening.text import TextScreener

MOST_CATEGORIES: Final = 8
LONGEST_CATEGORY: Final = 12
SLOWEST_SECONDS: Final = 86_400
Seconds = Annotated[int, Meta(ge=0, le=SLOWEST_SECONDS)]

_MAKE: Final = "INSERT INTO posting_rules (circle_id) VALUES ($1) ON CONFLICT DO NOTHING"
_LOCK: Final = "SELECT circle_id FROM posting_rules WHERE circle_id = $1 FOR NO KEY UPDATE"
_RULES: Final = "SELECT slow_seconds, digest_categories FROM posting_rules WHERE circle_id = $1"
_COUNTS: Final = """
    SELECT digest, count(*) FROM posts
     WHERE circle_id = $1 AND digest IS NOT NULL AND state = 'visible'
     GROUP BY digest
"""
_SET_SLOW: Final = "UPDATE posting_rules SET slow_seconds = $2 WHERE circle_id = $1"
_SET_CATEGORIES: Final = "UPDATE posting_rules SET digest_categories = $2 WHERE circle_id = $1"
_RENAME: Final = "UPDATE posts SET digest = $3 WHERE circle_id = $1 AND digest = $2"
_IN_USE: Final = "SELECT EXISTS (SELECT FROM posts WHERE circle_id = $1 AND digest = $2)"


class CategoriesRefused(Refusal):
    """Take at most eight categories with different names of 1 to 12 characters each."""

    status = 400


class CategoryInUse(Refusal):
    """Posts stand in this category. Rename it, or sort its posts elsewhere before you take it away."""


class NewCategory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category of the digest; `was` is the name that it had until now, when it is renamed."""

    name: Annotated[str, Meta(max_length=200)]
    was: Annotated[str, Meta(max_length=200)] | None = None


async def lock_rules(conn: Connection, circle_id: UUID) -> None:
    """Let others who change the rules or the pins of this circle wait.

    Locks: the circle's posting rules.
    """
    await conn.execute(_MAKE, circle_id)
    await conn.execute(_LOCK, circle_id)


async def get_rules(conn: Connection, circle_id: UUID) -> PostingRules:
    """The rules; who may see the circle asks `access_of`."""
    row = await conn.fetchrow(_RULES, circle_id)
    if row is None:
        return PostingRules(0, [])
    counts: dict[str, int] = {found[0]: found[1] for found in await conn.fetch(_COUNTS, circle_id)}
    return PostingRules(row[0], [DigestCategory(name, counts.get(name, 0)) for name in row[1]])


async def set_slow_mode(conn: Connection, *, access: Access, slow_seconds: int) -> PostingRules:
    """Let each person comment once in *slow_seconds* in the whole circle; 0 for no such limit.

    Raises:
        NotAllowed: the person does not host.

    Locks: the circle's posting rules, then the audit log.
    """
    access.must_host()
    await lock_rules(conn, access.circle_id)
    before = await get_rules(conn, access.circle_id)
    if before.slow_seconds != slow_seconds:
        await conn.execute(_SET_SLOW, access.circle_id, slow_seconds)
        await record_act(
            conn,
            access=access,
            act="circle.slowed",
            subject_kind="circle",
            subject_id=access.circle_id,
            shown={"slow_seconds": slow_seconds},
            undo={"before": before.slow_seconds, "after": slow_seconds},
        )
    return msgspec.structs.replace(before, slow_seconds=slow_seconds)


async def put_slow_mode(conn: Connection, circle_id: UUID, slow_seconds: int) -> None:
    """Set it without asking; the caller has locked the rules."""
    await conn.execute(_SET_SLOW, circle_id, slow_seconds)


def checked_categories(categories: Sequence[NewCategory]) -> list[str]:
    """The names as they are stored, in the order given.

    Raises:
        CategoriesRefused: too many, two alike, too long, or nothing of one can be seen.
    """
    names = [visible(unicodedata.normalize("NFC", one.name)) for one in categories]
    seen = (any(unicodedata.category(char)[0] in "LNSP" for char in name) for name in names)
    if (
        len(names) > MOST_CATEGORIES
        or len({name.casefold() for name in names}) < len(names)
        or any(len(name) > LONGEST_CATEGORY for name in names)
        or not all(seen)
    ):
        raise CategoriesRefused(most=MOST_CATEGORIES, longest=LONGEST_CATEGORY)
    return names


async def set_categories(
    conn: Connection, *, screener: TextScreener, access: Access, categories: Sequence[NewCategory]
) -> PostingRules:
    """Name the categories of the digest; posts follow a category that is renamed.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        CategoriesRefused: see `checked_categories`.
        CategoryInUse: one with posts is left out.
        TextRefused, CheckerAway: see `must_pass`.

    Locks: the circle's posting rules, then the audit log.
    """
    access.must_host()
    access.must_take_words()
    names = checked_categories(categories)
    must_pass(screener, "\n".join(names), kind="circle")
    await lock_rules(conn, access.circle_id)
    before = [one.name for one in (await get_rules(conn, access.circle_id)).digest_categories]
    renamed = {
        new.was: name for new, name in zip(categories, names, strict=True) if new.was in before and new.was
    }
    if len(renamed) < sum(new.was in before for new in categories):
        raise CategoriesRefused(most=MOST_CATEGORIES, longest=LONGEST_CATEGORY)
    for name in before:
        stays = renamed.get(name) or (name if name in names else None)
        if stays is None and await conn.fetchval(_IN_USE, access.circle_id, name):
            raise CategoryInUse(category=name)
    # Two names that change places pass through one that nobody can give.
    for number, name in enumerate(renamed):
        await conn.execute(_RENAME, access.circle_id, name, f"\n{number}")
    for number, name in enumerate(renamed.values()):
        await conn.execute(_RENAME, access.circle_id, f"\n{number}", name)
    await conn.execute(_SET_CATEGORIES, access.circle_id, names)
    await record_act(
        conn,
        access=access,
        act="digest.arranged",
        subject_kind="circle",
        subject_id=access.circle_id,
        shown={"categories": names},
    )
    return await get_rules(conn, access.circle_id)
