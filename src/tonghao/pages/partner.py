"""The public page of a partner, for readers without an account or script."""

from uuid import UUID

from tonghao.config import Config
from tonghao.db import Connection
from tonghao.pages.shell import Card, rendered
from tonghao.pages.words import WORDS
from tonghao.tiers.partner_page import get_partner_page


async def partner_page(conn: Connection, config: Config, partner_id: UUID, lang: str) -> tuple[Card, str]:
    """The card and the body of the page on which a partner says who answers.

    Raises:
        NotFound: there is no such partner, or it is not approved.
    """
    page = await get_partner_page(conn, partner_id=partner_id, account_id=None)
    name = page.partner.name_en if lang == "en" and page.partner.name_en else page.partner.name
    words = WORDS[lang]
    told = words["partner_about"].format(name=name, who=page.partner.responsible_name)
    card = Card(name, told, f"{config.address}/partners/{partner_id}")
    return card, rendered("partner.html", page=page, partner=page.partner, name=name, words=words, lang=lang)
