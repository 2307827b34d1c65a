"""Tell somebody who leaves until when they can come back."""

from typing import Final
from uuid import UUID

from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.mail import Sender

_FACTS: Final = """
    SELECT email, to_char(leaves_at AT TIME ZONE zone, 'YYYY-MM-DD') AS day
      FROM accounts
     WHERE id = $1 AND state = 'leaving' AND email IS NOT NULL
"""
_SUBJECT: Final = "{site}：账号将在 {day} 注销 · your account ends on {day}"
_TEXT: Final = """你申请了注销账号。到 {day} 为止，登录后还可以撤回；过了这一天，个人资料会被真正删除。
如果不是你本人操作，请马上登录撤回，并修改密码。
{url}/sign-in

You asked to leave. Until {day} you can sign in and take it back; then your personal data is really
deleted. If this was not you, sign in now, take it back and change your password.
"""


async def send_farewell(pool: Pool, config: Config, sender: Sender, *, account_id: UUID) -> None:
    """Mail the day, if *account_id* still leaves and has an address: it might be somebody else's doing."""
    async with reading(pool) as conn:
        row = await conn.fetchrow(_FACTS, account_id)
    if row is None:
        return
    subject = _SUBJECT.format(site=config.site_name, day=row["day"])
    await sender.send(to=row["email"], subject=subject, text=_TEXT.format(day=row["day"], url=config.address))
