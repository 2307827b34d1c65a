"""Alike: the open cases that belong together with one, by words, person, rule or photo."""

from typing import Final
from uuid import UUID

from tonghao.batches.types import MOST, AlikeCases, Alikeness
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.moderation.lock_case import Recused, bars_of
from tonghao.moderation.read import list_rows
from tonghao.screening.hash_index import HashIndex
from tonghao.screening.pdq import HASH_BYTES

# Photos of so many open cases are compared, the newest.
_COMPARED: Final = 2_000

_CASE: Final = "SELECT circle_id, author_id, category, text_digest FROM cases WHERE id = $1"
_TEXT: Final = """
    SELECT id FROM cases k
     WHERE text_digest = $1 AND state = 'open'
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = k.id AND r.account_id = $2)
     ORDER BY opened_at DESC LIMIT $3
"""
_AUTHOR: Final = """
    SELECT id FROM cases k
     WHERE author_id = $1 AND state = 'open'
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = k.id AND r.account_id = $2)
     ORDER BY opened_at DESC LIMIT $3
"""
# The same rule elsewhere is another matter: a raid comes into one circle.
_RULE: Final = """
    SELECT id FROM cases k
     WHERE category = $1 AND circle_id IS NOT DISTINCT FROM $4 AND state = 'open'
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = k.id AND r.account_id = $2)
     ORDER BY opened_at DESC LIMIT $3
"""
_LOOKS: Final = """
    SELECT k.id, m.look
      FROM (SELECT id, snapshot, opened_at FROM cases
             WHERE state = 'open' AND jsonb_array_length(snapshot->'photos') > 0
               AND NOT EXISTS (SELECT FROM case_recusals r
                                WHERE r.case_id = cases.id AND r.account_id = $2)
             ORDER BY priority DESC, id DESC LIMIT $1) k
     CROSS JOIN LATERAL jsonb_array_elements(k.snapshot->'photos') AS p (photo)
      JOIN media m ON m.owner_id = (p.photo->>'owner_id')::uuid AND m.id = (p.photo->>'media_id')::uuid
     WHERE octet_length(m.look) > 0
"""
_OWN_LOOKS: Final = """
    SELECT m.look
      FROM cases k
     CROSS JOIN LATERAL jsonb_array_elements(k.snapshot->'photos') AS p (photo)
      JOIN media m ON m.owner_id = (p.photo->>'owner_id')::uuid AND m.id = (p.photo->>'media_id')::uuid
     WHERE k.id = $1 AND octet_length(m.look) > 0
"""


async def list_alike(conn: Connection, *, case_id: UUID, viewer_id: UUID, by: Alikeness | None) -> AlikeCases:
    """The open cases like *case_id*, at most a hundred.

    Args:
        by: In which way; None for the way in which there are most, words before persons before the rule.

    Raises:
        NotFound: there is no such case.
        Recused: the viewer stepped back from it.
    """
    case = await conn.fetchrow(_CASE, case_id)
    if case is None:
        raise NotFound
    if (await bars_of(conn, case_id=case_id, account_id=viewer_id)).stepped_back:
        raise Recused
    found: dict[Alikeness, list[UUID]] = {
        "text": [],
        "photo": await _by_photo(conn, case_id, viewer_id),
        "author": await _ids(conn, _AUTHOR, case["author_id"], viewer_id),
        "rule": await _ids(conn, _RULE, case["category"], viewer_id, case["circle_id"]),
    }
    if case["text_digest"] is not None:
        found["text"] = await _ids(conn, _TEXT, case["text_digest"], viewer_id)
    most: Alikeness = next((way for way, ids in found.items() if len(ids) > 1), "rule")
    chosen = by or most
    ids = sorted(found[chosen], key=lambda one: one != case_id)
    rows = await list_rows(conn, ids)
    return AlikeCases(chosen, rows, {way: len(ids) for way, ids in found.items()})


async def _ids(conn: Connection, statement: str, value: object, viewer_id: UUID, *more: object) -> list[UUID]:
    return [row[0] for row in await conn.fetch(statement, value, viewer_id, MOST, *more)]


async def _by_photo(conn: Connection, case_id: UUID, viewer_id: UUID) -> list[UUID]:
    """Cases that show a photo like one of this case, also where it was made smaller or saved anew."""
    own = [row[0][:HASH_BYTES] for row in await conn.fetch(_OWN_LOOKS, case_id)]
    if not own:
        return []
    rows = await conn.fetch(_LOOKS, _COMPARED, viewer_id)
    index = HashIndex(b"".join(row["look"][:HASH_BYTES] for row in rows))
    near = {rows[place]["id"] for look in own for place, _ in index.near(look)} if rows else set()
    return [row["id"] for row in {row["id"]: row for row in rows}.values() if row["id"] in near][:MOST]
