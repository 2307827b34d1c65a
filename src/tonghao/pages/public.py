"""Public pages: an open circle and a post of it, for readers without an account or script."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from markupsafe import Markup

from tonghao.circles.get_circle import get_circle
from tonghao.circles.read import find_circle_id
from tonghao.circles.types import Circle
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.pages.shell import Card, excerpt_of, rendered
from tonghao.pages.words import WORDS
from tonghao.posts.floors import list_floors
from tonghao.posts.read import get_post, list_circle_posts
from tonghao.posts.types import Photo

_TITLE_LENGTH = 40


def _image(config: Config, photo: Photo) -> str:
    return f"{config.address}/media/{photo.owner_id}/{photo.media_id}/medium.webp"


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def _cover(circle: Circle) -> str:
    return f"/media/{circle.cover.owner_id}/{circle.cover.media_id}/medium.webp" if circle.cover else ""


async def _open_circle(conn: Connection, slug: str) -> Circle:
    return await get_circle(conn, await find_circle_id(conn, slug), None)


async def circle_page(conn: Connection, config: Config, slug: str, lang: str) -> tuple[Card, str]:
    """The card and the body of an open circle's page.

    Raises:
        NotFound: no such circle, or not an open one.
    """
    circle = await _open_circle(conn, slug)
    posts = (await list_circle_posts(conn, circle_id=circle.circle_id, viewer_id=None, cursor=None)).entries
    description = (circle.description_en if lang == "en" else "") or circle.description
    cover = _cover(circle)
    card = Card(
        f"{circle.name} · {config.site_name}",
        excerpt_of(description),
        f"{config.address}/c/{circle.slug}",
        config.address + cover if cover else "",
    )
    body = rendered(
        "circle.html",
        circle=circle,
        cover=cover,
        description=description,
        # Labelled posts stay among the people of the circle. S704: sanitised when they were stored.
        posts=[(post, Markup(post.html)) for post in posts if post.label is None],  # noqa: S704
        words=WORDS[lang],
    )
    return card, body


async def post_page(
    conn: Connection, config: Config, slug: str, post_id: UUID, lang: str
) -> tuple[Card, str]:
    """The card and the body of a post's page.

    Raises:
        NotFound: no such post, or one that not everybody may see.
    """
    circle = await _open_circle(conn, slug)
    post = await get_post(conn, circle_id=circle.circle_id, post_id=post_id, viewer_id=None)
    floors = (await list_floors(conn, circle_id=circle.circle_id, post_id=post_id, viewer_id=None)).entries
    words = WORDS[lang]
    title = excerpt_of(post.text, most=_TITLE_LENGTH) or words["post_by"].format(
        author=post.author.name, circle=circle.name
    )
    card = Card(
        f"{title} · {circle.name}",
        excerpt_of(post.text),
        f"{config.address}/c/{circle.slug}/p/{post_id}",
        _image(config, post.photos[0]) if post.photos else "",
        kind="article",
        noindex=post.label is not None,
    )
    body = rendered(
        "post.html",
        circle=circle,
        title=title,
        post=post,
        # On the clock of the circle: nobody knows where a reader without an account lives.
        starts=_clock(post.meetup.starts_at, circle.zone) if post.meetup else "",
        html=Markup(post.html),  # noqa: S704 - sanitised when it was stored
        floors=[floor for floor in floors if floor.state == "visible"],
        safe=Markup,
        words=words,
    )
    return card, body
