"""Make a one-time code and mail it; a known address hears that it is known instead."""

from typing import Final

from tonghao.accounts.types import Purpose
from tonghao.config import Config
from tonghao.crypto import digest, new_code
from tonghao.db import Pool, reading, writing
from tonghao.mail import Sender

_FACTS: Final = """
    SELECT p.handle, c.account_id
      FROM one_time_codes o
      LEFT JOIN email_claims c ON c.email = o.email
      LEFT JOIN profiles p ON p.account_id = c.account_id
     WHERE o.email = $1 AND o.purpose = $2 AND o.sent_at IS NULL AND o.expires_at > now()
"""
_KEEP: Final = """
    UPDATE one_time_codes SET code_hash = $3 WHERE email = $1 AND purpose = $2 AND sent_at IS NULL
"""
_SENT: Final = "UPDATE one_time_codes SET sent_at = now() WHERE email = $1 AND purpose = $2"

_SUBJECT: Final = "{site}：{zh} · {en}"
_FOOT: Final = """
如果不是你本人操作，不用理会这封邮件，什么都不会改变。
If this was not you, ignore this mail; nothing will change.
"""
_SIGN_UP: Final = """你的注册验证码是 {code}，10 分钟内有效，只能用一次。请不要告诉任何人。

Your code for signing up is {code}. It is valid for 10 minutes and works once. Tell nobody.
"""
_RESET: Final = """你正在重设密码，验证码是 {code}，10 分钟内有效，只能用一次。请不要告诉任何人。
重设后，所有设备都要重新登录。

Your code for a new password is {code}. It is valid for 10 minutes and works once. Tell nobody.
Afterwards you sign in anew on all your devices.
"""
_KNOWN: Final = """有人想用这个邮箱注册，但它已经有账号了：@{handle}。
可以直接登录；忘了密码可以在登录页重设。
{url}/sign-in

Somebody wanted to sign up with this address, but it has an account already: @{handle}.
Sign in, or set a new password from the sign-in page.
"""


def code_hash(email: str, code: str) -> bytes:
    """What is stored of *code*: bound to *email*, so that a code fits no other address."""
    return digest(f"{email}:{code}")


def _mail_of(purpose: Purpose, handle: str | None, code: str, url: str) -> tuple[str, str, str] | None:
    """Subject in Chinese and English, and text; None when nothing is to be sent."""
    if purpose == "reset":
        if handle is None:
            return None
        return "重设密码", "a new password", _RESET.format(code=code)
    if handle is not None:
        return "你已经有账号", "you have an account", _KNOWN.format(handle=handle, url=url)
    return "注册验证码", "your sign-up code", _SIGN_UP.format(code=code)


async def send_code(pool: Pool, config: Config, sender: Sender, *, email: str, purpose: Purpose) -> None:
    """Mail a fresh code to *email*, or do nothing when it was mailed already.

    The hash is committed before the mail leaves: whoever holds the mail can use it. A code that may
    not be used (a known address signs up, an unknown one resets) is not kept, but its row stays, so
    that guessing at it looks the same.
    """
    async with reading(pool) as conn:
        row = await conn.fetchrow(_FACTS, email, purpose)
    if row is None:
        return
    code = new_code()
    mail = _mail_of(purpose, row["handle"], code, config.address)
    if (row["account_id"] is None) == (purpose == "sign_up"):
        async with writing(pool) as conn:
            await conn.execute(_KEEP, email, purpose, code_hash(email, code))
    if mail is not None:
        zh, en, text = mail
        subject = _SUBJECT.format(site=config.site_name, zh=zh, en=en)
        await sender.send(to=email, subject=subject, text=text + _FOOT)
    async with writing(pool) as conn:
        await conn.execute(_SENT, email, purpose)
