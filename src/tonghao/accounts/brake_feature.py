"""Brake a feature: the whole place stops doing one thing, with a click and a reason."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.screen_text import must_pass
from tonghao.audit.append import append
from tonghao.call_events import FeatureBraked
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

Feature = Literal["sign_up", "posting", "photos", "comments", "joining", "tips", "red_packets", "transfers"]

_STANDING: Final = "SELECT reason, at FROM feature_brakes WHERE feature = $1 AND ended_at IS NULL"
_PULL: Final = """
    INSERT INTO feature_brakes (id, feature, reason, set_by, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (feature) WHERE ended_at IS NULL DO NOTHING
    RETURNING id
"""
_RELEASE: Final = """
    UPDATE feature_brakes SET ended_at = $2, ended_by = $3, end_reason = $4
     WHERE id = $1 AND ended_at IS NULL
    RETURNING feature
"""
_STANDS: Final = "SELECT EXISTS (SELECT FROM feature_brakes WHERE id = $1 AND ended_at IS NULL)"
_THERE: Final = "SELECT feature FROM feature_brakes WHERE id = $1"


class FeatureStopped(Refusal):
    """The whole place does not do this for now. The details say why; what you wrote is not lost."""


class BrakedAlready(Refusal):
    """This brake is pulled already. Load the page again to see by whom and why."""


class ReleasedAlready(Refusal):
    """This brake is released already. Load the page again to see when and why."""


class NewFeatureBrake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody reads the reason."""

    feature: Feature
    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class FeatureBrake(msgspec.Struct, frozen=True):
    """A brake that was pulled."""

    brake_id: UUID
    feature: Feature
    reason: str
    at: datetime


async def must_run(conn: Connection, feature: Feature) -> None:
    """Refuse while the brake of *feature* is pulled; asked by the verbs that do it.

    Raises:
        FeatureStopped: it is; the details give the reason.
    """
    standing = await conn.fetchrow(_STANDING, feature)
    if standing is not None:
        raise stopped(feature, standing["reason"], standing["at"])


def stopped(feature: Feature, reason: str, at: datetime) -> FeatureStopped:
    """The refusal of a brake that was read together with something else."""
    return FeatureStopped(feature=feature, reason=reason, source="brake", at=at)


async def stands(conn: Connection, brake_id: UUID) -> bool:
    """Whether a brake has not been released yet."""
    return bool(await conn.fetchval(_STANDS, brake_id))


async def pull_feature_brake(
    conn: Connection, *, screener: TextScreener, account_id: UUID, brake: NewFeatureBrake
) -> FeatureBrake:
    """Stop a feature everywhere until somebody releases the brake; who may is the caller's question.

    Raises:
        ReasonNeeded, TextRefused, CheckerAway: the reason cannot stand there.
        BrakedAlready: it is stopped.

    Emits: feature.braked. Locks: the brake, then the audit log.
    """
    reason = checked_reason(brake.reason)
    must_pass(screener, reason, kind="circle")
    brake_id, moment = new_id(), now()
    if await conn.fetchval(_PULL, brake_id, brake.feature, reason, account_id, moment) is None:
        raise BrakedAlready
    event = FeatureBraked(brake_id, brake.feature, account_id, False)
    await outbox.emit(conn, event, audience="nobody")
    await _record(conn, "feature.braked", account_id, brake_id, brake.feature, reason)
    return FeatureBrake(brake_id, brake.feature, reason, moment)


async def release_feature_brake(
    conn: Connection, *, screener: TextScreener, account_id: UUID, brake_id: UUID, reason: str
) -> None:
    """Let a feature run again.

    Raises:
        ReasonNeeded, TextRefused, CheckerAway: the reason cannot stand there.
        NotFound: there never was such a brake.
        ReleasedAlready: somebody was quicker.

    Emits: feature.braked. Locks: the brake, then the audit log.
    """
    said = checked_reason(reason)
    must_pass(screener, said, kind="circle")
    feature = await conn.fetchval(_RELEASE, brake_id, now(), account_id, said)
    if feature is None:
        raise ReleasedAlready if await conn.fetchval(_THERE, brake_id) else NotFound
    event = FeatureBraked(brake_id, feature, account_id, True)
    await outbox.emit(conn, event, audience="nobody")
    await _record(conn, "feature.released", account_id, brake_id, feature, said)


async def _record(
    conn: Connection, act: str, account_id: UUID, brake_id: UUID, feature: str, reason: str
) -> None:
    await append(
        conn,
        act=act,
        actor_id=account_id,
        subject_kind="feature",
        subject_id=brake_id,
        circle_id=None,
        payload={"feature": feature, "reason": reason},
    )
