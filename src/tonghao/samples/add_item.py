"""Add an item: who runs the place writes a test item of its own, which others get between the samples."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound, Refusal
from tonghao.ids import new_id
from tonghao.moderation.categories import must_be_category

_MOST: Final = 200

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('test_items'))"
_COUNT: Final = "SELECT count(*) FROM test_items WHERE retired_at IS NULL"
_ADD: Final = "INSERT INTO test_items (code, text, category, made_by, at) VALUES ($1, $2, $3, $4, $5)"
_RETIRE: Final = "UPDATE test_items SET retired_at = $2 WHERE code = $1 AND retired_at IS NULL RETURNING code"
_LIST: Final = """
    SELECT i.code, i.text, i.category, i.at,
           count(s.id) FILTER (WHERE s.state = 'answered') AS answered,
           count(s.id) FILTER (WHERE s.agrees) AS agreed
      FROM test_items i LEFT JOIN samples s ON s.test_item = i.code
     WHERE i.retired_at IS NULL
     GROUP BY i.code ORDER BY i.at DESC, i.code LIMIT 200
"""


class ItemsFull(Refusal):
    """There are two hundred test items of this place. Retire some before you add another."""


class NewTestItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one's own, and what is right: a category, or null when nothing is wrong."""

    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    category: Annotated[str, Meta(min_length=1, max_length=40)] | None = None


class OwnTestItem(msgspec.Struct, frozen=True):
    """A test item of this place, and how often it was answered, and as it is known."""

    code: str
    text: str
    category: str | None
    at: datetime
    answered: int
    agreed: int


async def add_item(conn: Connection, *, operator_id: UUID, new: NewTestItem) -> str:
    """Keep a test item, and return its code; its maker never gets it.

    Nobody else sees it but between samples, so it is not screened: it may be what must not be shown.

    Raises:
        InvalidRequest: nothing of its text can be seen.
        UnknownCategory: the policy does not know the category.
        ItemsFull: there are two hundred.

    Locks: the items, the audit head.
    """
    text = visible(new.text, lines=True)[:2000]
    if not text:
        raise InvalidRequest(reason="text: nothing of it can be seen")
    if new.category is not None:
        must_be_category(new.category)
    await conn.execute(_LOCK)
    if await conn.fetchval(_COUNT) >= _MOST:
        raise ItemsFull
    code = f"own-{new_id().hex}"
    await conn.execute(_ADD, code, text, new.category, operator_id, now())
    await _log(conn, "sample.item_added", operator_id, code)
    return code


async def retire_item(conn: Connection, *, operator_id: UUID, code: str) -> None:
    """Give an item to nobody any more; what was answered counts on.

    Raises:
        NotFound: there is no such item of this place, or it is retired.

    Locks: the item, the audit head.
    """
    if await conn.fetchval(_RETIRE, code, now()) is None:
        raise NotFound
    await _log(conn, "sample.item_retired", operator_id, code)


async def list_items(conn: Connection) -> list[OwnTestItem]:
    """The test items of this place, the newest first."""
    return [OwnTestItem(*row) for row in await conn.fetch(_LIST)]


async def _log(conn: Connection, act: str, operator_id: UUID, code: str) -> None:
    await append(
        conn,
        act=act,
        actor_id=operator_id,
        subject_kind="sample",
        subject_id=None,
        circle_id=None,
        payload={"code": code},
    )
