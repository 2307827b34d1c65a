"""Public pages: an open circle and a post of it, for readers without an account or script."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from markupsafe import Markup

from tonghao.circles.get_circle import get_circle
from tonghao.circles.read import access_of, find_circle_id
from tonghao.circles.types import Circle
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.pages.shell import Card, excerpt_of, rendered
from tonghao.pages.words import WORDS
from tonghao.posts.count_views import Views
from tonghao.posts.floors import list_floors
from tonghao.posts.marked import list_digest, list_pinned, list_tags
from tonghao.posts.read import get_post, list_circle_posts
from tonghao.posts.types import Curb, CurbAct, Photo, Post
from tonghao.tiers.read import list_window
from tonghao.tiers.types import Week

_TITLE_LENGTH = 40
_TAGS_SHOWN = 20
_DIGEST_SHOWN = 10


def _image(config: Config, photo: Photo) -> str:
    return f"{config.address}/media/{photo.owner_id}/{photo.media_id}/medium.webp"


def _title_of(post: Post, lang: str) -> str:
    """The first words of a post, or whose it is; of a folded one whose it is."""
    by = WORDS[lang]["post_by"].format(author=post.author.name, circle=post.circle_name)
    return by if _is(post, "fold") else excerpt_of(post.text, most=_TITLE_LENGTH) or by


def _is(post: Post, act: CurbAct) -> bool:
    return post.curb is not None and post.curb.act == act


def note_of(curb: Curb, lang: str) -> str:
    """What stands beside something that a person curbed."""
    return WORDS[lang][f"curb_{curb.act}"].format(name=curb.en if lang == "en" else curb.zh)


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def _cover(circle: Circle) -> str:
    return f"/media/{circle.cover.owner_id}/{circle.cover.media_id}/medium.webp" if circle.cover else ""


async def _seen_circle(conn: Connection, slug: str) -> Circle:
    return await get_circle(conn, await find_circle_id(conn, slug), None)


async def _written(conn: Connection, circle: Circle, lang: str, views: Views | None) -> dict[str, object]:
    """What everybody may read in a circle; one that asks before it lets in shows nothing of it."""
    if circle.kind != "open":
        return {"pinned": [], "digest": [], "tags": [], "posts": []}
    circle_id = circle.circle_id
    newest = (await list_circle_posts(conn, circle_id=circle_id, viewer_id=None, cursor=None)).entries
    # Labelled posts stay among the people of the circle.
    posts = [post for post in newest if post.label is None]
    pinned = await list_pinned(conn, circle_id=circle_id, viewer_id=None)
    digest = (await list_digest(conn, circle_id=circle_id, viewer_id=None, limit=_DIGEST_SHOWN)).entries
    if views is not None:
        # What stands on the page twice is seen once.
        views.saw({post.post_id: post for post in (*posts, *pinned, *digest)}.values(), None)
    return {
        "pinned": [(post, _title_of(post, lang)) for post in pinned if post.label is None],
        "digest": [(post, _title_of(post, lang)) for post in digest if post.label is None],
        "tags": (await list_tags(conn, circle_id=circle_id))[:_TAGS_SHOWN],
        "posts": [(post, Markup(post.html)) for post in posts],  # noqa: S704 - sanitised when stored
    }


async def circle_page(
    conn: Connection, config: Config, slug: str, lang: str, *, views: Views | None = None
) -> tuple[Card, str]:
    """The card and the body of a circle's page.

    Args:
        views: Where its posts count as shown to somebody; None for who reads on in the app, which counts.

    Raises:
        NotFound: no such circle, or one by invitation.
    """
    circle = await _seen_circle(conn, slug)
    description = (circle.description_en if lang == "en" else "") or circle.description
    cover = _cover(circle)
    card = Card(
        f"{circle.name} · {config.site_name}",
        excerpt_of(description),
        f"{config.address}/c/{circle.slug}",
        config.address + cover if cover else "",
        feed=f"{config.address}/c/{circle.slug}/feed.atom" if circle.kind == "open" else "",
    )
    weeks = await list_window(conn, circle_id=circle.circle_id, since=date.min, most=1)
    body = rendered(
        "circle.html",
        circle=circle,
        figures=_figures(weeks[0], WORDS[lang]) if weeks else [],
        week=weeks[0].week if weeks else None,
        cover=cover,
        description=description,
        words=WORDS[lang],
        lang=lang,
        note_of=note_of,
        **await _written(conn, circle, lang, views),
    )
    return card, body


def _figures(week: Week, words: dict[str, str]) -> list[tuple[str, str]]:
    """The numbers of a week, each with how many it was counted of; what nobody looked at says so."""
    answer, leaks = week.first_answer, week.leaks
    spans = [answer.p50_seconds, answer.p95_seconds]
    took = " / ".join(f"{round(span / 60)} {words['minutes']}" for span in spans if span is not None)
    interval = f"{leaks.count} / {leaks.of} ({leaks.low:.1%} – {leaks.high:.1%})"
    views = (
        "" if week.views_before is None else f"{week.views_before} ({words['week_removed']} {week.removed})"
    )
    return [
        (words["week_answer"], f"{took or '–'} (n = {answer.of})"),
        (words["week_missed"], f"{week.missed.count} / {week.missed.of}"),
        (words["week_leaks"], interval if leaks.of else words["week_unmeasured"]),
        (words["week_views"], views or words["week_unmeasured"]),
        (words["week_overturned"], f"{week.overturned.count} / {week.overturned.of}"),
        (words["week_covered"], f"{round(week.covered.count / 60)} / {round(week.covered.of / 60)} h"),
    ]


async def post_page(
    conn: Connection, config: Config, slug: str, post_id: UUID, lang: str, *, views: Views | None = None
) -> tuple[Card, str]:
    """The card and the body of a post's page.

    Args:
        views: As for `circle_page`.

    Raises:
        NotFound: no such post, or one that not everybody may see.
    """
    circle = await _seen_circle(conn, slug)
    await access_of(conn, circle.circle_id, None)
    post = await get_post(conn, circle_id=circle.circle_id, post_id=post_id, viewer_id=None)
    floors = (await list_floors(conn, circle_id=circle.circle_id, post_id=post_id, viewer_id=None)).entries
    if views is not None:
        views.saw([post], None)
        views.saw_comments(floors, None)
    words = WORDS[lang]
    title = _title_of(post, lang)
    is_covered = _is(post, "fold") or _is(post, "blur")
    card = Card(
        f"{title} · {circle.name}",
        excerpt_of("" if _is(post, "fold") else post.text),
        f"{config.address}/c/{circle.slug}/p/{post_id}",
        _image(config, post.photos[0]) if post.photos and not is_covered else "",
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
        lang=lang,
        note_of=note_of,
    )
    return card, body
