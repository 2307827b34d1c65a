"""Replay: what a version would have decided about the last days, beside what counts now."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.policies.rulings import get_ruling, policy_of, ruling_now
from tonghao.policies.types import Differing, PolicyReplay
from tonghao.policy_events import PolicyReplayAsked
from tonghao.screening.photo import hits_of
from tonghao.screening.policy import Confidence, Policy
from tonghao.screening.text import TextScreener
from tonghao.screening.types import Finding, Verdict

_BATCH: Final = 200
_MOST_SHOWN: Final = 100
_EXCERPT: Final = 80
_NIL: Final = UUID(int=0)

_ADD: Final = """
    INSERT INTO policy_replays (id, number, against, days, asked_by, at)
    VALUES ($1, $2, $3, $4, $5, clock_timestamp())
"""

_RUNNING: Final = """
    SELECT EXISTS (SELECT FROM policy_replays
                    WHERE state IN ('waiting', 'running') AND at > now() - interval '1 hour')
"""

_GET: Final = """
    SELECT id, number, against, days, state, total, done, counts, changed, at, ended_at
      FROM policy_replays WHERE id = $1
"""

_NEWEST: Final = "SELECT id FROM policy_replays ORDER BY at DESC, id DESC LIMIT 1"

_BEGIN: Final = """
    UPDATE policy_replays SET state = 'running', done = 0, counts = '{}', changed = '[]',
           total = (SELECT count(*) FROM posts WHERE created_at >= $2 AND created_at <= $3)
                 + (SELECT count(*) FROM comments WHERE created_at >= $2 AND created_at <= $3)
                 + (SELECT count(*) FROM media WHERE checked_at >= $2 AND checked_at <= $3)
     WHERE id = $1 AND state IN ('waiting', 'running')
    RETURNING number, against
"""

_MOVE: Final = """
    UPDATE policy_replays SET done = $2, counts = $3, changed = $4, state = $5,
           ended_at = CASE WHEN $5 = 'done' THEN now() END
     WHERE id = $1 AND state = 'running'
"""

_SINCE: Final = "SELECT at - make_interval(days => days) AS since, at FROM policy_replays WHERE id = $1"

_POSTS: Final = """
    SELECT created_at, id, text FROM posts
     WHERE (created_at, id) > ($1, $2) AND created_at <= $3 ORDER BY created_at, id LIMIT $4
"""

_COMMENTS: Final = """
    SELECT created_at, id, text FROM comments
     WHERE (created_at, id) > ($1, $2) AND created_at <= $3 ORDER BY created_at, id LIMIT $4
"""

# By the moment of their verdict: what still waits for it says nothing yet, and is not passed over.
_PHOTOS: Final = """
    SELECT checked_at, id, verdict FROM media
     WHERE (checked_at, id) > ($1, $2) AND checked_at <= $3 ORDER BY checked_at, id LIMIT $4
"""


class PolicyReplayRunning(Refusal):
    """A replay is running already. Wait for its end, then start this one."""


async def ask_replay(conn: Connection, *, operator_id: UUID, number: int, days: int) -> PolicyReplay:
    """Ask for the last *days* to be judged again under version *number*; a job does it.

    Args:
        days: 1 to 30.

    Raises:
        NotFound: there is no such version.
        PolicyReplayRunning: one is waiting or running.

    Emits: policy.replay_asked. Locks: the audit head.
    """
    await get_ruling(conn, number)
    if await conn.fetchval(_RUNNING):
        raise PolicyReplayRunning
    replay_id, against = new_id(), (await ruling_now(conn)).number
    await conn.execute(_ADD, replay_id, number, against, days, operator_id)
    await outbox.emit(conn, PolicyReplayAsked(replay_id), audience="nobody")
    await append(
        conn,
        act="policy.replayed",
        actor_id=operator_id,
        subject_kind="policy",
        subject_id=None,
        circle_id=None,
        payload={"number": number, "against": against, "days": days},
    )
    return await get_replay(conn, replay_id)


async def get_replay(conn: Connection, replay_id: UUID) -> PolicyReplay:
    """A replay with what it found so far.

    Raises:
        NotFound: there is none such.
    """
    row = await conn.fetchrow(_GET, replay_id)
    if row is None:
        raise NotFound
    return PolicyReplay(
        row["id"],
        row["number"],
        row["against"],
        row["days"],
        row["state"],
        row["total"],
        row["done"],
        row["counts"],
        msgspec.convert(row["changed"], list[Differing]),
        row["at"],
        row["ended_at"],
    )


async def find_newest_replay(conn: Connection) -> PolicyReplay | None:
    """The replay that was asked for last."""
    newest = await conn.fetchval(_NEWEST)
    return None if newest is None else await get_replay(conn, newest)


async def run_replay(pool: Pool, screener: TextScreener, *, replay_id: UUID) -> None:
    """Judge the days again, batch by batch; what is there is counted, nothing is done about it.

    Run again from the beginning when it was interrupted.
    """
    async with writing(pool) as conn:
        span = await conn.fetchrow(_SINCE, replay_id)
        if span is None:
            return
        begun = await conn.fetchrow(_BEGIN, replay_id, span["since"], span["at"])
        if begun is None:
            return
        policies = [policy_of(await get_ruling(conn, begun[name])) for name in ("against", "number")]
    screeners = await asyncio.to_thread(lambda: [screener.under(policy) for policy in policies])
    counts: Counter[str] = Counter()
    changed: list[Differing] = []
    done = 0
    async for found in judged(pool, policies, screeners, span["since"], span["at"]):
        done += len(found)
        counts.update(f"{one.before}>{one.after}" for one in found)
        changed += [one for one in found if one.before != one.after]
        del changed[_MOST_SHOWN:]
        await _move(pool, replay_id, done, counts, changed, "running")
    await _move(pool, replay_id, done, counts, changed, "done")


async def _move(
    pool: Pool, replay_id: UUID, done: int, counts: Counter[str], changed: list[Differing], state: str
) -> None:
    async with writing(pool) as conn:
        await conn.execute(_MOVE, replay_id, done, dict(counts), msgspec.to_builtins(changed), state)


async def judged(
    pool: Pool,
    policies: Sequence[Policy],
    screeners: Sequence[TextScreener],
    since: datetime,
    until: datetime,
) -> AsyncIterator[list[Differing]]:
    """What was made between *since* and *until*, batch by batch, as each of two policies decides it."""
    kinds: tuple[tuple[Literal["post", "comment"], str], ...] = (("post", _POSTS), ("comment", _COMMENTS))
    for kind, statement in kinds:
        async for rows in _batches(pool, statement, since, until):
            texts = [text for _, _, text in rows]
            pairs = await asyncio.to_thread(lambda said: [one.verdicts(said) for one in screeners], texts)
            yield [
                Differing(kind, row[1], was.act, then.act, then.category or was.category, row[2][:_EXCERPT])
                for row, was, then in zip(rows, *pairs, strict=True)
            ]
    async for rows in _batches(pool, _PHOTOS, since, until):
        yield [_photo(row[1], row[2], policies) for row in rows]


async def _batches(
    pool: Pool, statement: str, since: datetime, until: datetime
) -> AsyncIterator[list[tuple[datetime, UUID, str]]]:
    place = (since - timedelta(microseconds=1), _NIL)
    while True:
        async with reading(pool) as conn:
            rows = [tuple(row) for row in await conn.fetch(statement, *place, until, _BATCH)]
        if rows:
            yield rows
            place = rows[-1][:2]
        if len(rows) < _BATCH:
            return


def _photo(media_id: UUID, stored: object, policies: Sequence[Policy]) -> Differing:
    """Weigh the stored scores again; the photo itself is not looked at."""
    verdict = msgspec.convert(stored, Verdict) if stored else None
    findings = () if verdict is None else verdict.findings
    was, then = (
        policy.verdict([hit for finding in findings for hit in _again(finding, policy)], model_version="")
        for policy in policies
    )
    return Differing("photo", media_id, was.act, then.act, then.category or was.category)


def _again(finding: Finding, policy: Policy) -> list[tuple[Finding, Confidence]]:
    if finding.stage == "photo":
        return hits_of(finding.score, policy, source=finding.source)
    severity = finding.severity
    if finding.stage == "test_card":
        severity = policy.category(finding.category).severity
    # Noted only, with a low score: as when it was found.
    sure: Confidence = "high" if finding.score >= 0.2 else "low"
    return [(msgspec.structs.replace(finding, severity=severity), sure)]
