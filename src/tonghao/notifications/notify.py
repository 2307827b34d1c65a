"""Notify: one person is told one thing, once."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.mute_words import contains_any, folded_words
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.events import NotificationMade
from tonghao.ids import new_id
from tonghao.notifications.quiet import lock_wishes, quiet_end
from tonghao.notifications.read import shown_from
from tonghao.notifications.types import Details, Kind

# Whoever is gone meanwhile is not named. Nothing for what one did oneself, between two of whom one blocks
# the other, or from a circle that one cannot read. Likes or thanks of one day share a cause, and new floors
# since one's last visit: a higher count brings the notification back, unread and on top, which is where its
# identifier puts it. What is shown comes with it; beside it the one that it brings back, and how many are
# unread with it.
_ADD: Final = """
    WITH n AS (
        INSERT INTO notifications AS n
               (account_id, id, kind, actor_id, circle_id, post_id, comment_id, cause, details,
                held_until, mail_due)
        SELECT $1, $2, $3, (SELECT account_id FROM profiles WHERE account_id = $4::uuid AND NOT is_gone),
               $5::uuid, $6, $7, $8, $9, $10, $11
         WHERE $4::uuid IS DISTINCT FROM $1::uuid
           AND NOT EXISTS (SELECT FROM blocks WHERE account_id = $1 AND blocked_id = $4)
           AND NOT EXISTS (SELECT FROM blocked_by WHERE account_id = $1 AND blocker_id = $4)
           AND NOT EXISTS (SELECT FROM feed_mutes
                            WHERE account_id = $1 AND subject_kind = 'account' AND subject_id = $4)
           AND ($5::uuid IS NULL OR $3 IN ('decision', 'report', 'partner', 'circle')
                OR EXISTS (SELECT FROM circles WHERE id = $5 AND kind = 'open')
                OR EXISTS (SELECT FROM joined_circles WHERE account_id = $1 AND circle_id = $5))
        ON CONFLICT (account_id, cause) DO UPDATE
           SET id = excluded.id, details = excluded.details, actor_id = excluded.actor_id, at = now(),
               read_at = NULL, held_until = excluded.held_until, mail_due = excluded.mail_due
         WHERE n.kind IN ('like', 'thanks', 'floors')
           AND (excluded.details->>'count')::integer > (n.details->>'count')::integer
        RETURNING n.*
    )
    SELECT n.id, n.kind, w.account_id, w.handle, w.name, w.avatar_media_id, w.is_gone, n.circle_id, w.slug,
           w.circle_name, w.circle_name_en, n.post_id, n.comment_id, w.floor, w.excerpt, n.details, n.at,
           false AS is_read,
           (SELECT o.id FROM notifications o WHERE o.account_id = $1 AND o.cause = $8) AS before,
           (SELECT 1 + count(*) FROM notifications u
             WHERE u.account_id = $1 AND u.read_at IS NULL AND u.held_until IS NULL AND u.cause <> $8)
               AS unread
      FROM n
     CROSS JOIN LATERAL notice_words($1, n.actor_id, n.circle_id, n.post_id, n.comment_id) w
"""


# What these kinds are about was written by somebody else; the others are about the reader's own words.
_AT_ONCE: Final = frozenset({"security", "call"})
_QUOTING: Final = frozenset({"reply", "mention", "answer"})
_WORDS: Final = """
    SELECT coalesce((SELECT c.text FROM comments c WHERE c.circle_id = $1 AND c.post_id = $2 AND c.id = $3),
                    (SELECT p.text FROM posts p WHERE p.circle_id = $1 AND p.id = $2 AND $3::uuid IS NULL))
"""


async def _is_muted(
    conn: Connection,
    account_id: UUID,
    kind: Kind,
    circle_id: UUID | None,
    post_id: UUID | None,
    comment_id: UUID | None,
) -> bool:
    """Whether the words that would be quoted contain one that the reader mutes."""
    if kind not in _QUOTING:
        return False
    folded = await folded_words(conn, account_id)
    if not folded:
        return False
    return contains_any(await conn.fetchval(_WORDS, circle_id, post_id, comment_id) or "", folded)


async def notify(
    conn: Connection,
    *,
    account_id: UUID,
    kind: Kind,
    cause: str,
    details: Details,
    actor_id: UUID | None = None,
    circle_id: UUID | None = None,
    post_id: UUID | None = None,
    comment_id: UUID | None = None,
) -> bool:
    """Tell *account_id*; whether there was something new to tell.

    In quiet hours it is written down and told when they are over, with everything else that waited.

    Args:
        cause: What brought it about; the same cause never tells the same person twice.
        actor_id: Who did it; None for the platform.

    Emits: notification.made, to the account. Locks: the account.
    """
    # All that changes a person's count waits for the others here, so that each count in an event is right.
    wishes = await lock_wishes(conn, account_id)
    if wishes is None:
        return False
    if kind in wishes.app_off or await _is_muted(conn, account_id, kind, circle_id, post_id, comment_id):
        return False
    # Somebody else at the account cannot wait until morning, nor can what somebody on duty is called for.
    held_until = None if kind in _AT_ONCE else quiet_end(wishes.quiet, wishes.zone, now())
    made = await conn.fetchrow(
        _ADD,
        account_id,
        new_id(),
        kind,
        actor_id,
        circle_id,
        post_id,
        comment_id,
        cause,
        msgspec.to_builtins(details),
        held_until,
        wishes.has_email and kind in wishes.mail_on and kind != "call",  # which has its own mail
    )
    if made is None:
        return False
    if held_until is not None:
        return True
    shown = msgspec.to_builtins(shown_from(made))
    event = NotificationMade(account_id, made["unread"], shown, made["before"])
    await outbox.emit(conn, event, audience=f"account:{account_id}")
    return True
