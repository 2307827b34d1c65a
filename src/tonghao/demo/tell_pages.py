"""Tell pages: what each circle of the lane says to those who come new."""

import tomllib
from typing import Final

from tonghao.accounts.screen_text import must_pass
from tonghao.circles.write_page import add_version, newest_version
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, Story
from tonghao.screening.text import TextScreener

_PAGES: Final = ("must_read", "how_it_works", "penalties", "share")


async def tell_pages(conn: Connection, story: Story, *, screener: TextScreener) -> None:
    """Write the pages that are not there yet.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    written = tomllib.loads((HERE / "content" / "opening.toml").read_text("utf-8"))
    for circle in story.circles:
        pages: dict[str, str] = written.get(circle.slug, {})
        for page in _PAGES:
            text, text_en = pages.get(page, "").strip(), pages.get(f"{page}_en", "").strip()
            circle_id = circle_id_of(circle.slug)
            if not text or await newest_version(conn, circle_id, page):
                continue
            must_pass(screener, f"{text}\n{text_en}", kind="circle")
            by = account_id_of(circle.owner)
            await add_version(conn, circle_id, page, 1, text=text, text_en=text_en, by=by)
