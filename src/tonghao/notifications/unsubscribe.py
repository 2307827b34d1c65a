"""Unsubscribe: whoever holds the link of a mail ends that kind of mail, and nothing else."""

import hmac
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.notifications.letter import unsubscribe_token
from tonghao.notifications.types import Unsubscribed

_KEY: Final = "SELECT unsubscribe_key FROM notification_settings WHERE account_id = $1"
_END: Final = {
    "digest": "UPDATE notification_settings SET digest_hour = NULL WHERE account_id = $1",
    "mail": "UPDATE notification_settings SET mail_on = '{}' WHERE account_id = $1",
}
_DROP_DUE: Final = "UPDATE notifications SET mail_due = false WHERE account_id = $1 AND mail_due"


class UnsubscribeLinkWrong(Refusal):
    """This link is not valid. Sign in and turn mails off in the settings."""

    status = 400


async def unsubscribe(conn: Connection, token: str) -> Unsubscribed:
    """End the mails that *token* names; twice is once.

    Raises:
        UnsubscribeLinkWrong: it was not signed for this account.
    """
    account, _, rest = token.partition(".")
    what = rest.partition(".")[0]
    try:
        account_id = UUID(account)
    except ValueError:
        raise UnsubscribeLinkWrong from None
    key = await conn.fetchval(_KEY, account_id)
    if key is None or what not in _END:
        raise UnsubscribeLinkWrong
    signed = unsubscribe_token(account_id, what, key)
    if not hmac.compare_digest(signed.encode(), token.encode("utf-8", "replace")):
        raise UnsubscribeLinkWrong
    await conn.execute(_END[what], account_id)
    if what == "mail":
        await conn.execute(_DROP_DUE, account_id)
    return Unsubscribed("digest" if what == "digest" else "mail")
