"""The public fund book: every line of it, for readers without an account or script."""

from tonghao.circles.get_circle import get_circle
from tonghao.circles.read import access_of, find_circle_id
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.fund_books.read import list_entries, list_funds
from tonghao.money import grouped
from tonghao.pages.shell import Card, rendered
from tonghao.pages.words import WORDS

# A page of paper; whoever wants more takes the table along.
_LINES = 200


async def fund_page(conn: Connection, config: Config, slug: str, lang: str) -> tuple[Card, str]:
    """The card and the body of the page on which an open circle lays its books open.

    Raises:
        NotFound: no such circle, not an open one, or one that keeps no fund book.
    """
    circle_id = await find_circle_id(conn, slug)
    await access_of(conn, circle_id, None)
    circle = await get_circle(conn, circle_id, None)
    if "fund" not in circle.tools:
        raise NotFound
    words = WORDS[lang]
    books = []
    for fund in await list_funds(conn, circle_id):
        page = await list_entries(
            conn, circle_id=circle_id, fund_id=fund.fund_id, viewer_id=None, limit=_LINES
        )
        books.append((fund, page.entries))
    told = " · ".join(f"{fund.title} ¥{grouped(fund.balance)}" for fund, _ in books)
    card = Card(f"{words['fund']} · {circle.name}", told, f"{config.address}/c/{slug}/tools/fund")
    return card, rendered("fund.html", circle=circle, books=books, words=words, grouped=grouped)
