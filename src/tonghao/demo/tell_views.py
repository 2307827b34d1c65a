"""Tell views: how often posts of each circle were looked at on the days of the last five weeks."""

import hashlib
from datetime import datetime, timedelta

from tonghao.db import Connection
from tonghao.demo.move_in import circle_id_of
from tonghao.demo.story import LANE_ZONE, CircleStory, Story, moment_of
from tonghao.posts.count_views import load_view_days

_DAYS = 35


async def tell_views(conn: Connection, story: Story, *, at: datetime) -> None:
    """Enter the days before today: some for each member, more where something was posted."""
    today = at.astimezone(LANE_ZONE).date()
    posted = [(post.circle, moment_of(post.when, at).astimezone(LANE_ZONE).date()) for post in story.posts]
    rows = []
    for circle in story.circles:
        for back in range(1, _DAYS + 1):
            day = today - timedelta(days=back)
            fresh = sum(1 for slug, when in posted if slug == circle.slug and 0 <= (day - when).days <= 1)
            rows.append((circle_id_of(circle.slug), day, _views(circle, back, fresh)))
    await load_view_days(conn, rows)


def _views(circle: CircleStory, back: int, fresh: int) -> int:
    """Always the same number for one circle and day."""
    chance = hashlib.sha256(f"{circle.slug} {back}".encode()).digest()[0] / 255
    return round(len(circle.everybody) * (1.2 + chance + 1.8 * fresh))
