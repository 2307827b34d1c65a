"""Post groups of transfers inside the caller's transaction."""

from collections.abc import Iterator, Sequence
from typing import Final

from tonghao.db import Connection
from tonghao.events import Event, kind_of
from tonghao.ledger.decide import lock_books
from tonghao.ledger.plan import Plan, plan_of
from tonghao.ledger.types import MOST_LEGS, Group, KeyReused, Posted, Reason, fingerprint_of

_POST: Final = """
    SELECT ledger_post(
        $1::text::uuid[], $2::text::text[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[],
        $6::text::boolean[],
        $7::text::uuid[], $8::text::uuid[], $9::text::smallint[], $10::text::smallint[], $11::text::text[],
        $12::text::uuid[], $13::text::uuid[], $14::text::text[], $15::text::integer[], $16::text::integer[],
        $17::text::bigint[], $18::text::bigint[], $19::text::bigint[], $20::text::bigint[],
        $21::text::bigint[], $22::jsonb)
"""

# The same behind the exact path, with the refusals of the batch.
_POST_AND_REFUSE: Final = """
    WITH remembered AS (
        INSERT INTO ledger_refusals (id, reason, fingerprint)
        SELECT r.id, r.reason, r.fingerprint
          FROM unnest($23::uuid[], $24::text[], $25::bytea[]) AS r(id, reason, fingerprint)
    )
    SELECT ledger_post(
        $1::text::uuid[], $2::text::text[], $3::text::bigint[], $4::text::bigint[], $5::text::bigint[],
        $6::text::boolean[],
        $7::text::uuid[], $8::text::uuid[], $9::text::smallint[], $10::text::smallint[], $11::text::text[],
        $12::text::uuid[], $13::text::uuid[], $14::text::text[], $15::text::integer[], $16::text::integer[],
        $17::text::bigint[], $18::text::bigint[], $19::text::bigint[], $20::text::bigint[],
        $21::text::bigint[], $22::jsonb)
"""
_REFUSE: Final = """
    INSERT INTO ledger_refusals (id, reason, fingerprint)
    SELECT r.id, r.reason, r.fingerprint
      FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS r(id, reason, fingerprint)
"""

# Audience, kind and event, for the outbox.
Told = tuple[str, str, Event]


async def post_group(conn: Connection, group: Group, events: Sequence[tuple[Event, str]] = ()) -> Posted:
    """Move the money of *group*, all or nothing, or say why not.

    A refusal does not raise: it is remembered with the caller's commit, and the same key is refused for
    ever. So a verb hands it on, its route commits and raises only then.

    Args:
        events: Event and audience, which leave by the same call if the money moves.

    Raises:
        KeyReused: the key stands for another group.

    Locks: the key, then the balances in the order of their identifiers.
    """
    told = [(audience, kind_of(event), event) for event, audience in events]
    outcome = (await post_batch(conn, [group], [told]))[0]
    if isinstance(outcome, KeyReused):
        raise outcome
    return outcome


async def post_groups(conn: Connection, groups: Sequence[Group]) -> list[Posted]:
    """Post *groups* as if one by one, in this order; each is all or nothing for itself.

    Raises:
        KeyReused: a key stands for another group; nothing of this call is written.

    Locks: as `post_group`, for up to 256 legs at a time.
    """
    posted: list[Posted] = []
    for batch in batches_of(groups):
        for outcome in await post_batch(conn, batch):
            if isinstance(outcome, KeyReused):
                raise outcome
            posted.append(outcome)
    return posted


def batches_of(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """*groups* in their order, in pieces of at most 256 legs."""
    batch: list[Group] = []
    legs = 0
    for group in groups:
        if legs + len(group.legs) > MOST_LEGS:
            yield batch
            batch, legs = [], 0
        batch.append(group)
        legs += len(group.legs)
    if batch:
        yield batch


async def post_batch(
    conn: Connection, groups: Sequence[Group], told: Sequence[Sequence[Told]] = ()
) -> list[Posted | KeyReused]:
    """Try all of *groups* at once; where that cannot be, decide one by one.

    Args:
        told: For each group what leaves through the outbox if its money moves; empty for nothing.
    """
    if await post_fast(conn, groups, told):
        return [Posted(group.id, None, False) for group in groups]
    return await post_exact(conn, groups, told)


async def post_fast(conn: Connection, groups: Sequence[Group], told: Sequence[Sequence[Told]] = ()) -> bool:
    """Post all of *groups* in one call, one round trip; false, and nothing written, when one does not fit."""
    plan = plan_of(groups, [one for each in told for one in each])
    return plan is not None and await _call(conn, plan)


async def post_exact(
    conn: Connection, groups: Sequence[Group], told: Sequence[Sequence[Told]] = ()
) -> list[Posted | KeyReused]:
    """Lock everything, decide one by one, write what is accepted and remember what is refused."""
    books = await lock_books(conn, groups)
    outcomes = [books.decide(group) for group in groups]
    accepted: list[Group] = []
    events: list[Told] = []
    refused: list[tuple[Group, Reason]] = []
    for number, (group, outcome) in enumerate(zip(groups, outcomes, strict=True)):
        if isinstance(outcome, KeyReused) or outcome.repeated:
            continue
        if outcome.refusal is None:
            accepted.append(group)
            events += told[number] if told else ()
        else:
            refused.append((group, outcome.refusal))
    await _write(conn, accepted, events, refused)
    return outcomes


async def _write(
    conn: Connection,
    accepted: Sequence[Group],
    events: Sequence[Told],
    refused: Sequence[tuple[Group, Reason]],
) -> None:
    """Write what was decided; a refusal is kept for ever, so that the same key is refused again."""
    kept = (
        [group.id for group, _ in refused],
        [reason for _, reason in refused],
        [fingerprint_of(group) for group, _ in refused],
    )
    if not accepted:
        if refused:
            await conn.execute(_REFUSE, *kept)
        return
    plan = plan_of(accepted, events)
    done = plan is not None and (
        await conn.fetchval(_POST_AND_REFUSE, *plan, *kept) if refused else await _call(conn, plan)
    )
    if not done:
        raise RuntimeError(f"the books changed behind their locks: {[group.id for group in accepted]}")


async def _call(conn: Connection, plan: Plan) -> bool:
    return bool(await conn.fetchval(_POST, *plan))
