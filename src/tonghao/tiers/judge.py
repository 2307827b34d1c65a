"""Judge: the last weeks give a circle its score, and take it down a step when they are bad."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.set_tier import set_score, set_tier
from tonghao.circles.tiers import BELOW, Tier
from tonghao.db import Connection
from tonghao.tiers.figures import FALLS_AT, Figure, points_off, score_of, shares_of
from tonghao.tiers.read import first_week, list_window
from tonghao.tiers.types import Share

_STANDS: Final = "SELECT zone, tier, tier_since FROM circles WHERE id = $1"

_ZH: Final[dict[Figure, str]] = {
    "missed": "过了时限没有处理的 {count} 件，共 {of} 件",
    "leaks": "抽查 {of} 件，漏放 {count} 件",
    "overturned": "{of} 个决定里 {count} 个被撤回",
    "upheld": "{of} 篇帖子里 {count} 次举报属实",
}
_EN: Final[dict[Figure, str]] = {
    "missed": "{count} of {of} clocks were missed",
    "leaks": "samples found {count} leaks in {of}",
    "overturned": "{count} of {of} decisions were taken back",
    "upheld": "{count} reports on {of} posts were right",
}


async def judge_circle(conn: Connection, *, circle_id: UUID, at: datetime) -> Tier | None:
    """Give the circle its score; the tier to which it fell, or None.

    The score is of the last four whole weeks. For a fall only those count that began since the circle came
    to where it stands, so that one bad week takes it down once.

    Emits: circle.tier_changed, when it falls. Locks: the circle, then the audit log.
    """
    row = await conn.fetchrow(_STANDS, circle_id)
    if row is None:
        return None
    last = await list_window(conn, circle_id=circle_id, since=date.min)
    await set_score(conn, circle_id=circle_id, score=score_of(shares_of(last)))
    since = first_week(row["zone"], row["tier_since"])
    window = [week for week in last if week.week >= since]
    shares = shares_of(window)
    score = score_of(shares)
    below = BELOW.get(row["tier"])
    if score > FALLS_AT or below is None:
        return None
    off = points_off(shares)
    reason, reason_en = _said(shares, off, len(window))
    await set_tier(
        conn,
        circle_id=circle_id,
        tier=below,
        reason=reason,
        reason_en=reason_en,
        by=None,
        figures={"score": score} | {name: msgspec.to_builtins(shares[name]) for name in off},
        at=at,
    )
    return below


def _said(shares: dict[Figure, Share], off: dict[Figure, int], weeks: int) -> tuple[str, str]:
    worst = sorted(off, key=lambda figure: -off[figure])
    zh = "；".join(_ZH[one].format(count=shares[one].count, of=shares[one].of) for one in worst)
    en = "; ".join(_EN[one].format(count=shares[one].count, of=shares[one].of) for one in worst)
    return f"最近 {weeks} 周：{zh}。", f"In the last {weeks} weeks {en}."
