"""Atom: the newest posts of an open circle, for whoever reads by subscription (RFC 4287)."""

from datetime import datetime
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from tonghao.circles.get_circle import get_circle
from tonghao.circles.read import access_of, find_circle_id
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.pages.shell import excerpt_of
from tonghao.posts.count_views import Views
from tonghao.posts.read import list_circle_posts
from tonghao.posts.types import Post

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_SHOWN: Final = 20
_TITLE_LENGTH: Final = 60
# What XML 1.0 cannot hold even escaped; stored texts have none but the last two.
_UNWRITABLE: Final = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF))


async def circle_feed(conn: Connection, config: Config, slug: str, *, views: Views) -> bytes:
    """The feed of an open circle, the newest post first; a labelled post stays in its circle, a
    folded one where it can be folded.

    Args:
        views: Where its posts count as shown; whoever reads by subscription has no account here.

    Raises:
        NotFound: no such circle, or one that not everybody may read.
    """
    circle_id = await find_circle_id(conn, slug)
    await access_of(conn, circle_id, None)
    circle = await get_circle(conn, circle_id, None)
    page = await list_circle_posts(conn, circle_id=circle_id, viewer_id=None, limit=_SHOWN)
    posts = [post for post in page.entries if post.label is None and not _is_folded(post)]
    views.saw(posts, None)
    home = f"{config.address}/c/{slug}"
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh-CN"})
    _add(feed, "id", f"urn:uuid:{circle_id}")
    _add(feed, "title", f"{circle.name} · {config.site_name}")
    _add(feed, "subtitle", circle.description)
    _add(feed, "updated", _moment(max(map(_changed, posts), default=circle.created_at)))
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": home})
    self_link = {"rel": "self", "type": "application/atom+xml", "href": f"{home}/feed.atom"}
    SubElement(feed, "link", self_link)
    for post in posts:
        _add_entry(feed, post, f"{home}/p/{post.post_id}", config)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _is_folded(post: Post) -> bool:
    return post.curb is not None and post.curb.act == "fold"


def _add_entry(feed: Element, post: Post, address: str, config: Config) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", f"urn:uuid:{post.post_id}")
    _add(entry, "title", excerpt_of(post.text, most=_TITLE_LENGTH) or post.author.name)
    _add(entry, "published", _moment(post.published_at or post.created_at))
    _add(entry, "updated", _moment(_changed(post)))
    author = SubElement(entry, "author")
    _add(author, "name", post.author.name)
    _add(author, "uri", f"{config.address}/u/{quote(post.author.handle)}")
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for tag in post.tags:
        SubElement(entry, "category", {"term": tag.translate(_UNWRITABLE)})
    _add(entry, "content", post.html, type="html")


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text.translate(_UNWRITABLE)


def _changed(post: Post) -> datetime:
    return post.edited_at or post.published_at or post.created_at


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
