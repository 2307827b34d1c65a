"""The shells: what Vite built, with the server's title, card and readable content put in."""

import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from tonghao.errors import WebNotBuilt

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)
_ROOT: Final = re.compile(r'<div id="root">.*?</div>', re.DOTALL)
_TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
_SCRIPT: Final = re.compile(r"<script[^>]*></script>|<link rel=\"modulepreload\"[^>]*>")
_LANG: Final = re.compile(r'<html lang="[^"]*"')


class Card(msgspec.Struct, frozen=True):
    """What a preview of a page shows elsewhere (Open Graph).

    Attributes:
        image: An absolute address, or empty.
        url: The page's canonical address.
        feed: The address of the feed to which one may subscribe, or empty.
        noindex: Search engines are asked to leave the page out.
    """

    title: str
    description: str
    url: str
    image: str = ""
    kind: str = "website"
    noindex: bool = False
    feed: str = ""


@lru_cache(maxsize=4)
def _built(index: Path, _changed: float) -> str:
    return index.read_text("utf-8")


def shell_of(index: Path) -> str:
    """The built index page, read again when it was built again.

    Raises:
        WebNotBuilt: there are no built apps.
    """
    try:
        return _built(index, index.stat().st_mtime)
    except FileNotFoundError:
        raise WebNotBuilt from None


def without_script(shell: str) -> str:
    """*shell* for a page that is the server's alone."""
    return _SCRIPT.sub("", shell)


def rendered(template: str, **words: object) -> Markup:
    """The body made from *template*; every value is escaped."""
    return Markup(_TEMPLATES.get_template(template).render(**words))  # noqa: S704 - autoescaped above


def page_of(shell: str, card: Card, body: str, *, lang: str) -> str:
    """The whole page: the app's shell around *body*, which the app replaces when script runs."""
    meta = [
        f"<title>{escape(card.title)}</title>",
        f'<meta name="description" content="{escape(card.description)}">',
        f'<link rel="canonical" href="{escape(card.url)}">',
        f'<meta property="og:title" content="{escape(card.title)}">',
        f'<meta property="og:description" content="{escape(card.description)}">',
        f'<meta property="og:url" content="{escape(card.url)}">',
        f'<meta property="og:type" content="{card.kind}">',
        '<meta name="twitter:card" content="summary_large_image">' if card.image else "",
        f'<meta property="og:image" content="{escape(card.image)}">' if card.image else "",
        '<meta name="robots" content="noindex">' if card.noindex else "",
        f'<link rel="alternate" type="application/atom+xml" href="{escape(card.feed)}">' if card.feed else "",
        '<link rel="stylesheet" href="/page.css">',
    ]
    head = "".join(meta)
    page = _TITLE.sub(lambda _: head, shell, count=1)
    page = _LANG.sub(f'<html lang="{lang}"', page, count=1)
    return _ROOT.sub(lambda _: f'<div id="root">{body}</div>', page, count=1)


def excerpt_of(text: str, *, most: int = 140) -> str:
    """The first words of *text* on one line.

    Args:
        most: In characters, the ellipsis included.
    """
    line = " ".join(re.sub(r"[*_>`~#]", "", text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
