"""The words of a message that carries a code: a letter in both languages, a short text in one."""

from typing import Final

import msgspec

from tonghao.accounts.types import Purpose
from tonghao.config import Config

_SUBJECT: Final = "{site}：{zh} · {en}"
_FOOT: Final = """
如果不是你本人操作，不用理会这条消息，什么都不会改变。
If this was not you, ignore this mail; nothing will change.
"""
_KNOWN: Final = """有人想用这个邮箱注册，但它已经有账号了：@{handle}。
可以直接登录；忘了密码可以在登录页重设。
{url}/sign-in

Somebody wanted to sign up with this address, but it has an account already: @{handle}.
Sign in, or set a new password from the sign-in page.
"""


class _Purpose(msgspec.Struct, frozen=True):
    zh: str
    en: str
    letter_zh: str
    letter_en: str
    short_zh: str
    short_en: str


_PURPOSES: Final[dict[Purpose, _Purpose]] = {
    "sign_up": _Purpose(
        "注册验证码",
        "your sign-up code",
        "你的注册验证码是 {code}",
        "Your code for signing up is {code}",
        "注册验证码",
        "sign-up code",
    ),
    "sign_in": _Purpose(
        "登录验证码",
        "your sign-in code",
        "你的登录验证码是 {code}",
        "Your code for signing in is {code}",
        "登录验证码",
        "sign-in code",
    ),
    "add": _Purpose(
        "绑定验证码",
        "your code for this address",
        "要把这个邮箱加到你的账号，验证码是 {code}",
        "Your code for adding this address to your account is {code}",
        "绑定手机的验证码",
        "code for adding this number",
    ),
    "reset": _Purpose(
        "重设密码",
        "a new password",
        "重设后，所有设备都要重新登录。你正在重设密码，验证码是 {code}",
        "You will sign in anew on all your devices. Your code for a new password is {code}",
        "重设密码的验证码",
        "code for a new password",
    ),
}
_LETTER: Final = """{zh}，10 分钟内有效，只能用一次。请不要告诉任何人。

{en}. It is valid for 10 minutes and works once. Tell nobody.
"""


class Words(msgspec.Struct, frozen=True):
    """One message, as a letter and as a text of about seventy characters."""

    purpose: Purpose
    subject: str
    letter: str
    short_zh: str
    short_en: str


def words_of(purpose: Purpose, *, fits: bool, handle: str | None, code: str, config: Config) -> Words | None:
    """What is sent to a target; None when nothing is: an unknown one gets no answer, and no bill.

    Args:
        fits: Whether the target may have a code for *purpose*.
        handle: Whose target it is, if anybody's.
    """
    site = config.site_name
    if fits:
        one = _PURPOSES[purpose]
        letter = _LETTER.format(zh=one.letter_zh.format(code=code), en=one.letter_en.format(code=code))
        return Words(
            purpose,
            _SUBJECT.format(site=site, zh=one.zh, en=one.en),
            letter + _FOOT,
            f"【{site}】{one.short_zh} {code}，10 分钟内有效，不要告诉任何人。",
            f"{site}: your {one.short_en} is {code}. Valid for 10 minutes. Tell nobody.",
        )
    if handle is None:
        return None
    return Words(
        purpose,
        _SUBJECT.format(site=site, zh="你已经有账号", en="you have an account"),
        _KNOWN.format(handle=handle, url=config.address) + _FOOT,
        f"【{site}】这个号码已经有账号了，可以直接登录。不是你操作的话，不用理会。",
        f"{site}: this number has an account already; you can sign in. If this was not you, ignore it.",
    )
