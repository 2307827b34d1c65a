"""Tell of a removal: whose words a circle's staff took away hears why, and where to say that it was wrong."""

from tonghao.circle_events import ContentRemoved
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details


async def tell_of_removal(event: ContentRemoved, *, pool: Pool) -> None:
    """The author hears by which circle; not by whom: the circle answers for it, and its log says who."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="decision",
            cause=f"removal:{event.act_id}",
            details=Details(
                act="circle_removed",
                subject_kind=event.about,
                subject_id=event.subject_id,
                title=event.title or None,
                reason=event.reason,
            ),
            circle_id=event.circle_id,
            post_id=event.post_id,
            comment_id=event.comment_id,
        )
