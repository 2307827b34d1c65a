"""Gather: the queries by which every feature tells what it holds of one person."""

import importlib
import importlib.util
import pkgutil
from functools import cache
from typing import Any, Final

import tonghao

Queries = dict[str, str]


@cache
def registers() -> tuple[Any, ...]:
    """Each feature's `mine.py`, in the order of the features' names."""
    found = []
    for feature in sorted(module.name for module in pkgutil.iter_modules(tonghao.__path__) if module.ispkg):
        name = f"tonghao.{feature}.mine"
        if importlib.util.find_spec(name) is not None:
            found.append(importlib.import_module(name))
    return tuple(found)


@cache
def queries() -> Queries:
    """Table -> what is told of the person $1, a JSON object a row; accounts first."""
    found: Queries = {}
    for register in registers():
        found.update(register.MINE)
    return found


def _reasons(name: str) -> dict[str, str]:
    return {column: why for one in registers() for column, why in getattr(one, name, {}).items()}


def told_elsewhere() -> dict[str, str]:
    """Column -> why it is in no takeout."""
    return _reasons("NOT_MINE")


def stays() -> dict[str, str]:
    """Column -> why it still names a person whose account was deleted."""
    return _reasons("STAYS")


def words_stay() -> dict[str, str]:
    """Table -> why words that a deleted person wrote still stand in it."""
    return _reasons("WORDS_STAY")


# What people call the tables, Chinese and English; the others go by their own names.
AREAS: Final[dict[str, tuple[str, str]]] = {
    "accounts": ("账号", "Account"),
    "profiles": ("资料", "Profile"),
    "sessions": ("登录着的设备", "Signed-in devices"),
    "known_devices": ("用过的设备", "Devices used"),
    "device_alerts": ("新设备提醒", "Alerts about new devices"),
    "passkeys": ("通行密钥", "Passkeys"),
    "blocks": ("屏蔽的人", "People you block"),
    "panel_consents": ("参加评议的意愿", "Your consent to panels"),
    "panel_seats": ("参加过的评议", "Panels you sat on"),
    "mute_words": ("屏蔽的词", "Muted words"),
    "joined_circles": ("加入的圈子", "Circles you joined"),
    "memberships": ("圈子里的身份", "Your places in circles"),
    "posts": ("帖子", "Posts"),
    "comments": ("回复", "Replies"),
    "post_versions": ("帖子的旧版本", "Earlier versions of posts"),
    "comment_versions": ("回复的旧版本", "Earlier versions of replies"),
    "likes": ("赞", "Likes"),
    "thanks": ("感谢", "Thanks"),
    "friendships": ("好友", "Friends"),
    "notifications": ("消息", "Notices"),
    "notification_settings": ("提醒设置", "Notification settings"),
    "media": ("照片", "Photos"),
    "media_uses": ("照片用在哪里", "Where photos are used"),
    "reports": ("举报", "Reports you made"),
    "cases": ("关于你写的内容的处理", "Decisions about what you wrote"),
    "feed_mutes": ("首页不看的", "Kept out of the feed"),
    "saves": ("收藏", "Saved"),
    "sign_ups": ("报名的活动", "Sign-ups"),
    "poll_votes": ("投票", "Votes"),
    "partners": ("申请的机构", "Partners you applied for"),
    "partner_staff": ("工作的机构", "Partners you work for"),
    "takeouts": ("导出记录", "Takeouts"),
}
