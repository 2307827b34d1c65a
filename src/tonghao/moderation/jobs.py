"""What moderation does without a request: holds come before a person."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted, CommentHeld, MediaChecked, PostHeld
from tonghao.media.read import find_verdict, get_medium
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.forget_person import forget_person
from tonghao.moderation.queue_hold import note_held_photo, queue_hold


async def open_case_of_post(event: PostHeld, *, pool: Pool) -> None:
    """A held post waits for a person; one that was released or deleted since does not."""
    async with writing(pool) as conn:
        subject = await find_subject(conn, kind="post", subject_id=event.post_id, circle_id=event.circle_id)
        if subject is not None and subject.state == "held":
            await queue_hold(
                conn,
                subject=subject,
                category=event.category,
                severity=event.severity,
                verdict=event.verdict,
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
                severity=event.severity,
                verdict=event.verdict,
            )


async def open_case_of_photo(event: MediaChecked, *, pool: Pool) -> None:
    """A held picture of a person or a circle gets a case; a post's photo is looked at with its post.

    The hold of a post's photo is only written into the log here: posts tell of the post that holds it.
    """
    if event.state != "held":
        return
    async with writing(pool) as conn:
        subject = await find_subject(conn, kind="photo", subject_id=event.media_id, owner_id=event.owner_id)
        verdict = await find_verdict(conn, event.owner_id, event.media_id)
        if subject is None or subject.state != "held" or subject.category is None or verdict is None:
            return
        if (await get_medium(conn, event.owner_id, event.media_id)).purpose == "post":
            await note_held_photo(conn, subject=subject, verdict=verdict)
            return
        await queue_hold(
            conn,
            subject=subject,
            category=subject.category,
            severity=verdict.severity,
            verdict=msgspec.to_builtins(verdict),
        )


async def forget_deleted_person(event: AccountDeleted, *, pool: Pool) -> None:
    """What a person wrote leaves the cases with them."""
    async with writing(pool) as conn:
        await forget_person(conn, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostHeld: [open_case_of_post],
    CommentHeld: [open_case_of_comment],
    MediaChecked: [open_case_of_photo],
    AccountDeleted: [forget_deleted_person],
}
