"""A letter of notices: subject, plain text and HTML, in the reader's language."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
from jinja2 import Environment, FileSystemLoader, Template

from tonghao.config import Config
from tonghao.notifications.types import SEEN_AS, Notification

_LINES: Final[dict[str, tuple[str, str]]] = {
    "reply": ("回复了你", "replied to you"),
    "mention": ("提到了你", "mentioned you"),
    "like": ("赞了你写的", "liked what you wrote"),
    "thanks": ("感谢了你", "thanked you"),
    "answer": ("采纳了你的回答", "took your answer"),
    "floors": ("关注的帖子有新楼层", "New floors in a thread you follow"),
    "circle": ("圈子里有一件事", "Something happened in a circle"),
    "meetup": ("你报名的活动有变动", "News of a meetup that you signed up for"),
    "decision": ("关于你写的内容，有了决定", "A decision about what you wrote"),
    "report": ("你的举报有了结果", "A result of your report"),
    "partner": ("关于你的机构", "About your partner"),
    "takeout": ("你的数据导出有了结果", "Your takeout has news"),
    "tool": ("圈子的工具里有了消息", "News in a tool of a circle"),
    "call": ("你在值班，有人叫你", "You are on duty and were called"),
    "money": ("有一笔钱的消息", "News about money"),
    "panel": ("抽到你评一评", "You were drawn for a panel"),
    "security": ("账号安全有变动", "Your account was changed"),
}
_PACKET: Final = ("给你一个人发了红包", "gave you a red packet")
_LOOKED: Final = ("有审核员从你的角度看过一件事", "A moderator looked at a case as you see it")
_NEWS: Final = ("有一条新消息", "A new notice")


class Line(msgspec.Struct, frozen=True):
    """One notice in a letter."""

    text: str
    excerpt: str
    circle: str
    url: str


class Letter(msgspec.Struct, frozen=True):
    """What a sender is given, beside the receiver."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


@cache
def _template(name: str) -> Template:
    folder = Path(__file__).parent / "letters"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True).get_template(name)


def line_of(notice: Notification, *, locale: str, address: str) -> Line:
    """*notice* as a letter says it, with the page to which it leads."""
    is_packet = notice.details.what == "packet_came"
    zh, en = _PACKET if is_packet else _LINES.get(notice.kind, _NEWS)
    if notice.details.act == SEEN_AS:
        zh, en = _LOOKED
    said = en if locale == "en" else zh
    message = notice.details.message
    excerpt = notice.excerpt
    if message is not None:
        excerpt = message.en if locale == "en" else message.zh
    path = "/notifications"
    if notice.circle_slug is not None and notice.post_id is not None:
        path = f"/c/{notice.circle_slug}/p/{notice.post_id}"
        if notice.floor is not None and notice.floor > 1:
            path += f"?floor={notice.floor}"
    if notice.kind == "panel":
        path = "/panels"
    if is_packet:
        path = f"/packets/{notice.details.subject_id}"
    actor = notice.actor.name if notice.actor else ""
    circle = in_locale(locale, notice.circle_name or "", notice.circle_name_en or "")
    return Line(f"{actor} {said}".strip(), " ".join(excerpt.split())[:140], circle, address + path)


def in_locale(locale: str, zh: str, en: str) -> str:
    """Of a name in two languages the reader's, or the one that there is."""
    return (en or zh) if locale == "en" else (zh or en)


def unsubscribe_token(account_id: UUID, what: str, key: bytes) -> str:
    """The signed part of a link that ends one kind of mail, and can do nothing else.

    Args:
        what: digest or mail.
        key: Of the account, so that a leak of one link says nothing about others.
    """
    signature = hmac.new(key, f"{account_id}.{what}".encode(), hashlib.sha256).digest()
    return f"{account_id}.{what}.{urlsafe_b64encode(signature[:24]).decode()}"


def letter_of(
    *,
    config: Config,
    locale: str,
    what: str,
    name: str,
    lines: list[Line],
    posts: list[Line],
    token: str,
) -> Letter:
    """A digest or a bundle of notices, with the links that end it.

    Args:
        what: digest or mail.
        posts: New in the reader's circles; only a digest has them.

    Source: RFC 2369 and RFC 8058 for the headers.
    """
    english = locale == "en"
    page = f"{config.address}/unsubscribe/{token}"
    words = {
        "site": config.site_name,
        "address": config.address,
        "name": name,
        "lines": lines,
        "posts": posts,
        "english": english,
        "digest": what == "digest",
        "page": page,
    }
    number = len(lines)
    if what == "digest":
        subject = f"{config.site_name}: your day" if english else f"{config.site_name}：今天的小结"
    elif english:
        subject = f"{config.site_name}: {number} new notice{'' if number == 1 else 's'}"
    else:
        subject = f"{config.site_name}：{number} 条新消息"
    return Letter(
        subject,
        _template("digest.txt").render(words),
        _template("digest.html").render(words),
        {
            "List-Unsubscribe": f"<{config.address}/api/v1/unsubscriptions/{token}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": locale,
        },
    )
