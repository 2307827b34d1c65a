"""Mail that something grave was changed: whoever did not do it should know at once."""

from typing import Final

from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.events import SecurityChanged
from tonghao.mail import Sender

_FACTS: Final = """
    SELECT a.email, p.handle FROM accounts a JOIN profiles p ON p.account_id = a.id
     WHERE a.id = $1 AND a.email IS NOT NULL AND a.state IN ('active', 'leaving')
"""
WHAT: Final[dict[str, tuple[str, str]]] = {
    "passkey_added": ("添加了一把通行密钥：{name}", "a passkey was added: {name}"),
    "passkey_removed": ("移除了一把通行密钥：{name}", "a passkey was removed: {name}"),
    "recovery_codes": ("换了一批新的恢复码", "new recovery codes were made"),
    "recovery_used": ("用掉了一个恢复码", "a recovery code was used"),
    "second_step_on": ("打开了登录第二步", "the second step of the sign-in was turned on"),
    "second_step_off": ("关掉了登录第二步", "the second step of the sign-in was turned off"),
    "email_changed": ("更换了邮箱", "the e-mail address was changed"),
    "phone_changed": ("更换了手机号", "the phone number was changed"),
    "password_changed": ("更换了密码", "the password was changed"),
    "pay_password": ("设置了支付密码", "the pay password was set"),
}
_SUBJECT: Final = "{site}：账号安全有变动 · your account was changed"
_TEXT: Final = """@{handle}，你的账号刚刚{zh}。
是你本人的话，什么都不用做。不是你？请马上登录，退出其他设备，再换一个密码：
{url}/settings/security

About your account @{handle}: {en}.
If it was you, there is nothing to do. If not, sign in now, sign the other devices out, and change the
password.
"""


async def send_change(pool: Pool, config: Config, sender: Sender, event: SecurityChanged) -> None:
    """Mail it, if the account has an address."""
    async with reading(pool) as conn:
        row = await conn.fetchrow(_FACTS, event.account_id)
    if row is None:
        return
    zh, en = (sentence.format(name=event.name) for sentence in WHAT[event.what])
    text = _TEXT.format(handle=row["handle"], zh=zh, en=en, url=config.address)
    await sender.send(to=row["email"], subject=_SUBJECT.format(site=config.site_name), text=text)
