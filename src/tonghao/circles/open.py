"""Open: a partner's staff begin a circle."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.screen_text import must_pass
from tonghao.circle_events import CircleJoined
from tonghao.circles.tidy import tidied
from tonghao.circles.topics import TOPIC_CODES
from tonghao.circles.types import Description, DescriptionEn, Kind, Name, NameEn, Rules, Slug
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.ids import new_id
from tonghao.partners.apply import AdultsOnly
from tonghao.partners.demands import DEMANDS
from tonghao.partners.rights import allows
from tonghao.screening.text import TextScreener

_AGE_CLASS: Final = "SELECT age_class FROM accounts WHERE id = $1"
_MAY_OPEN: Final = """
    SELECT p.state, p.category, s.role
      FROM partners p
      JOIN partner_staff s ON s.partner_id = p.id
     WHERE p.id = $1 AND s.account_id = $2
"""
_CLAIM_SLUG: Final = """
    INSERT INTO circle_slug_claims (slug, circle_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING slug
"""
_OPEN: Final = """
    INSERT INTO circles (id, slug, partner_id, name, name_en, topic, description, description_en, rules,
                         kind, member_count)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
"""
_OWN: Final = "INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'owner')"
_OWN_TOO: Final = "INSERT INTO joined_circles (account_id, circle_id, role) VALUES ($2, $1, 'owner')"


class PartnerNotApproved(Refusal):
    """The platform has not approved this partner. A circle can be opened once it has."""

    status = 403


class SlugTaken(Refusal):
    """Another circle already has this address. Choose another one."""


class UnknownTopic(Refusal):
    """There is no such topic. Choose one of the list."""

    status = 400


class TopicNeedsLicence(Refusal):
    """Circles on this topic are run by partners that showed their licence for it. Choose another topic."""

    status = 403


class NewCircle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a circle begins with."""

    partner_id: UUID
    slug: Slug
    name: Name
    topic: str
    kind: Kind
    name_en: NameEn = ""
    description: Description = ""
    description_en: DescriptionEn = ""
    rules: Rules = ""


def must_be_licensed(topic: str, category: str) -> None:
    """Raises TopicNeedsLicence when *topic* asks for a licence and the partner's *category* is another."""
    if topic in DEMANDS and topic != category:
        raise TopicNeedsLicence


async def open_circle(
    conn: Connection, *, screener: TextScreener, account_id: UUID, circle: NewCircle
) -> UUID:
    """Open a circle and make *account_id*, who works for the partner, its owner.

    Raises:
        NotAllowed: the person is neither owner nor manager of the partner.
        AdultsOnly: the person is a minor; an owner answers for the circle.
        PartnerNotApproved: the partner is still to be decided on, or was refused.
        CircleNameRefused: see `tidied`.
        UnknownTopic: the topic is not on the list.
        TopicNeedsLicence: it asks for a licence, and the partner was approved for something else.
        TextRefused, CheckerAway: see `must_pass`.
        SlugTaken: the address is another circle's.

    Emits: circle.joined.
    """
    state = await conn.fetchrow(_MAY_OPEN, circle.partner_id, account_id)
    if state is None or not allows(state["role"], "open_circle"):
        raise NotAllowed
    if state["state"] != "approved":
        raise PartnerNotApproved
    if await conn.fetchval(_AGE_CLASS, account_id) == "minor":
        raise AdultsOnly
    circle = tidied(circle)
    if circle.topic not in TOPIC_CODES:
        raise UnknownTopic
    must_be_licensed(circle.topic, state["category"])
    texts = (circle.name, circle.name_en, circle.description, circle.description_en, circle.rules)
    must_pass(screener, "\n".join((*texts, circle.slug.replace("-", " "))), kind="circle")
    circle_id = new_id()
    if await conn.fetchval(_CLAIM_SLUG, circle.slug, circle_id) is None:
        raise SlugTaken
    await conn.execute(
        _OPEN,
        circle_id,
        circle.slug,
        circle.partner_id,
        circle.name,
        circle.name_en,
        circle.topic,
        circle.description,
        circle.description_en,
        circle.rules,
        circle.kind,
    )
    await conn.execute(_OWN, circle_id, account_id)
    await conn.execute(_OWN_TOO, circle_id, account_id)
    await outbox.emit(conn, CircleJoined(circle_id, account_id), audience=f"account:{account_id}")
    return circle_id
