"""Decide many: one decision about many cases, each in a transaction of its own."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.sanction import SanctionedAlready
from tonghao.audit.append import append
from tonghao.batches.types import NewBatch
from tonghao.clock import now
from tonghao.db import Connection, Pool, Row, reading, writing
from tonghao.errors import Refusal, body_of
from tonghao.ids import new_id
from tonghao.moderation.categories import must_be_category
from tonghao.moderation.decide import NothingRemoved, decide_case
from tonghao.moderation.types import SanctionWish

_MAKE: Final = """
    INSERT INTO batches (id, act, category, note, sanction, exception, made_by, by_operator, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
# What is no case is left out: it would have no result to list.
_CHOOSE: Final = """
    INSERT INTO batch_results (batch_id, case_id, place)
    SELECT $1, c.id, u.place
      FROM unnest($2::uuid[]) WITH ORDINALITY AS u (case_id, place) JOIN cases c ON c.id = u.case_id
"""
_BATCH: Final = """
    SELECT act, category, note, sanction, exception, made_by, by_operator FROM batches WHERE id = $1
"""
# The first case of each author, so that a sanction meets each of them once.
_WAITING: Final = """
    SELECT r.case_id, NOT EXISTS (SELECT FROM batch_results e JOIN cases o ON o.id = e.case_id
                                   WHERE e.batch_id = $1 AND e.place < r.place
                                     AND o.author_id = c.author_id) AS is_first
      FROM batch_results r JOIN cases c ON c.id = r.case_id
     WHERE r.batch_id = $1 AND r.outcome = 'waiting' ORDER BY r.place
"""
_TAKE: Final = """
    SELECT case_id FROM batch_results
     WHERE batch_id = $1 AND case_id = $2 AND outcome = 'waiting' FOR UPDATE
"""
_STANDING: Final = "SELECT id FROM case_decisions WHERE case_id = $1 AND undone_at IS NULL"
_SETTLE: Final = """
    UPDATE batch_results
       SET outcome = $3, decision_id = $4, code = $5, said_zh = $6, said_en = $7, at = $8
     WHERE batch_id = $1 AND case_id = $2 AND outcome = 'waiting'
"""


async def make_batch(conn: Connection, *, by: UUID, is_operator: bool, new: NewBatch) -> UUID:
    """Write down what is to be decided about which cases; `decide_batch` does it.

    Raises:
        ReasonNeeded: nothing of the note can be seen.
        NothingRemoved: a sanction without a removal.
        UnknownCategory: of a removal or a curb, the policy does not know the category.

    Locks: the audit head.
    """
    note = checked_reason(new.note)
    if new.sanction is not None and new.act != "remove":
        raise NothingRemoved
    if new.act != "release":
        must_be_category(new.category)
    batch_id = new_id()
    sanction = None if new.sanction is None else msgspec.to_builtins(new.sanction)
    await conn.execute(
        _MAKE, batch_id, new.act, new.category, note, sanction, new.exception, by, is_operator, now()
    )
    await conn.execute(_CHOOSE, batch_id, list(dict.fromkeys(new.case_ids)))
    await append(
        conn,
        act="batch.made",
        actor_id=by,
        subject_kind="batch",
        subject_id=batch_id,
        circle_id=None,
        payload={"act": new.act, "category": new.category, "note": note, "cases": len(set(new.case_ids))},
    )
    return batch_id


async def decide_batch(pool: Pool, *, batch_id: UUID) -> None:
    """Decide what waits in a batch, one case after another; called again, it goes on where it stopped.

    A case that refuses (decided since, claimed by a colleague, one's own) keeps no other back, and its
    reason stands in its result.
    """
    async with reading(pool) as conn:
        batch = await conn.fetchrow(_BATCH, batch_id)
        waiting = await conn.fetch(_WAITING, batch_id)
    if batch is None:
        return
    wish = None if batch["sanction"] is None else msgspec.convert(batch["sanction"], SanctionWish)
    for case_id, is_first in waiting:
        await _decide(pool, batch_id, batch, case_id, wish if is_first else None)


async def _decide(
    pool: Pool, batch_id: UUID, batch: Row, case_id: UUID, sanction: SanctionWish | None
) -> None:
    try:
        async with writing(pool) as conn:
            await _decide_one(conn, batch_id, batch, case_id, sanction)
    except SanctionedAlready:
        # Their words go all the same.
        await _decide(pool, batch_id, batch, case_id, None)
    except Refusal as refusal:
        said = body_of(refusal)
        async with writing(pool) as conn:
            await conn.execute(
                _SETTLE,
                batch_id,
                case_id,
                "refused",
                None,
                said.code,
                said.message_zh,
                said.message_en,
                now(),
            )


async def _decide_one(
    conn: Connection, batch_id: UUID, batch: Row, case_id: UUID, sanction: SanctionWish | None
) -> None:
    if await conn.fetchval(_TAKE, batch_id, case_id) is None:
        return
    case = await decide_case(
        conn,
        case_id=case_id,
        moderator_id=batch["made_by"],
        is_operator=batch["by_operator"],
        act=batch["act"],
        category=batch["category"],
        note=batch["note"],
        sanction=sanction,
        exception=batch["exception"],
    )
    # The gravest is released by two: what one proposed is open still.
    outcome = "proposed" if case.state == "open" else case.state
    decision_id = None if case.state == "open" else await conn.fetchval(_STANDING, case_id)
    await conn.execute(_SETTLE, batch_id, case_id, outcome, decision_id, "", "", "", now())
