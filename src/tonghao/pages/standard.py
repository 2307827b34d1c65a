"""The public standard as a page, for readers without an account or script."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import tonghao.policies
from tonghao.circles.topics import TOPICS
from tonghao.config import Config
from tonghao.errors import NotFound
from tonghao.pages.shell import Card, rendered
from tonghao.pages.words import WORDS
from tonghao.policies.standard import get_standard

_DRAWINGS: Final = Path(tonghao.policies.__file__).parent / "drawings"
_NAME: Final = re.compile(r"[a-z][a-z-]{0,40}\.svg")


def standard_page(config: Config, lang: str, *, version: str | None) -> tuple[Card, str]:
    """The card and the body of the standard in one language.

    Args:
        version: An older one; the one in force when left out.

    Raises:
        NotFound: there was no such version.
    """
    words = WORDS[lang]
    page = get_standard(version)
    half = "en" if lang == "en" else "zh"
    card = Card(
        f"{words['standard']} · {config.site_name}",
        words["standard_about"],
        f"{config.address}/standard",
        noindex=page.standard.version != page.versions[0].version,
    )
    topics = {topic.code: getattr(topic, half) for topic in TOPICS}
    body = rendered("standard.html", page=page, words=words, half=half, topics=topics, minutes=_minutes)
    return card, body


def _minutes(minutes: int, words: dict[str, str]) -> str:
    return f"{minutes} {words['minutes']}" if minutes < 60 else f"{minutes // 60} {words['hours']}"


@cache
def drawing_of(name: str) -> bytes:
    """A drawn example by its file's name.

    Raises:
        NotFound: there is none such.
    """
    if not _NAME.fullmatch(name) or not (_DRAWINGS / name).is_file():
        raise NotFound
    return (_DRAWINGS / name).read_bytes()
