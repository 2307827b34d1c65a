"""Move in: the people, their businesses and their circles, with everybody in their place."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.make_demo import make_demo_account
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.duty import set_duty_shifts
from tonghao.circles.load import LoadedCircle, LoadedMembership, load_circles, load_memberships
from tonghao.circles.read import access_of
from tonghao.circles.types import DutyShift, Role
from tonghao.crypto import hash_password, new_token
from tonghao.db import Connection
from tonghao.demo.story import CircleStory, PartnerShop, Person, Story
from tonghao.duty.read import get_platform_duty
from tonghao.duty.set_roster import set_platform_roster
from tonghao.ids import derived_id
from tonghao.partners.demands import signatures_for
from tonghao.partners.load import LoadedCheck, LoadedPartner, load_partners
from tonghao.partners.types import Licence
from tonghao.screening.text import TextScreener

_FIRST: Final = "SELECT created_at FROM profiles WHERE account_id = $1"
_MINUTES: Final = 60


def account_id_of(handle: str) -> UUID:
    """The same person at every telling."""
    return derived_id("wutong", "account", handle)


def circle_id_of(slug: str) -> UUID:
    """The same circle at every telling."""
    return derived_id("wutong", "circle", slug)


async def find_beginning(conn: Connection, story: Story) -> datetime | None:
    """The moment from which the story counts its days, or None while nobody lives here.

    It is kept in the age of the first person, so that a telling that was stopped goes on in its own time.
    """
    first = story.people[0]
    since: datetime | None = await conn.fetchval(_FIRST, account_id_of(first.handle))
    return None if since is None else since + timedelta(days=first.since)


async def hashed(passwords: Mapping[str, str], people: list[Person]) -> dict[str, str]:
    """Hashes by handle. Who has no password gets one that nobody has ever seen."""
    closed = await hash_password(new_token())
    return {
        person.handle: await hash_password(passwords[person.handle]) if person.handle in passwords else closed
        for person in people
    }


async def add_people(
    conn: Connection, story: Story, *, screener: TextScreener, at: datetime, hashes: Mapping[str, str]
) -> None:
    """Let everybody live here; who does already only gets the new password.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    for person in story.people:
        must_pass(screener, person.name, kind="name")
        must_pass(screener, person.bio, kind="bio")
        since = at - timedelta(days=person.since)
        await make_demo_account(
            conn,
            account_id=account_id_of(person.handle),
            handle=person.handle,
            name=person.name,
            bio=person.bio,
            age_class=person.age_class,
            role=person.role,
            password_hash=hashes[person.handle],
            created_at=since,
            locale=person.locale,
            interests=person.interests,
            first_run_at=since,
        )


async def add_circles(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Add what is missing of the businesses, their circles, the members and the roster.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    for partner in story.partners:
        must_pass(screener, "\n".join((partner.name, partner.name_en, partner.about)), kind="bio")
    await load_partners(
        conn,
        [
            LoadedPartner(
                partner_id=derived_id("wutong", "partner", partner.key),
                name=partner.name,
                category=partner.category,
                responsible_name=partner.responsible_name,
                owner_id=account_id_of(partner.staff[0]),
                created_at=at - timedelta(days=partner.since),
                name_en=partner.name_en,
                about=partner.about,
                staff=tuple(map(account_id_of, partner.staff[1:])),
                check=_check(partner, at),
            )
            for partner in story.partners
        ],
    )
    for circle in story.circles:
        texts = (circle.name, circle.name_en, circle.description, circle.description_en, circle.rules)
        must_pass(screener, "\n".join(texts), kind="circle")
    await load_circles(conn, [_loaded(circle, at) for circle in story.circles])
    since = {person.handle: person.since for person in story.people}
    places = [place for circle in story.circles for place in _places(circle, since, at)]
    await load_memberships(conn, places)
    for circle in story.circles:
        access = await access_of(conn, circle_id_of(circle.slug), account_id_of(circle.owner))
        await set_duty_shifts(conn, access=access, shifts=_shifts(circle))
    if not (await get_platform_duty(conn, at=at)).shifts:
        await _roster_of_platform(conn)


async def _roster_of_platform(conn: Connection) -> None:
    """From eight to ten the duty officer; by night nobody, and the secretary, who operates it, stands in."""
    officer, operator = account_id_of("lao_zheng"), account_id_of("su_min")
    week = [DutyShift(officer, day, 8 * _MINUTES, 22 * _MINUTES) for day in range(7)]
    await set_platform_roster(conn, operator_id=operator, zone="Asia/Shanghai", shifts=week)


def _check(partner: PartnerShop, at: datetime) -> LoadedCheck | None:
    """What the secretary signed, with the duty officer where two must; nobody signs for their own."""
    signers = [who for who in ("su_min", "lao_zheng") if who not in partner.staff]
    if len(signers) < signatures_for(partner.category):
        return None
    licence = None
    if partner.licence is not None:
        licence = Licence(*partner.licence, (at + timedelta(days=730)).date())
    signed = tuple(map(account_id_of, signers[: signatures_for(partner.category)]))
    return LoadedCheck(partner.legal_name or partner.name, signed, licence)


def _loaded(circle: CircleStory, at: datetime) -> LoadedCircle:
    return LoadedCircle(
        circle_id=circle_id_of(circle.slug),
        slug=circle.slug,
        partner_id=derived_id("wutong", "partner", circle.partner),
        name=circle.name,
        name_en=circle.name_en,
        topic=circle.topic,
        kind=circle.kind,
        created_at=at - timedelta(days=circle.since),
        description=circle.description,
        description_en=circle.description_en,
        rules=circle.rules,
        tier=circle.tier,
    )


def _places(circle: CircleStory, since: Mapping[str, int], at: datetime) -> list[LoadedMembership]:
    """Everybody joined soon after both they and the circle were there, a few minutes apart."""
    return [
        LoadedMembership(
            circle_id=circle_id_of(circle.slug),
            account_id=account_id_of(handle),
            joined_at=at - timedelta(days=min(circle.since, since[handle])) + timedelta(minutes=7 * number),
            role=_role(circle, handle),
        )
        for number, handle in enumerate(circle.everybody)
    ]


def _role(circle: CircleStory, handle: str) -> Role:
    if handle == circle.owner:
        return "owner"
    return "host" if handle in circle.hosts else "helper" if handle in circle.helpers else "member"


def _shifts(circle: CircleStory) -> list[DutyShift]:
    return [
        DutyShift(account_id_of(shift.who), day - 1, _minute(shift.starts), _minute(shift.ends))
        for shift in circle.duty
        for day in shift.days
    ]


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * _MINUTES + int(minutes)
