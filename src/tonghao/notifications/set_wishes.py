"""Set what one wants to be told, when one wants quiet, and whether a digest comes by mail."""

import secrets
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.notifications.quiet import quiet_end, wishes_of
from tonghao.notifications.read import get_settings
from tonghao.notifications.release import hold_until, release_held
from tonghao.notifications.types import ALWAYS_TOLD, NotificationSettings, NotificationWishes

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
# Whoever chooses an hour that is over today gets the first digest tomorrow.
_SET: Final = """
    INSERT INTO notification_settings AS s
           (account_id, app_off, mail_on, quiet_from, quiet_until, digest_hour, digest_on, unsubscribe_key)
    SELECT a.id, $2, $3, $4, $5, $6,
           CASE WHEN extract(hour FROM now() AT TIME ZONE a.zone) >= $6::integer
                THEN (now() AT TIME ZONE a.zone)::date END,
           $7
      FROM accounts a WHERE a.id = $1
    ON CONFLICT (account_id) DO UPDATE
       SET app_off = excluded.app_off, mail_on = excluded.mail_on, quiet_from = excluded.quiet_from,
           quiet_until = excluded.quiet_until, digest_hour = excluded.digest_hour,
           digest_on = CASE WHEN s.digest_hour IS NOT DISTINCT FROM excluded.digest_hour THEN s.digest_on
                            ELSE greatest(s.digest_on, excluded.digest_on) END
"""


class QuietNeedsTwoTimes(Refusal):
    """Quiet hours begin and end at different times. Choose another end."""

    status = 400


async def set_wishes(
    conn: Connection, *, account_id: UUID, wishes: NotificationWishes
) -> NotificationSettings:
    """Write down what *account_id* wants. Nothing comes by mail that was not asked for.

    What waits for the end of quiet hours follows them: it comes at once when it is quiet no longer.

    Raises:
        QuietNeedsTwoTimes: the quiet hours have no length.

    Emits: notifications.delivered, if something came at once. Locks: the account.
    """
    quiet = wishes.quiet
    if quiet is not None and quiet.from_minute == quiet.until_minute:
        raise QuietNeedsTwoTimes
    await conn.execute(_LOCK, account_id)
    off = sorted({*wishes.app_off} - ALWAYS_TOLD)
    mail = sorted({*wishes.mail_on} - {*off})
    times = (None, None) if quiet is None else (quiet.from_minute, quiet.until_minute)
    key = secrets.token_bytes(32)
    await conn.execute(_SET, account_id, off, mail, *times, wishes.digest_hour, key)
    end = quiet_end(quiet, (await wishes_of(conn, account_id)).zone, now())
    if end is None:
        await release_held(conn, account_id=account_id)
    else:
        await hold_until(conn, account_id=account_id, until=end)
    return await get_settings(conn, account_id)
