"""Take: the next sample for one moderator, without circle, author and earlier decision."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.markup import html_of
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.types import CLAIM, SeenPhoto, Subject
from tonghao.samples.items import KnownItem, find_item
from tonghao.samples.rates import rates
from tonghao.samples.types import Sample, SampleDesk, SamplePhoto, SampleRate

# So many may turn out to be gone before one is found that still can be seen.
_TRIES: Final = 20

_NEXT: Final = """
    SELECT s.id FROM samples s
     WHERE s.state = 'waiting'
       AND (s.claimed_by = $1 OR s.claimed_at IS NULL OR s.claimed_at < $2::timestamptz - $3::interval)
       AND NOT EXISTS (SELECT FROM posts p WHERE s.subject_kind = 'post' AND p.circle_id = s.circle_id
                                             AND p.id = s.subject_id AND p.author_id = $1)
       AND NOT EXISTS (SELECT FROM comments m WHERE s.subject_kind = 'comment' AND m.circle_id = s.circle_id
                                                AND m.post_id = s.post_id AND m.id = s.subject_id
                                                AND m.author_id = $1)
       AND NOT EXISTS (SELECT FROM memberships m WHERE m.circle_id = s.circle_id AND m.account_id = $1
                                                   AND m.role <> 'member')
       AND NOT EXISTS (SELECT FROM circles c JOIN partner_staff f ON f.partner_id = c.partner_id
                        WHERE c.id = s.circle_id AND f.account_id = $1)
       AND NOT EXISTS (SELECT FROM cases k JOIN case_decisions d ON d.case_id = k.id
                        WHERE k.subject_id = s.subject_id AND d.decided_by = $1)
       AND NOT EXISTS (SELECT FROM samples t
                        WHERE t.answered_by = $1 AND t.test_item = s.test_item
                          AND t.answered_at > $2::timestamptz - $4::interval)
       AND NOT EXISTS (SELECT FROM test_items i WHERE i.code = s.test_item AND i.made_by = $1)
     ORDER BY s.claimed_by IS NOT DISTINCT FROM $1 DESC, s.place LIMIT 1 FOR UPDATE OF s SKIP LOCKED
"""
_CLAIM: Final = """
    UPDATE samples SET claimed_by = $2, claimed_at = $3 WHERE id = $1
    RETURNING id, circle_id, subject_kind, subject_id, post_id, test_item
"""
_LAPSE: Final = "UPDATE samples SET state = 'lapsed', claimed_by = NULL, claimed_at = NULL WHERE id = $1"
_OF_ONE: Final = """
    SELECT id, circle_id, subject_kind, subject_id, post_id, test_item
      FROM samples WHERE id = $1 AND state = 'waiting' AND claimed_by = $2
"""
_COUNTS: Final = """
    SELECT (SELECT count(*) FROM samples WHERE state = 'waiting') AS waiting,
           (SELECT count(*) FROM samples s JOIN accounts a ON a.id = $1
             WHERE s.answered_by = $1
               AND s.answered_at >= date_trunc('day', $2::timestamptz, a.zone)) AS today
"""


class Shown(msgspec.Struct, frozen=True):
    """What a sample shows: of a circle, or a test item."""

    subject: Subject | None
    item: KnownItem | None

    @property
    def photos(self) -> list[SeenPhoto]:
        return [] if self.subject is None else self.subject.snapshot.photos


async def take_sample(conn: Connection, *, moderator_id: UUID) -> SampleDesk:
    """Give *moderator_id* the next sample and keep it for them; the one that they have first.

    What cannot be seen any more lapses, and counts nowhere.

    Locks: the sample.
    """
    at = now()
    sample = None
    for _ in range(_TRIES):
        sample_id = await conn.fetchval(_NEXT, moderator_id, at, CLAIM, timedelta(days=rates().rest_days))
        if sample_id is None:
            break
        row = await conn.fetchrow(_CLAIM, sample_id, moderator_id, at)
        assert row is not None
        shown = await _shown(conn, row)
        if shown is not None:
            sample = _blind(sample_id, shown, at + CLAIM)
            break
        await conn.execute(_LAPSE, sample_id)
    counts = await conn.fetchrow(_COUNTS, moderator_id, at)
    assert counts is not None
    by = rates()
    rate = SampleRate(by.version, by.share, by.least_a_day, by.most_a_day, by.kept_days)
    return SampleDesk(sample, counts["waiting"], counts["today"], rate)


async def get_shown(conn: Connection, *, sample_id: UUID, moderator_id: UUID) -> Shown:
    """What the sample that *moderator_id* has before them shows.

    Raises:
        NotFound: they have none such, or it cannot be seen any more.
    """
    row = await conn.fetchrow(_OF_ONE, sample_id, moderator_id)
    shown = None if row is None else await _shown(conn, row)
    if shown is None:
        raise NotFound
    return shown


async def _shown(conn: Connection, row: Row) -> Shown | None:
    if row["test_item"] is not None:
        item = await find_item(conn, row["test_item"])
        return None if item is None else Shown(None, item)
    subject = await find_subject(
        conn,
        kind=row["subject_kind"],
        subject_id=row["subject_id"],
        circle_id=row["circle_id"],
        post_id=row["post_id"],
    )
    return Shown(subject, None) if subject is not None and subject.state == "visible" else None


def _blind(sample_id: UUID, shown: Shown, until: datetime) -> Sample:
    if shown.item is not None:
        photos = [SamplePhoto(0, "")] if shown.item.drawing else []
        return Sample(sample_id, html_of(shown.item.text), photos, until)
    assert shown.subject is not None
    photos = [SamplePhoto(number, photo.alt) for number, photo in enumerate(shown.photos)]
    return Sample(sample_id, shown.subject.snapshot.html, photos, until)
