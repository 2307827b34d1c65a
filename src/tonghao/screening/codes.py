"""Codes in photos: a code that leads to a chat, a payment or a person elsewhere is an advertisement."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import msgspec

from tonghao.screening.lexicon import Hit
from tonghao.screening.policy import Policy
from tonghao.screening.text import TextScreener
from tonghao.screening.types import Finding

CODES_VERSION: Final = "codes-1"

_CONTACT: Final = "spam.contact"
# Schemes that open a chat, a call or a payment.
_SCHEMES: Final = re.compile(
    r"(?:weixin|wechat|wxp|alipays?|alipayqr|mqq\w*|tencent|tg|whatsapp|viber|line|skype|sms|smsto|tel|mailto"
    r"|matmsg|mecard|bitcoin|ethereum|litecoin|tron|upi|paypal):",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"BEGIN:VCARD|BIZCARD:", re.IGNORECASE)
# Hosts whose only use in a code is to add, to join or to pay somebody; with a path where the host does more.
_HOSTS: Final = (
    "u.wechat.com", "weixin.qq.com/g/", "weixin.qq.com/r/", "work.weixin.qq.com", "payapp.weixin.qq.com",
    "wx.tenpay.com", "qr.alipay.com", "render.alipay.com", "qm.qq.com", "qun.qq.com", "jq.qq.com",
    "i.qianbao.qq.com", "qianbao.qq.com", "qr.95516.com", "qr.douyin.com", "t.me", "telegram.me",
    "line.me", "lin.ee", "wa.me", "api.whatsapp.com", "chat.whatsapp.com", "discord.gg", "m.me", "paypal.me",
    "www.paypal.com/qrcodes", "signal.me", "signal.group",
)  # fmt: skip
_HAS_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Code(msgspec.Struct, frozen=True):
    """One printed code: its kind as the reader names it, and its text."""

    kind: str
    text: str


class CodeScreener:
    """Weighs what codes say."""

    def __init__(self, texts: TextScreener, policy: Policy) -> None:
        self._texts, self._policy = texts, policy

    def adopt(self, texts: TextScreener, policy: Policy) -> None:
        """Judge by *policy* from the next photo on."""
        self._texts, self._policy = texts, policy

    def hits(self, codes: Iterable[Code], *, own_address: str) -> list[Hit]:
        """Return what the *codes* of one photo mean.

        A label has no place in a picture, so a way to be reached that would be labelled in a text holds
        the photo. What leads back to us is fine, and any other address is kept for the sampled audit.

        Args:
            own_address: where this community is reached, such as https://example.org.

        Raises:
            ScreenerDown: the texts have not been judged.
        """
        return [hit for code in codes for hit in self._hits_of(code, own_address)]

    def _hits_of(self, code: Code, own_address: str) -> list[Hit]:
        if _is_ours(code.text, own_address):
            return []
        held = self._policy.codes.severity
        if leads_to_somebody(code.text):
            return [(self._finding(_CONTACT, held, 1.0, code, "contact"), "high")]
        hits: list[Hit] = []
        for found in self._texts.verdict(code.text, kind="code").findings:
            grave = max(found.severity, held) if found.category == _CONTACT else found.severity
            # The text stages were sure enough to name it; in a code nobody writes such words by chance.
            hits.append((self._finding(found.category, grave, found.score, code, found.source), "high"))
        if not hits and _HAS_SCHEME.match(code.text):
            hits.append((self._finding(_CONTACT, held, 0.1, code, "address"), "low"))
        return hits

    def _finding(self, category: str, severity: int, score: float, code: Code, source: str) -> Finding:
        return Finding(category, severity, score, "code", None, f"{code.kind}/{source}", said=code.text)


def leads_to_somebody(text: str) -> bool:
    """Whether the text of a code opens a chat, a call, a card with an address, or a payment."""
    text = text.strip()
    if _SCHEMES.match(text) or _CARD.match(text):
        return True
    address = text if _HAS_SCHEME.match(text) else f"https://{text}"
    try:
        parts = urlsplit(address)
        reached = f"{(parts.hostname or '').rstrip('.')}{parts.path}"
    except ValueError:
        return False
    return any(_below(reached, host) for host in _HOSTS)


def _below(reached: str, host: str) -> bool:
    if "/" in host:
        return reached.startswith(host)
    name = reached.split("/", 1)[0]
    return name == host or name.endswith(f".{host}")


def _is_ours(text: str, own_address: str) -> bool:
    try:
        asked, own = urlsplit(text.strip()), urlsplit(own_address)
        return asked.username is None and (asked.scheme, asked.netloc) == (own.scheme, own.netloc)
    except ValueError:
        return False
