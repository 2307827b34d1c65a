"""A site with built pages of its own, so that these tests need no web tools."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from tests.laws.source import ROOT
from tonghao.app import create_app
from tonghao.config import Config

_SCRIPT = '<script type="module" crossorigin src="/assets/index-abc123.js"></script>'


def built_web(folder: Path) -> Path:
    """Both shells, made from their sources as a build would leave them."""
    for app in ("member", "console"):
        source = (ROOT / "web" / "apps" / app / "index.html").read_text("utf-8")
        page = source.replace('<script type="module" src="/src/main.tsx"></script>', "")
        dist = folder / app / "dist"
        (dist / "assets").mkdir(parents=True)
        (dist / "index.html").write_text(page.replace("</head>", f"{_SCRIPT}</head>"), "utf-8")
        (dist / "assets" / "index-abc123.js").write_text("// built", "utf-8")
    return folder


_APPS: dict[str, Any] = {}


def _app_of(config: Config, parts: dict[str, Any]) -> Any:
    """The app with these settings; building one takes a third of a second."""
    name = config.model_dump_json()
    known = _APPS[name] = _APPS.get(name) or create_app(config, parts=parts)
    known.state.config, known.state.parts = config, parts | {"config": config}
    return known


@asynccontextmanager
async def open_site(
    config: Config,
    parts: dict[str, Any],
    folder: Path,
    *,
    peer: str = "127.0.0.1",
    host: str = "localhost:8000",
    headers: dict[str, str] | None = None,
    **settings: object,
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app with the pages in *folder*; it asks as *peer* for *host*."""
    app = _app_of(config.model_copy(update={"web": folder, **settings}), parts)
    transport = httpx.ASGITransport(app, client=(peer, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}", headers=headers) as client:
        yield client


class Reading(HTMLParser):
    """What a reader without script, and a program that makes previews, find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.title = ""
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        self._open.append(tag)
        if tag == "meta" and (name := found.get("name") or found.get("property")):
            self.meta[name] = found.get("content", "")
        if tag == "link":
            self.links[found.get("rel", "")] = found.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.title += data
        elif "main" in self._open:
            self.words += data

    @property
    def scripts(self) -> list[dict[str, str]]:
        return [found for tag, found in self.tags if tag == "script"]

    @property
    def handlers(self) -> list[str]:
        """Attributes that would run script."""
        return [
            f"{name}={value}"
            for _, found in self.tags
            for name, value in found.items()
            if name.startswith("on") or value.strip().lower().startswith("javascript:")
        ]
