"""Look: in which circles views, tips and one class of content grow together, or held photos pile up."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.brakes.rates import Rates
from tonghao.db import Connection
from tonghao.ids import first_id
from tonghao.posts.screen import SAYS_NOTHING

# Circles without views have no rows, and held posts are few, so ten thousand silent ones cost nothing.
# What stands in a post counts with the post, so a photo that was held before its post was written counts
# from then on. Comments of years ago that an import brings, and that are held today, are no growth.
_SIGNALS: Final = """
    WITH shown AS (
        SELECT v.circle_id,
               coalesce(sum(v.views) FILTER (WHERE v.minute >= $1), 0)::integer AS views,
               coalesce(sum(v.views) FILTER (WHERE v.minute < $1), 0)::integer AS views_before
          FROM circle_views v
         WHERE v.minute >= $2 AND v.minute <= $3
         GROUP BY v.circle_id
    ), asked AS (
        SELECT s.circle_id FROM shown s WHERE s.views >= $4
         UNION
        SELECT p.circle_id FROM posts p
         WHERE p.state IN ('held', 'removed') AND p.created_at >= $5 AND p.created_at <= $3
         GROUP BY p.circle_id
        HAVING count(DISTINCT p.author_id) >= $6
    )
    SELECT a.circle_id, coalesce(s.views, 0) AS views, coalesce(s.views_before, 0) AS views_before, f.class,
           f.reports, f.held, f.photos, f.words,
           (SELECT count(DISTINCT p.author_id) FROM posts p
             WHERE p.circle_id = a.circle_id AND p.id >= $7 AND p.created_at >= $5 AND p.created_at <= $3
               AND p.state <> 'deleted' AND p.photos <> '[]')::integer AS photo_authors,
           (SELECT count(DISTINCT t.from_id) FROM tips t
             WHERE t.circle_id = a.circle_id AND t.given_at >= $1 AND t.given_at <= $3)::integer AS tippers,
           (SELECT count(DISTINCT t.from_id) FROM tips t
             WHERE t.circle_id = a.circle_id AND t.given_at >= $2 AND t.given_at < $1)::integer
               AS tippers_before
      FROM asked a
      JOIN circles c ON c.id = a.circle_id AND c.state = 'open'
      LEFT JOIN shown s ON s.circle_id = a.circle_id
     CROSS JOIN LATERAL (
           SELECT split_part(CASE WHEN e.category = ANY ($8) THEN 'spam' ELSE e.category END, '.', 1)
                      AS class,
                  count(DISTINCT e.by_id) FILTER (WHERE e.what = 'report')::integer AS reports,
                  count(DISTINCT e.by_id) FILTER (WHERE e.what = 'held')::integer AS held,
                  count(DISTINCT e.by_id) FILTER (WHERE e.what IN ('held', 'labelled'))::integer AS photos,
                  count(DISTINCT e.by_id) FILTER (WHERE e.what = 'words')::integer AS words
             FROM (SELECT r.category, r.reporter_id AS by_id, 'report' AS what
                     FROM reports r
                    WHERE r.circle_id = a.circle_id AND r.at >= $1 AND r.at <= $3
                    UNION ALL
                   SELECT p.category, p.author_id,
                          CASE WHEN p.photos <> '[]' THEN 'held' WHEN p.created_at >= $1 THEN 'words' END
                     FROM posts p
                    WHERE p.circle_id = a.circle_id AND p.id >= $7 AND p.created_at >= $5
                      AND p.created_at <= $3 AND p.state IN ('held', 'removed')
                    UNION ALL
                   SELECT p.label, p.author_id, 'labelled'
                     FROM posts p
                    WHERE p.circle_id = a.circle_id AND p.id >= $7 AND p.created_at >= $5
                      AND p.created_at <= $3 AND p.label IS NOT NULL AND p.photos <> '[]'
                    UNION ALL
                   SELECT k.category, k.author_id, 'words'
                     FROM cases k
                    WHERE k.circle_id = a.circle_id AND k.opened_at >= $1 AND k.opened_at <= $3
                      AND k.inlet = 'machine' AND k.subject_kind = 'comment' AND k.state <> 'released'
                      AND EXISTS (SELECT FROM comments o
                                   WHERE o.circle_id = k.circle_id AND o.post_id = k.post_id
                                     AND o.id = k.subject_id
                                     AND greatest(o.created_at, o.edited_at) >= $1)) e
            WHERE e.category <> ALL ($9)
            GROUP BY 1) f
     ORDER BY a.circle_id, f.class
"""
# The same people on two days count twice, as they would on two ordinary days. A pair of nulls is a pair, and
# would count as one: where nothing came, nothing is usual.
_USUAL: Final = """
    SELECT count(DISTINCT (p.author_id, date_trunc('day', p.created_at))) FILTER (WHERE p.id IS NOT NULL)
           / greatest(1.0, least($5::float8, extract(epoch FROM $4 - c.created_at) / 86400))
      FROM circles c
      LEFT JOIN posts p ON p.circle_id = c.id AND p.id >= $2 AND p.created_at >= $3 AND p.created_at < $4
                       AND p.photos <> '[]'
                       AND (split_part(CASE WHEN p.label = ANY ($7) THEN 'spam' ELSE p.label END, '.', 1) = $6
                            OR (p.state IN ('held', 'removed') AND p.category <> ALL ($8)
                                AND split_part(CASE WHEN p.category = ANY ($7) THEN 'spam'
                                                    ELSE p.category END, '.', 1) = $6))
     WHERE c.id = $1
     GROUP BY c.id
"""


class Growth(msgspec.Struct, frozen=True):
    """What came together in a circle, of one class of content.

    Attributes:
        views, views_before: Of the window, and of the minutes before it.
        reports: People who reported within the window.
        held: People whose posts with photos are held or were removed, within the hour.
        photos: The same, and those whose posts with photos are labelled.
        words: People whose words alone were held within the window.
        photo_authors: All people who posted photos within the hour.
        tippers, tippers_before: People who tipped within the window, and in the minutes before it.
        usual: People like those of `photos` on an ordinary whole day.
    """

    circle_id: UUID
    views: int
    views_before: int
    content_class: str
    reports: int = 0
    held: int = 0
    photos: int = 0
    words: int = 0
    photo_authors: int = 0
    tippers: int = 0
    tippers_before: int = 0
    usual: float = 0.0

    def grows(self, rates: Rates) -> bool:
        """Whether more look than before."""
        before = self.views_before * rates.window_minutes / rates.before_minutes
        return self.views >= rates.least_views and self.views >= rates.growth * before

    def tips_grow(self, rates: Rates) -> bool:
        """Whether more tip than before."""
        before = self.tippers_before * rates.window_minutes / rates.before_minutes
        return self.tippers >= rates.least_tippers and self.tippers >= rates.growth * before

    def counted(self, rates: Rates) -> int:
        """People whose content counts: in a large circle a few are nothing, nor is what comes every day."""
        photos = self.photos if self._is_share(self.photos, rates) else 0
        if photos < rates.growth * self.usual:
            photos = 0
        return photos + (self.words if self.views >= rates.words_least_views else 0)

    def trips_by_views(self, rates: Rates) -> bool:
        """Whether views grow together with reports, held and labelled photos, and held words.

        Where tips grow with them, fewer of those are enough.
        """
        signals = rates.signals_with_tips if self.tips_grow(rates) else rates.signals
        return self.grows(rates) and self.reports + self.counted(rates) >= signals

    def trips_alone(self, rates: Rates) -> bool:
        """Whether so many people's photos are held that nobody need look at them first."""
        return self.held >= rates.holds_alone and self._is_share(self.held, rates)

    def _is_share(self, people: int, rates: Rates) -> bool:
        return people >= rates.least_share * self.photo_authors


async def list_growing(conn: Connection, *, moment: datetime, rates: Rates) -> list[Growth]:
    """Circles that go beyond *rates*, each with its worst class."""
    window, hour = timedelta(minutes=rates.window_minutes), timedelta(minutes=rates.signal_minutes)
    since = moment - window
    rows = await conn.fetch(
        _SIGNALS,
        since,
        since - timedelta(minutes=rates.before_minutes),
        moment,
        rates.least_views,
        moment - hour,
        rates.holds_alone,
        first_id((moment - hour).timestamp()),
        rates.like_spam,
        SAYS_NOTHING,
    )
    worst: dict[UUID, Growth] = {}
    for row in rows:
        growth = Growth(*row)
        if growth.photos and growth.trips_by_views(rates):
            usual = await _usual(conn, growth, before=moment - hour, rates=rates)
            growth = msgspec.structs.replace(growth, usual=usual)
        if not (growth.trips_by_views(rates) or growth.trips_alone(rates)):
            continue
        known = worst.get(growth.circle_id)
        if known is None or growth.reports + growth.photos > known.reports + known.photos:
            worst[growth.circle_id] = growth
    return list(worst.values())


async def _usual(conn: Connection, growth: Growth, *, before: datetime, rates: Rates) -> float:
    since = before - timedelta(days=rates.usual_days)
    found = await conn.fetchval(
        _USUAL,
        growth.circle_id,
        first_id(since.timestamp()),
        since,
        before,
        rates.usual_days,
        growth.content_class,
        rates.like_spam,
        SAYS_NOTHING,
    )
    return float(found or 0)
