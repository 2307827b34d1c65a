"""What members are told, after it happened."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.account_events import AccountEased, AccountSanctioned, DeviceSeen, TakeoutChanged
from tonghao.call_events import CallRung
from tonghao.case_events import AccountSeenAs, AppealDecided, BreakerTripped, CaseDecided, PanelSeatGiven
from tonghao.circle_events import (
    ActUndone,
    BanLifted,
    CircleRestricted,
    ContentRemoved,
    DutyHanded,
    JoinAnswered,
    JoinRequested,
    MemberBanned,
    PartnerDecided,
    PartnerDue,
    PartnerLapsed,
    StaffInvited,
    TierChanged,
)
from tonghao.db import Connection, Pool, reading, writing
from tonghao.events import (
    AccountDeleted,
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentPublished,
    Liked,
    MediaChecked,
    PostEdited,
    PostHeld,
    PostHidden,
    PostPublished,
    SecurityChanged,
)
from tonghao.media.read import list_media, list_uses
from tonghao.money_events import MoneyTold
from tonghao.notifications.by_clock import deliver_after_quiet, mail_digests, mail_notices
from tonghao.notifications.notice import notice_of, notice_of_staff
from tonghao.notifications.notify import notify
from tonghao.notifications.tell_account import (
    tell_of_change,
    tell_of_device,
    tell_of_look,
    tell_of_takeout,
)
from tonghao.notifications.tell_appeal import tell_of_appeal
from tonghao.notifications.tell_banned import tell_of_ban, tell_of_lifted_ban
from tonghao.notifications.tell_call import tell_of_call
from tonghao.notifications.tell_circle import (
    tell_of_breaker,
    tell_of_duty,
    tell_of_invitation,
    tell_of_join_answer,
    tell_of_join_request,
    tell_of_restriction,
    tell_of_undone_act,
)
from tonghao.notifications.tell_money import tell_of_money
from tonghao.notifications.tell_of_meetup import tell_of_alteration, tell_of_near, tell_of_seat
from tonghao.notifications.tell_of_removal import tell_of_removal
from tonghao.notifications.tell_of_tool import tell_of_tool
from tonghao.notifications.tell_panel import tell_of_seat as tell_of_panel
from tonghao.notifications.tell_partner import (
    tell_of_due_partner,
    tell_of_lapsed_partner,
    tell_of_partner,
)
from tonghao.notifications.tell_readers import tell_followers, tell_of_answer, tell_of_thanks
from tonghao.notifications.tell_sanction import tell_of_easing, tell_of_sanction
from tonghao.notifications.tell_tier import tell_of_tier
from tonghao.notifications.types import Details, Kind, Sentences
from tonghao.reading_events import AnswersMarked, FloorThanked
from tonghao.tool_events import MeetupAltered, MeetupNear, SeatGiven, ToolTold

# The likes since midnight where the author lives; those of people whom the author shuts out count not.
_LIKES: Final = """
    SELECT to_char(day.start AT TIME ZONE day.zone, 'YYYY-MM-DD') AS day, count(l.account_id) AS count,
           (array_agg(l.account_id ORDER BY l.at DESC))[1] AS newest
      FROM (SELECT zone, date_trunc('day', now(), zone) AS start FROM accounts WHERE id = $1) day
      LEFT JOIN likes l ON l.circle_id = $2 AND l.subject_id = $3 AND l.at >= day.start
                       AND l.account_id <> $1
                       AND NOT EXISTS (SELECT FROM blocks b
                                        WHERE b.account_id = $1 AND b.blocked_id = l.account_id)
                       AND NOT EXISTS (SELECT FROM blocked_by b
                                        WHERE b.account_id = $1 AND b.blocker_id = l.account_id)
     GROUP BY day.start, day.zone
"""

_REPORTS: Final = (
    "SELECT id, reporter_id, number, category, state FROM reports WHERE case_id = $1 ORDER BY id"
)

# The staff of a circle name no category; a moderator always does, and tells it with the decision.
_POST_OF_STAFF: Final = """
    SELECT EXISTS (SELECT FROM posts
                    WHERE circle_id = $1 AND id = $2 AND state = 'removed' AND category IS NULL)
"""
_COMMENT_OF_STAFF: Final = """
    SELECT EXISTS (SELECT FROM comments
                    WHERE circle_id = $1 AND post_id = $2 AND id = $3 AND state = 'removed'
                      AND category IS NULL)
"""

_FORGET: Final = "DELETE FROM notifications WHERE account_id = $1"
_FORGET_SETTINGS: Final = "DELETE FROM notification_settings WHERE account_id = $1"
_FORGET_ACTOR: Final = "DELETE FROM notifications WHERE actor_id = $1"


async def tell_of_comment(event: CommentPublished, *, pool: Pool) -> None:
    """Whoever is answered hears of a reply, whoever is named of a mention; nobody hears of both."""
    answered = {event.answered_id}
    if event.comment.get("reply_number") == 0:
        answered.add(event.post_author_id)
    await _tell_of_words(pool, event, "reply", answered)
    await _tell_of_words(pool, event, "mention", event.mentioned)


async def tell_of_comment_edit(event: CommentEdited, *, pool: Pool) -> None:
    """Whoever is named since the edit hears of it; who was told before is not told again."""
    await _tell_of_words(pool, event, "mention", event.mentioned)


async def tell_of_post(event: PostPublished, *, pool: Pool) -> None:
    """Whoever a post names hears of it."""
    await _tell_of_words(pool, event, "mention", event.mentioned)


async def tell_of_post_edit(event: PostEdited, *, pool: Pool) -> None:
    """Whoever is named since the edit hears of it; who was told before is not told again."""
    await _tell_of_words(pool, event, "mention", event.mentioned)


async def _tell_of_words(
    pool: Pool,
    event: CommentPublished | CommentEdited | PostPublished | PostEdited,
    kind: Kind,
    account_ids: Iterable[UUID],
) -> None:
    comment_id = event.comment_id if isinstance(event, CommentPublished | CommentEdited) else None
    cause = f"post:{event.post_id}" if comment_id is None else f"comment:{comment_id}"
    for account_id in account_ids:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=account_id,
                kind=kind,
                cause=cause,
                details=Details(),
                actor_id=event.author_id,
                circle_id=event.circle_id,
                post_id=event.post_id,
                comment_id=comment_id,
            )


async def tell_of_like(event: Liked, *, pool: Pool) -> None:
    """All likes of one thing on one day are one notification with a count."""
    subject_id = event.comment_id or event.post_id
    async with writing(pool) as conn:
        likes = await conn.fetchrow(_LIKES, event.author_id, event.circle_id, subject_id)
        if likes is None or likes["newest"] is None:
            return
        await notify(
            conn,
            account_id=event.author_id,
            kind="like",
            cause=f"like:{subject_id}:{likes['day']}",
            details=Details(count=likes["count"]),
            actor_id=likes["newest"],
            circle_id=event.circle_id,
            post_id=event.post_id,
            comment_id=event.comment_id,
        )


async def tell_of_decision(event: CaseDecided, *, pool: Pool) -> None:
    """The author hears what was done and by which rule, each reporter what came of the report.

    An author whose content was reported and stays is told nothing; of a decision taken back on an appeal
    its outcome is told.
    """
    if event.on_appeal and event.act == "undo":
        return
    comment_id = event.subject_id if event.subject_kind == "comment" else None
    if event.changed:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=event.author_id,
                kind="decision",
                cause=f"decision:{event.decision_id}:{event.act}",
                details=notice_of(
                    act=event.act,
                    category_code=event.category,
                    subject_kind=event.subject_kind,
                    panel=event.panel,
                ),
                circle_id=event.circle_id,
                post_id=event.post_id,
                comment_id=comment_id,
            )
    async with reading(pool) as conn:
        reports = await conn.fetch(_REPORTS, event.case_id)
    for report in reports:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=report["reporter_id"],
                kind="report",
                cause=f"report:{report['id']}:{event.decision_id}:{event.act}",
                details=Details(
                    act=event.act,
                    category=report["category"],
                    subject_kind=event.subject_kind,
                    number=report["number"],
                    report_state=report["state"],
                ),
                circle_id=event.circle_id,
                post_id=event.post_id,
                comment_id=comment_id,
            )


async def tell_of_held_post(event: PostHeld, *, pool: Pool) -> None:
    """The author of a held post hears the reason and the rule."""
    await _tell_of_hold(pool, event, "post", event.post_id, None)


async def tell_of_held_comment(event: CommentHeld, *, pool: Pool) -> None:
    """The author of a held comment hears the reason and the rule."""
    await _tell_of_hold(pool, event, "comment", event.comment_id, event.comment_id)


async def _tell_of_hold(
    pool: Pool, event: PostHeld | CommentHeld, subject_kind: str, subject_id: UUID, comment_id: UUID | None
) -> None:
    # Held again after an edit is told again, unless for the very same findings.
    found = hashlib.sha256(msgspec.json.encode(event.verdict, order="sorted")).hexdigest()[:16]
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.author_id,
            kind="decision",
            cause=f"hold:{subject_id}:{found}",
            details=notice_of(act="hold", category_code=event.category, subject_kind=subject_kind),
            circle_id=event.circle_id,
            post_id=event.post_id,
            comment_id=comment_id,
        )


async def tell_of_stopped_photo(event: MediaChecked, *, pool: Pool) -> None:
    """The owner of a photo that is held or cannot be used hears why, with the post that waits for it."""
    if event.state == "visible":
        return
    async with writing(pool) as conn:
        notice = await _notice_of_photo(conn, event)
        if notice is None:
            return
        uses = await list_uses(conn, event.owner_id, event.media_id)
        post = next((use for use in uses if use.place_kind == "post"), None)
        await notify(
            conn,
            account_id=event.owner_id,
            kind="decision",
            cause=f"hold:{event.media_id}",
            details=msgspec.structs.replace(notice, media_id=event.media_id),
            circle_id=post.circle_id if post else None,
            post_id=post.place_id if post else None,
        )


async def _notice_of_photo(conn: Connection, event: MediaChecked) -> Details | None:
    """What is told of a photo: the rule when it is held, what is wrong with the file when nobody can see it.

    A removal has a category, and is told with its decision.
    """
    if event.category is not None:
        held = event.state == "held"
        return notice_of(act="hold", category_code=event.category, subject_kind="photo") if held else None
    if event.state != "refused":
        return None
    medium = (await list_media(conn, event.owner_id, [event.media_id])).get(event.media_id)
    if medium is None or medium.reason is None:
        return None
    message = Sentences(medium.reason.zh, medium.reason.en)
    return Details(act="hold", subject_kind="photo", message=message)


async def tell_of_removed_post(event: PostHidden, *, pool: Pool) -> None:
    """The author of a post hears that the staff of the circle took it away."""
    if event.state != "removed":
        return
    async with writing(pool) as conn:
        if await conn.fetchval(_POST_OF_STAFF, event.circle_id, event.post_id):
            await _tell_of_staff(conn, event, "post", event.post_id, None)


async def tell_of_removed_comment(event: CommentHidden, *, pool: Pool) -> None:
    """The author of a comment hears that the staff of the circle took it away."""
    if event.state != "removed":
        return
    async with writing(pool) as conn:
        if await conn.fetchval(_COMMENT_OF_STAFF, event.circle_id, event.post_id, event.comment_id):
            await _tell_of_staff(conn, event, "comment", event.comment_id, event.comment_id)


async def _tell_of_staff(
    conn: Connection,
    event: PostHidden | CommentHidden,
    subject_kind: str,
    subject_id: UUID,
    comment_id: UUID | None,
) -> None:
    await notify(
        conn,
        account_id=event.author_id,
        kind="decision",
        cause=f"removed:{subject_id}",
        details=notice_of_staff(subject_kind),
        circle_id=event.circle_id,
        post_id=event.post_id,
        comment_id=comment_id,
    )


async def forget_notifications(event: AccountDeleted, *, pool: Pool) -> None:
    """Nobody is left to read them, and nobody to have caused those of others."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id)
        await conn.execute(_FORGET_SETTINGS, event.account_id)
        await conn.execute(_FORGET_ACTOR, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    CommentPublished: [tell_of_comment, tell_followers],
    CommentEdited: [tell_of_comment_edit],
    CommentHeld: [tell_of_held_comment],
    CommentHidden: [tell_of_removed_comment],
    PostPublished: [tell_of_post],
    PostEdited: [tell_of_post_edit],
    PostHeld: [tell_of_held_post],
    PostHidden: [tell_of_removed_post],
    Liked: [tell_of_like],
    FloorThanked: [tell_of_thanks],
    AnswersMarked: [tell_of_answer],
    MediaChecked: [tell_of_stopped_photo],
    CaseDecided: [tell_of_decision],
    AccountSanctioned: [tell_of_sanction],
    AccountEased: [tell_of_easing],
    AccountSeenAs: [tell_of_look],
    AppealDecided: [tell_of_appeal],
    PanelSeatGiven: [tell_of_panel],
    PartnerDecided: [tell_of_partner],
    PartnerDue: [tell_of_due_partner],
    PartnerLapsed: [tell_of_lapsed_partner],
    TierChanged: [tell_of_tier],
    JoinRequested: [tell_of_join_request],
    DutyHanded: [tell_of_duty],
    StaffInvited: [tell_of_invitation],
    JoinAnswered: [tell_of_join_answer],
    CircleRestricted: [tell_of_restriction],
    BreakerTripped: [tell_of_breaker],
    ActUndone: [tell_of_undone_act],
    CallRung: [tell_of_call],
    SeatGiven: [tell_of_seat],
    MeetupAltered: [tell_of_alteration],
    MeetupNear: [tell_of_near],
    ToolTold: [tell_of_tool],
    ContentRemoved: [tell_of_removal],
    MoneyTold: [tell_of_money],
    MemberBanned: [tell_of_ban],
    BanLifted: [tell_of_lifted_ban],
    DeviceSeen: [tell_of_device],
    SecurityChanged: [tell_of_change],
    TakeoutChanged: [tell_of_takeout],
    AccountDeleted: [forget_notifications],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [deliver_after_quiet],
    "*/5 * * * *": [mail_notices],
    "*/10 * * * *": [mail_digests],
}
