"""Send notices by mail: those that one asked for, as one letter; and the digest, exactly once a day."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, Row, reading, writing
from tonghao.log import log
from tonghao.mail import Sender
from tonghao.notifications.letter import Letter, Line, in_locale, letter_of, line_of, unsubscribe_token
from tonghao.notifications.read import list_by_ids, list_unread_since
from tonghao.posts.read import list_feed_posts

_MOST_POSTS: Final = 5

_WAITING: Final = """
    SELECT DISTINCT account_id FROM notifications
     WHERE mail_due AND held_until IS NULL AND at < now() - interval '2 minutes'
     ORDER BY account_id LIMIT $1
"""
_TAKE: Final = """
    UPDATE notifications SET mail_due = false
     WHERE account_id = $1 AND mail_due AND held_until IS NULL
    RETURNING id, read_at IS NULL AS is_unread
"""
_GIVE_BACK: Final = "UPDATE notifications SET mail_due = true WHERE account_id = $1 AND id = ANY($2::uuid[])"
_READER: Final = """
    SELECT a.email, a.locale, p.name, s.unsubscribe_key
      FROM accounts a
      JOIN profiles p ON p.account_id = a.id
      JOIN notification_settings s ON s.account_id = a.id
     WHERE a.id = $1 AND a.email IS NOT NULL AND a.state = 'active'
"""
_DIGESTS: Final = """
    SELECT s.account_id
      FROM notification_settings s
      JOIN accounts a ON a.id = s.account_id
     WHERE s.digest_hour IS NOT NULL AND a.email IS NOT NULL AND a.state = 'active'
       AND extract(hour FROM now() AT TIME ZONE a.zone) >= s.digest_hour
       AND (s.digest_on IS NULL OR s.digest_on < (now() AT TIME ZONE a.zone)::date)
     ORDER BY s.account_id LIMIT $1
"""
# Of several processes one gets the row: the day is taken before the letter leaves.
_CLAIM: Final = """
    UPDATE notification_settings s SET digest_on = (now() AT TIME ZONE a.zone)::date
      FROM accounts a
     WHERE s.account_id = $1 AND a.id = s.account_id AND s.digest_hour IS NOT NULL
       AND (s.digest_on IS NULL OR s.digest_on < (now() AT TIME ZONE a.zone)::date)
    RETURNING s.digest_on
"""
_UNCLAIM: Final = "UPDATE notification_settings SET digest_on = digest_on - 1 WHERE account_id = $1"
_CIRCLES: Final = """
    SELECT j.circle_id FROM joined_circles j
     WHERE j.account_id = $1
       AND NOT EXISTS (SELECT FROM feed_mutes m WHERE m.account_id = $1 AND m.subject_kind = 'circle'
                                                  AND m.subject_id = j.circle_id)
"""
_HIDDEN: Final = """
    SELECT subject_id FROM feed_mutes WHERE account_id = $1 AND subject_kind = 'account'
    UNION SELECT blocked_id FROM blocks WHERE account_id = $1
    UNION SELECT blocker_id FROM blocked_by WHERE account_id = $1
"""


async def list_waiting(conn: Connection, *, most: int = 200) -> list[UUID]:
    """Up to *most* people for whom notices wait to be mailed."""
    return [row["account_id"] for row in await conn.fetch(_WAITING, most)]


async def list_digests_due(conn: Connection, *, most: int = 200) -> list[UUID]:
    """Up to *most* people whose hour has come and who had no digest on their own day yet."""
    return [row["account_id"] for row in await conn.fetch(_DIGESTS, most)]


async def mail_waiting(pool: Pool, config: Config, sender: Sender, *, account_id: UUID) -> None:
    """Mail what waits for *account_id* and is still unread, as one letter.

    Marked as mailed before it leaves, and given back when it cannot: a crash in between mails nothing
    rather than twice.
    """
    async with writing(pool) as conn:
        taken = [row["id"] for row in await conn.fetch(_TAKE, account_id) if row["is_unread"]]
        reader = await conn.fetchrow(_READER, account_id)
        if not taken or reader is None:
            return
        notices = await list_by_ids(conn, account_id=account_id, ids=taken)
    lines = [line_of(one, locale=reader["locale"], address=config.address) for one in notices]
    letter = _letter(config, reader, account_id, "mail", lines, [])
    try:
        await _send(sender, reader["email"], letter)
    except Exception as fault:
        log.warning("notices could not be mailed", error=type(fault).__name__)
        async with writing(pool) as conn:
            await conn.execute(_GIVE_BACK, account_id, taken)


async def mail_digest(pool: Pool, config: Config, sender: Sender, *, account_id: UUID) -> bool:
    """Mail *account_id* the digest of their day, if it is due; whether a letter left.

    A day without anything to say is a day without a letter.
    """
    async with writing(pool) as conn:
        if await conn.fetchval(_CLAIM, account_id) is None:
            return False
    async with reading(pool) as conn:
        reader = await conn.fetchrow(_READER, account_id)
        if reader is None:
            return False
        since = now() - timedelta(days=1)
        notices = await list_unread_since(conn, account_id=account_id, since=since)
        lines = [line_of(one, locale=reader["locale"], address=config.address) for one in notices]
        posts = await _new_posts(conn, config, account_id, since, reader["locale"])
    if not lines and not posts:
        return False
    try:
        await _send(sender, reader["email"], _letter(config, reader, account_id, "digest", lines, posts))
    except Exception as fault:
        log.warning("a digest could not be mailed", error=type(fault).__name__)
        async with writing(pool) as conn:
            await conn.execute(_UNCLAIM, account_id)
        return False
    return True


async def _new_posts(
    conn: Connection, config: Config, account_id: UUID, since: object, locale: str
) -> list[Line]:
    circles = [row["circle_id"] for row in await conn.fetch(_CIRCLES, account_id)]
    if not circles:
        return []
    hidden = [row["subject_id"] for row in await conn.fetch(_HIDDEN, account_id)]
    posts = await list_feed_posts(
        conn,
        viewer_id=account_id,
        circle_ids=circles,
        before=None,
        hidden_ids=hidden,
        limit=_MOST_POSTS * 2,
    )
    fresh = [
        post
        for post in posts
        if post.published_at is not None
        and post.published_at >= since  # type: ignore[operator]
        and post.author.account_id != account_id
    ]
    return [
        Line(
            post.author.name,
            " ".join(post.text.split())[:140],
            in_locale(locale, post.circle_name, post.circle_name_en),
            f"{config.address}/c/{post.circle_slug}/p/{post.post_id}",
        )
        for post in fresh[:_MOST_POSTS]
    ]


def _letter(
    config: Config, reader: Row, account_id: UUID, what: str, lines: list[Line], posts: list[Line]
) -> Letter:
    return letter_of(
        config=config,
        locale=reader["locale"],
        what=what,
        name=reader["name"],
        lines=lines,
        posts=posts,
        token=unsubscribe_token(account_id, what, reader["unsubscribe_key"]),
    )


async def _send(sender: Sender, to: str, letter: Letter) -> None:
    await sender.send(
        to=to, subject=letter.subject, text=letter.text, html=letter.html, headers=letter.headers
    )
