"""Check a password: long enough, and not one that everybody tries first."""

from typing import Final

from tonghao.errors import Refusal

_SHORTEST: Final = 8
_LONGEST: Final = 128

# The commonest of eight characters and more; shorter ones are refused anyway.
_COMMONEST: Final = frozenset(
    """
    password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa$$word password!
    12345678 123456789 1234567890 0123456789 123123123 12341234 123454321 1234qwer 123456qq 123456aa
    123456abc 123456qwe 12345678a 123456789a 1234567891 147258369 159357456 159753456 741852963 789456123
    789456123 987654321 9876543210 87654321 11223344 1122334455 112233445566 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
    1qaz2wsx3edc qazwsxedc qwertyui qwertyuiop qwerty123 qwerty12 qwer1234 qweasdzxc qweqweqwe asdfghjk
    asdfghjkl asdf1234 asdasdasd zxcvbnm1 zxcvbnm123 zxcvbnm, a1234567 a12345678 a123456789 aa123456
    aa12345678 aaa123456 abc12345 abc123456 abcd1234 abcdefgh abcdefg1 abc123abc admin123 administrator
    iloveyou iloveyou1 iloveyou123 woaini1314 woaini520 woaini123 woaiwojia woaini521 5201314520 520520520
    13145201314 tonghao123 tonghao1 wang1234 wang123456 zhang123 li123456 liu123456 welcome1 welcome123
    sunshine sunshine1 princess princess1 football football1 baseball baseball1 superman superman1 batman123
    starwars computer computer1 internet trustno1 trustno12 whatever dragon123 monkey123 letmein1 letmein123
    master123 michael1 jennifer charlie1 shadow123 changeme changeme1 default1 test1234 testtest guest123
    root1234 secret123 q1w2e3r4 q1w2e3r4t5 zaq12wsx xiaoming nihao123 nihaoma123 wodemima mima1234
    """.split()
)


class PasswordRefused(Refusal):
    """This password is easy to guess, or shorter than 8 or longer than 128 characters. Take another one."""

    status = 400


def check_password(password: str, *, email: str = "", handle: str = "") -> None:
    """Let a new password pass.

    Raises:
        PasswordRefused: `details.reason` is length, common, simple or address.
    """
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise PasswordRefused(reason="length")
    folded = password.casefold().strip()
    if folded in _COMMONEST:
        raise PasswordRefused(reason="common")
    if len(set(folded)) < 4:
        raise PasswordRefused(reason="simple")
    if folded in {email.casefold(), email.casefold().partition("@")[0], handle}:
        raise PasswordRefused(reason="address")
