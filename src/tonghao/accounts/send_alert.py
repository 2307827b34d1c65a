"""Mail an alert about a new device, with a link for the case that it was somebody else."""

from typing import Final
from uuid import UUID

from tonghao.accounts.device_name import device_name
from tonghao.config import Config
from tonghao.crypto import digest, new_token
from tonghao.db import Pool, reading, writing
from tonghao.mail import Sender

_FACTS: Final = """
    SELECT a.email, p.handle, d.user_agent, to_char(d.at AT TIME ZONE a.zone, 'YYYY-MM-DD HH24:MI') AS at
      FROM device_alerts d
      JOIN accounts a ON a.id = d.account_id
      JOIN profiles p ON p.account_id = d.account_id
     WHERE d.account_id = $1 AND d.session_id = $2 AND d.mailed_at IS NULL AND a.email IS NOT NULL
"""
_KEEP: Final = """
    UPDATE device_alerts SET token_hash = $3
     WHERE account_id = $1 AND session_id = $2 AND mailed_at IS NULL
"""
_MAILED: Final = "UPDATE device_alerts SET mailed_at = now() WHERE account_id = $1 AND session_id = $2"
_SUBJECT: Final = "{site}：新设备登录 · a new device signed in"
_TEXT: Final = """@{handle}，你的账号刚在一台没见过的设备上登录：{device}，{at}。

是你本人的话，什么都不用做。
不是你？打开下面的链接，那台设备会马上退出，你可以接着设一个新密码（7 天内有效）：
{url}

Your account @{handle} was just opened on a device not seen before: {device}, {at}.
If it was you, there is nothing to do. If not, open the link: that device is signed out at once,
and you can set a new password (valid for 7 days).
"""


async def send_alert(
    pool: Pool, config: Config, sender: Sender, *, account_id: UUID, session_id: UUID
) -> None:
    """Mail the alert once, if the account has an address.

    The hash of the link is committed before the mail leaves: whoever holds the mail can use it.
    """
    async with reading(pool) as conn:
        row = await conn.fetchrow(_FACTS, account_id, session_id)
    if row is None:
        return
    secret = new_token()
    async with writing(pool) as conn:
        await conn.execute(_KEEP, account_id, session_id, digest(secret))
    text = _TEXT.format(
        handle=row["handle"],
        device=device_name(row["user_agent"]) or "未知 unknown",
        at=row["at"],
        url=f"{config.address}/not-me/{account_id}.{secret}",
    )
    await sender.send(to=row["email"], subject=_SUBJECT.format(site=config.site_name), text=text)
    async with writing(pool) as conn:
        await conn.execute(_MAILED, account_id, session_id)
