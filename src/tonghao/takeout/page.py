"""The page of a takeout: what one wrote and showed, readable in any browser, without script or network."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from tonghao.config import Config
from tonghao.db import Row
from tonghao.takeout.gather import AREAS

# Of each the newest stand in the page; the JSON has them all.
_MOST: Final = 2000
_READ: Final = frozenset({"posts", "comments"})
_FOLDER: Final = Path(__file__).parent / "templates"
_STYLE: Final = (_FOLDER / "page.css").read_text("utf-8")
# No style but this one: what people wrote stands in the same page.
_STYLE_HASH: Final = Markup(f"sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}")  # noqa: S704


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True)
    return environment.get_template("index.html")


class Page:
    """Gathers what the page shows while the tables are written."""

    def __init__(self, person: dict[str, Any], config: Config) -> None:
        self._person = person
        self._config = config
        self._counts: dict[str, int] = {}
        self._texts: dict[str, list[dict[str, Any]]] = {table: [] for table in _READ}
        self._photos: list[tuple[UUID, str]] = []
        self._names: dict[str, str] = {}

    def keep(self, table: str) -> Callable[[dict[str, Any]], None]:
        """What is called with each row of *table*."""
        if table not in _READ:
            return lambda row: None
        kept = self._texts[table]

        def take(row: dict[str, Any]) -> None:
            if row.get("text") and len(kept) < _MOST:
                kept.append(row)

        return take

    def count(self, table: str, rows: int) -> None:
        self._counts[table] = rows

    def photo(self, media_id: UUID, alt: str) -> None:
        self._photos.append((media_id, alt))

    def places(self) -> list[UUID]:
        """The circles in which the texts stand."""
        return [UUID(one) for one in {row["circle_id"] for rows in self._texts.values() for row in rows}]

    def name_places(self, circles: Iterable[Row]) -> None:
        self._names = {str(row["id"]): row["name"] for row in circles}

    def _shown(self, table: str) -> list[dict[str, str]]:
        zone = ZoneInfo(self._person["zone"])
        rows = sorted(self._texts[table], key=lambda row: str(row["created_at"]), reverse=True)
        return [
            {
                "text": str(row["text"]),
                "circle": self._names.get(str(row["circle_id"]), ""),
                "at": datetime.fromisoformat(str(row["created_at"]))
                .astimezone(zone)
                .strftime("%Y-%m-%d %H:%M"),
            }
            for row in rows
        ]

    def html(self, at: datetime) -> str:
        """The page, in the person's language."""
        english = self._person["locale"] == "en"
        areas = [
            {"table": table, "name": AREAS.get(table, (table, table))[1 if english else 0], "rows": rows}
            for table, rows in self._counts.items()
        ]
        return _template().render(
            english=english,
            site=self._config.site_name,
            address=self._config.address,
            person=self._person,
            at=at.astimezone(ZoneInfo(self._person["zone"])).strftime("%Y-%m-%d %H:%M"),
            areas=areas,
            posts=self._shown("posts"),
            comments=self._shown("comments"),
            photos=self._photos,
            style=Markup(_STYLE),  # noqa: S704  (our own file)
            style_hash=_STYLE_HASH,
        )
