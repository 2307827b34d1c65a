"""Brake a feature: the whole place stops doing one thing, with a click and a reason."""

from collections.abc import Sequence
from datetime import datetime, timedelta
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

Feature = Literal[
    "sign_up", "posting", "photos", "comments", "joining", "tips", "red_packets", "transfers", "top_ups",
    "withdrawals",
]  # fmt: skip

_STANDING: Final = "SELECT reason, at, until FROM feature_brakes WHERE feature = $1 AND ended_at IS NULL"
_STANDING_OF: Final = """
    SELECT feature, reason, at, until FROM feature_brakes
     WHERE feature = ANY ($1::text[]) AND ended_at IS NULL
     ORDER BY array_position($1::text[], feature)
"""
_PULL: Final = """
    INSERT INTO feature_brakes (id, feature, reason, set_by, at, until) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (feature) WHERE ended_at IS NULL DO NOTHING
    RETURNING id
"""
_RELEASE: Final = """
    UPDATE feature_brakes SET ended_at = $2, ended_by = $3, end_reason = $4
     WHERE id = $1 AND ended_at IS NULL
    RETURNING feature
"""
_DUE: Final = """
    SELECT id FROM feature_brakes WHERE ended_at IS NULL AND until <= $1 ORDER BY until LIMIT 500
"""
_STANDS: Final = "SELECT EXISTS (SELECT FROM feature_brakes WHERE id = $1 AND ended_at IS NULL)"
_THERE: Final = "SELECT feature FROM feature_brakes WHERE id = $1"


class FeatureStopped(Refusal):
    """The whole place does not do this for now. The details say why and until when; nothing is lost."""


class BrakedAlready(Refusal):
    """This brake is pulled already. Load the page again to see by whom and why."""


class ReleasedAlready(Refusal):
    """This brake is released already. Load the page again to see when and why."""


class NewFeatureBrake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody reads the reason; with `hours` it ends by itself, without until a person releases it."""

    feature: Feature
    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    hours: Annotated[int, Meta(ge=1, le=2160)] | None = None


class FeatureBrake(msgspec.Struct, frozen=True):
    """A brake that was pulled; `until` is null where no end was set."""

    brake_id: UUID
    feature: Feature
    reason: str
    at: datetime
    until: datetime | None


class FeatureStop(msgspec.Struct, frozen=True):
    """What is stopped in the whole place, for who is about to do it; `until` null means no set end."""

    feature: Feature
    reason: str
    since: datetime
    until: datetime | None


async def must_run(conn: Connection, feature: Feature) -> None:
    """Refuse while the brake of *feature* is pulled; asked by the verbs that do it.

    Raises:
        FeatureStopped: it is; the details give the reason and the end, where one was set.
    """
    standing = await conn.fetchrow(_STANDING, feature)
    if standing is not None:
        raise stopped(feature, *standing)


def stopped(feature: Feature, reason: str, at: datetime, until: datetime | None) -> FeatureStopped:
    """The refusal of a brake that was read together with something else."""
    return FeatureStopped(feature=feature, reason=reason, source="brake", at=at, until=until)


async def list_stops(conn: Connection, features: Sequence[Feature]) -> list[FeatureStop]:
    """Which of *features* are stopped now, in this order, to be told before one tries."""
    return [FeatureStop(*row) for row in await conn.fetch(_STANDING_OF, list(features))]


async def stands(conn: Connection, brake_id: UUID) -> bool:
    """Whether a brake has not been released yet."""
    return bool(await conn.fetchval(_STANDS, brake_id))


async def pull_feature_brake(
    conn: Connection, *, screener: TextScreener, account_id: UUID, brake: NewFeatureBrake
) -> FeatureBrake:
    """Stop a feature everywhere until its time is over or somebody releases the brake.

    Who may is the caller's question.

    Raises:
        ReasonNeeded, TextRefused, CheckerAway: the reason cannot stand there.
        BrakedAlready: it is stopped.

    Emits: feature.braked. Locks: the brake, then the audit log.
    """
    reason = checked_reason(brake.reason)
    must_pass(screener, reason, kind="circle")
    brake_id, moment = new_id(), now()
    until = None if brake.hours is None else moment + timedelta(hours=brake.hours)
    if await conn.fetchval(_PULL, brake_id, brake.feature, reason, account_id, moment, until) is None:
        raise BrakedAlready
    event = FeatureBraked(brake_id, brake.feature, account_id, False)
    await outbox.emit(conn, event, audience="nobody")
    await _record(conn, "feature.braked", account_id, brake_id, brake.feature, reason)
    return FeatureBrake(brake_id, brake.feature, reason, moment, until)


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
    if not await _release(conn, brake_id, account_id, said):
        raise ReleasedAlready if await conn.fetchval(_THERE, brake_id) else NotFound


async def list_due_brakes(conn: Connection) -> list[UUID]:
    """Brakes whose time is over, at most 500, the longest due first."""
    return [row[0] for row in await conn.fetch(_DUE, now())]


async def end_brake(conn: Connection, *, brake_id: UUID) -> None:
    """End a brake whose time is over; nothing happens where somebody was quicker.

    Emits: feature.braked. Locks: the brake, then the audit log.
    """
    await _release(conn, brake_id, None, "")


async def _release(conn: Connection, brake_id: UUID, by: UUID | None, reason: str) -> bool:
    feature = await conn.fetchval(_RELEASE, brake_id, now(), by, reason)
    if feature is None:
        return False
    event = FeatureBraked(brake_id, feature, by, True)
    await outbox.emit(conn, event, audience="nobody")
    await _record(conn, "feature.released", by, brake_id, feature, reason)
    return True


async def _record(
    conn: Connection, act: str, account_id: UUID | None, brake_id: UUID, feature: str, reason: str
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
