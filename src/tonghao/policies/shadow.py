"""Shadow: a version judges what is written beside the one that counts, and does nothing about it."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.policies.replay import judged
from tonghao.policies.rulings import get_ruling, policy_of, ruling_now
from tonghao.policies.types import Differing, Shadow
from tonghao.screening.policy import Policy
from tonghao.screening.text import TextScreener

_MOST_SHOWN: Final = 100
# What is younger may still be on its way into the database.
_LAG: Final = timedelta(seconds=5)
# At most so much at a time, after the worker stood still.
_SPAN: Final = timedelta(hours=1)

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('policy_shadows'))"
_RUNNING: Final = "SELECT id, number, upto FROM policy_shadows WHERE ended_at IS NULL"
_ADD: Final = "INSERT INTO policy_shadows (id, number, reason, begun_by) VALUES ($1, $2, $3, $4)"
_NEWEST: Final = """
    SELECT id, number, reason, begun_at, ended_at, upto, judged, counts, changed
      FROM policy_shadows ORDER BY begun_at DESC, id DESC LIMIT 1
"""
_END: Final = "UPDATE policy_shadows SET ended_at = now() WHERE ended_at IS NULL RETURNING id, number, judged"
# Two workers may come at once; only the first one finds the place where it began.
_MOVE: Final = """
    UPDATE policy_shadows SET upto = $3, judged = judged + $4, counts = $5, changed = $6
     WHERE id = $1 AND upto = $2 AND ended_at IS NULL
"""
_SO_FAR: Final = "SELECT counts, changed FROM policy_shadows WHERE id = $1"


class ShadowRunning(Refusal):
    """Another version is judging alongside. End that first, then begin this one."""


class NoShadow(Refusal):
    """No version is judging alongside. Load the page again."""


async def begin_shadow(conn: Connection, *, operator_id: UUID, number: int, reason: str) -> Shadow:
    """Let version *number* judge alongside from now on.

    Raises:
        NotFound: there is no such version.
        ReasonNeeded: nothing of *reason* can be seen.
        ShadowRunning: another one does.

    Locks: the shadows, the audit head.
    """
    reason = checked_reason(reason)
    await get_ruling(conn, number)
    await conn.execute(_LOCK)
    if await conn.fetchrow(_RUNNING) is not None:
        raise ShadowRunning
    await conn.execute(_ADD, new_id(), number, reason, operator_id)
    await _log(conn, "policy.shadowed", operator_id, {"number": number, "reason": reason})
    shadow = await find_shadow(conn)
    assert shadow is not None
    return shadow


async def end_shadow(conn: Connection, *, operator_id: UUID) -> Shadow:
    """Let no version judge alongside any more; what was found stays to be read.

    Raises:
        NoShadow: none does.

    Locks: the shadows, the audit head.
    """
    await conn.execute(_LOCK)
    ended = await conn.fetchrow(_END)
    if ended is None:
        raise NoShadow
    await _log(
        conn, "policy.shadow_ended", operator_id, {"number": ended["number"], "judged": ended["judged"]}
    )
    shadow = await find_shadow(conn)
    assert shadow is not None
    return shadow


async def find_shadow(conn: Connection) -> Shadow | None:
    """The shadow that began last, whether it runs or has ended."""
    row = await conn.fetchrow(_NEWEST)
    if row is None:
        return None
    return Shadow(*[*row[:8], msgspec.convert(row["changed"], list[Differing])])


async def watch_shadow(pool: Pool, screener: TextScreener) -> None:
    """Judge what came since the last look under both versions; nothing without a shadow."""
    async with reading(pool) as conn:
        running = await conn.fetchrow(_RUNNING)
        if running is None:
            return
        policies = [policy_of(await ruling_now(conn)), policy_of(await get_ruling(conn, running["number"]))]
    screeners = await asyncio.to_thread(lambda: [_screener(screener, policy) for policy in policies])
    since = running["upto"]
    until = min(now() - _LAG, since + _SPAN)
    if until <= since:
        return
    found = [one async for batch in judged(pool, policies, screeners, since, until) for one in batch]
    await _keep(pool, running["id"], since, until, found)


async def _keep(
    pool: Pool, shadow_id: UUID, since: datetime, until: datetime, found: list[Differing]
) -> None:
    async with writing(pool) as conn:
        row = await conn.fetchrow(_SO_FAR, shadow_id)
        assert row is not None
        counts = Counter[str](row["counts"])
        counts.update(f"{one.before}>{one.after}" for one in found)
        differing = [msgspec.to_builtins(one) for one in reversed(found) if one.before != one.after]
        changed = [*differing, *row["changed"]][:_MOST_SHOWN]
        await conn.execute(_MOVE, shadow_id, since, until, len(found), dict(counts), changed)


# Building a lexicon takes a moment; the last two versions are kept.
_built: dict[str, TextScreener] = {}


def _screener(screener: TextScreener, policy: Policy) -> TextScreener:
    if policy.version == screener.versions.policy:
        return screener
    if policy.version not in _built:
        while len(_built) > 1:
            _built.pop(next(iter(_built)))
        _built[policy.version] = screener.under(policy)
    return _built[policy.version]


async def _log(conn: Connection, act: str, operator_id: UUID, payload: dict[str, object]) -> None:
    await append(
        conn,
        act=act,
        actor_id=operator_id,
        subject_kind="policy",
        subject_id=None,
        circle_id=None,
        payload=payload,
    )
