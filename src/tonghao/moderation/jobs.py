"""What moderation does without a request: holds come before a person."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.accounts.claim import is_unclaimed
from tonghao.case_events import CaseDecided
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, CommentHeld, MediaChecked, PostHeld
from tonghao.media.read import find_verdict, list_uses
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.forget_person import forget_person
from tonghao.moderation.keep_holders import hand_on_cases
from tonghao.moderation.miss_clocks import miss_clocks
from tonghao.moderation.open_case import open_case
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.rank import count_reach_in, list_circles_with_cases
from tonghao.moderation.read import has_open_case
from tonghao.moderation.weigh_report import keep_records
from tonghao.packet_events import RedPacketSuspected
from tonghao.screening.policy import category
from tonghao.screening.types import Verdict

# A post that waits for its photos, is held for them, or was shown before they were looked at again.
_WAITING: Final = frozenset({"pending", "held", "visible"})


async def open_case_of_post(event: PostHeld, *, pool: Pool) -> None:
    """A held post waits for a person; one that was released or deleted since does not."""
    async with writing(pool) as conn:
        subject = await find_subject(conn, kind="post", subject_id=event.post_id, circle_id=event.circle_id)
        if subject is not None and subject.state == "held":
            await queue_hold(
                conn,
                subject=subject,
                category=event.category,
                verdict=msgspec.convert(event.verdict, Verdict),
                imported=event.imported,
            )


async def open_case_of_comment(event: CommentHeld, *, pool: Pool) -> None:
    """A held comment waits for a person; one that was released or deleted since does not."""
    async with writing(pool) as conn:
        subject = await find_subject(
            conn,
            kind="comment",
            subject_id=event.comment_id,
            circle_id=event.circle_id,
            post_id=event.post_id,
        )
        if subject is not None and subject.state == "held":
            await queue_hold(
                conn,
                subject=subject,
                category=event.category,
                verdict=msgspec.convert(event.verdict, Verdict),
                imported=event.imported,
            )


async def open_case_of_photo(event: MediaChecked, *, pool: Pool) -> None:
    """A held photo is looked at with the posts that show it, or by itself while there are none."""
    if event.state != "held":
        return
    async with writing(pool) as conn:
        photo = await find_subject(conn, kind="photo", subject_id=event.media_id, owner_id=event.owner_id)
        verdict = await find_verdict(conn, event.owner_id, event.media_id)
        if photo is None or photo.state != "held" or photo.category is None or verdict is None:
            return
        subjects = [photo]
        if not await has_open_case(conn, kind="photo", subject_id=event.media_id):
            uses = await list_uses(conn, event.owner_id, event.media_id)
            posts = [
                await find_subject(conn, kind="post", subject_id=use.place_id, circle_id=use.circle_id)
                for use in uses
                if use.place_kind == "post"
            ]
            subjects = [post for post in posts if post is not None and post.state in _WAITING] or [photo]
        imported = await is_unclaimed(conn, event.owner_id)
        for subject in subjects:
            await queue_hold(
                conn,
                subject=subject,
                category=photo.category,
                verdict=verdict,
                of_photo=True,
                imported=imported,
            )


async def open_case_of_packet(event: RedPacketSuspected, *, pool: Pool) -> None:
    """A red packet that looks like a game for money comes before a person; until then it can be opened."""
    async with writing(pool) as conn:
        subject = await find_subject(conn, kind="tool", subject_id=event.packet_id, circle_id=event.circle_id)
        if subject is not None and subject.state == "visible":
            severity = category("gambling").severity
            await open_case(conn, inlet="machine", subject=subject, category="gambling", severity=severity)


async def forget_deleted_person(event: AccountDeleted, *, pool: Pool) -> None:
    """What a person wrote leaves the cases with them."""
    async with writing(pool) as conn:
        await forget_person(conn, account_id=event.account_id)


async def count_reporters(event: CaseDecided, *, pool: Pool) -> None:
    """Whoever reported was right or wrong; what they report next counts by that."""
    async with writing(pool) as conn:
        await keep_records(conn, case_id=event.case_id)


async def watch_clocks(pool: Pool) -> None:
    """Each minute: whose clock ran out, and who has come on duty since?"""
    at = now()
    while True:
        async with writing(pool) as conn:
            if await miss_clocks(conn, at=at) < 100:
                break
    async with writing(pool) as conn:
        await hand_on_cases(conn, at=at)


async def rank_cases(pool: Pool) -> None:
    """Each minute: how many people does what waits concern by now?"""
    at, last = now(), UUID(int=0)
    while True:
        async with reading(pool) as conn:
            circles = await list_circles_with_cases(conn, after=last)
        for circle_id in circles:
            after: UUID | None = UUID(int=0)
            while after is not None:
                async with writing(pool) as conn:
                    after = await count_reach_in(conn, circle_id=circle_id, after=after, at=at)
        if not circles:
            return
        last = circles[-1]


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostHeld: [open_case_of_post],
    CommentHeld: [open_case_of_comment],
    MediaChecked: [open_case_of_photo],
    CaseDecided: [count_reporters],
    AccountDeleted: [forget_deleted_person],
    RedPacketSuspected: [open_case_of_packet],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [watch_clocks, rank_cases],
}
