"""Weigh a report by how often its maker was right, so that a storm of strangers moves nothing."""

import hashlib
import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Final
from uuid import UUID

import msgspec

from tonghao.clock import now
from tonghao.db import Connection

_FACTS: Final = """
    SELECT a.created_at, r.upheld, r.dismissed, r.as_of,
           (SELECT s.address FROM sessions s WHERE s.account_id = a.id ORDER BY s.seen_at DESC LIMIT 1)
               AS address
      FROM accounts a LEFT JOIN reporter_records r ON r.reporter_id = a.id
     WHERE a.id = $1
"""
_LINKED: Final = """
    SELECT EXISTS (SELECT FROM reports WHERE case_id = $1 AND link = $2 AND reporter_id <> $3)
"""
# Beyond this crowd another stranger changes nothing, so nothing is added up.
_FULL: Final = "SELECT reports > 100 AND report_weight >= $2 FROM cases WHERE id = $1"
_OF_CASE: Final = """
    UPDATE cases c SET report_weight =
           coalesce((SELECT sum(weight) FROM reports WHERE case_id = $1 AND is_tried), 0)
         + least($2, coalesce((SELECT sum(w) FROM (SELECT max(weight) AS w FROM reports
                                                    WHERE case_id = $1 AND NOT is_tried
                                                    GROUP BY CASE WHEN link = '' THEN uuid_send(id)
                                                                  ELSE link END) one), 0))
     WHERE c.id = $1
"""
_KEEP: Final = """
    INSERT INTO reporter_records (reporter_id, upheld, dismissed, as_of)
    SELECT $1,
           coalesce(sum(p.worth) FILTER (WHERE r.state = 'upheld'), 0),
           coalesce(sum(p.worth) FILTER (WHERE r.state = 'dismissed'), 0), $2
      FROM reports r,
           LATERAL (SELECT 0.5 ^ (extract(epoch FROM $2 - r.answered_at) / 86400 / $3) AS worth) p
     WHERE r.reporter_id = $1 AND r.state <> 'open'
    ON CONFLICT (reporter_id) DO UPDATE
       SET upheld = excluded.upheld, dismissed = excluded.dismissed, as_of = excluded.as_of
"""
_REPORTERS: Final = """
    SELECT DISTINCT reporter_id FROM reports
     WHERE case_id = $1 AND reporter_id > $2 ORDER BY reporter_id LIMIT 500
"""


class WeightRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`report_weights.toml` as it stands."""

    version: str
    half_life_days: float
    new_days: int
    new_account: float
    crowd_cap: float


class Weight(msgspec.Struct, frozen=True):
    """What one report counts.

    Attributes:
        value: 0 to 1.
        is_tried: The maker was right more often than not, and is no newcomer.
        may_raise: Whether it may make an open case graver: nobody new, often wrong, or linked may.
        link: The same for accounts that come from one place; empty where that is unknown.
    """

    value: float
    is_tried: bool
    may_raise: bool
    link: bytes


@cache
def rules() -> WeightRules:
    """The rules of this release."""
    raw = files("tonghao.moderation").joinpath("report_weights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(raw), WeightRules)


def accuracy_of(*, upheld: float, dismissed: float, as_of: datetime, at: datetime) -> float:
    """How often somebody is right, smoothed so that one report proves little (Laplace), fading with time."""
    worth = 0.5 ** (max((at - as_of) / timedelta(days=1), 0) / rules().half_life_days)
    return float((upheld * worth + 1) / ((upheld + dismissed) * worth + 2))


async def weigh_report(conn: Connection, *, reporter_id: UUID, subject_id: UUID) -> Weight:
    """What a report of *subject_id* by *reporter_id* counts.

    Where the account was seen last is kept only as a digest with the subject, which leads nowhere else.
    """
    row = await conn.fetchrow(_FACTS, reporter_id)
    assert row is not None
    moment = now()
    accuracy = accuracy_of(
        upheld=row["upheld"] or 0.0,
        dismissed=row["dismissed"] or 0.0,
        as_of=row["as_of"] or moment,
        at=moment,
    )
    is_new = row["created_at"] > moment - timedelta(days=rules().new_days)
    link = b""
    if row["address"]:
        link = hashlib.sha256(subject_id.bytes + row["address"].encode()).digest()[:16]
    value = accuracy * (rules().new_account if is_new else 1)
    return Weight(value, accuracy > 0.5 and not is_new, accuracy >= 0.5 and not is_new, link)


async def is_linked(conn: Connection, *, case_id: UUID, reporter_id: UUID, link: bytes) -> bool:
    """Whether somebody else from the same place reported it before."""
    return bool(link) and bool(await conn.fetchval(_LINKED, case_id, link, reporter_id))


async def add_up(conn: Connection, *, case_id: UUID, is_tried: bool) -> None:
    """Write what all reports of a case count together; the caller holds the case."""
    if not is_tried and await conn.fetchval(_FULL, case_id, rules().crowd_cap):
        return
    await conn.execute(_OF_CASE, case_id, rules().crowd_cap)


async def keep_records(conn: Connection, *, case_id: UUID) -> None:
    """Count anew how often those were right who reported what was decided, or taken back."""
    after = UUID(int=0)
    while True:
        found = [row[0] for row in await conn.fetch(_REPORTERS, case_id, after)]
        for reporter_id in found:
            await conn.execute(_KEEP, reporter_id, now(), rules().half_life_days)
        if len(found) < 500:
            return
        after = found[-1]
