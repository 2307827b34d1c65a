"""What a phone needs to keep the app among its own: the manifest, the icons, the worker."""

from pathlib import Path
from typing import Any, Final

import msgspec

from tonghao.errors import NotFound
from tonghao.pages.words import WORDS

_ICONS: Final = Path(__file__).parent / "icons"
# The colours of tokens.css: the paper of the light theme, also while the app opens.
_PAPER: Final = "#f5f2ea"


def manifest_of(site_name: str, lang: str) -> bytes:
    """The web app manifest in the reader's language.

    Source: https://www.w3.org/TR/appmanifest/
    """
    words = WORDS[lang]
    icons: list[dict[str, str]] = [
        {
            "src": f"/icons/{kind}-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if kind == "maskable" else "any",
        }
        for kind in ("icon", "maskable")
        for size in (192, 512)
    ]
    return msgspec.json.encode(
        {
            "id": "/",
            "name": site_name,
            "short_name": site_name,
            "description": words["home_about"],
            "lang": lang,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _PAPER,
            "categories": ["social"],
            "icons": icons,
            "shortcuts": [
                {"name": words["new_post"], "url": "/compose"},
                {"name": words["notices"], "url": "/notifications"},
            ],
        }
    )


def icon_of(name: str) -> bytes:
    """The icon called *name*.

    Raises:
        NotFound: it is none of the icons.
    """
    if name not in {file.name for file in _ICONS.iterdir()}:
        raise NotFound
    return (_ICONS / name).read_bytes()


def worker_of(dist: Path) -> bytes:
    """The built service worker of the app in *dist*.

    Raises:
        NotFound: it was not built.
    """
    try:
        return (dist / "sw.js").read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def headers_for(seconds: int) -> dict[str, Any]:
    """What may be kept for so long; a worker, whose age decides about all others, is asked for anew."""
    return {"cache-control": f"public, max-age={seconds}" if seconds else "no-cache"}
