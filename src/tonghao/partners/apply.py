"""Apply: an organisation asks to run circles, and names who is responsible."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circle_events import PartnerApplied
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.partners.check_register import masked_register
from tonghao.partners.demands import CONVENTION_VERSION
from tonghao.partners.hand_in import checked_licence, hand_in, must_accept, words_of
from tonghao.partners.types import Application, Partner
from tonghao.screening.text import TextScreener

_ADD: Final = """
    INSERT INTO partners (id, name, name_en, category, about, responsible_name, state, applied_by,
                          convention_at, legal_name, register_kind, register_masked, convention_version)
    VALUES ($1, $2, $3, $4, $5, $6, 'applied', $7, now(), $8, $9, $10, $11)
    RETURNING id, name, name_en, category, about, responsible_name, state, reason, created_at, decided_at,
              due_at, lapsed_at
"""
_ADD_OWNER: Final = """
    INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'owner')
"""


class ApplicationIncomplete(Refusal):
    """Name the organisation (2 to 60 characters), also as registered, and who is responsible (2 to 40)."""

    status = 400


class AdultsOnly(Refusal):
    """Only an adult can be responsible for circles."""

    status = 403


async def apply_as_partner(
    conn: Connection,
    *,
    screener: TextScreener,
    account_id: UUID,
    age_class: str,
    application: Application,
) -> Partner:
    """Hand in *application*; *account_id* owns what may come of it.

    Raises:
        ApplicationIncomplete: a name is missing, or something is too long; `details.field` says what.
        ConventionNeeded: the convention was not accepted as it stands now.
        AdultsOnly: the applicant is a minor.
        RegisterNumberWrong: see `masked_register`.
        LicenceNeeded, LicenceOver: see `checked_licence`.
        PhotoRefused: the photo of the licence was refused.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: partner.applied.
    """
    if age_class != "adult":
        raise AdultsOnly
    must_accept(application.convention_version)
    name, name_en = visible(application.name), visible(application.name_en)
    about, responsible = visible(application.about, lines=True), visible(application.responsible_name)
    legal_name = visible(application.legal_name)
    for field, text, least, most in (
        ("name", name, 2, 60),
        ("name_en", name_en, 0, 60),
        ("about", about, 0, 1000),
        ("responsible_name", responsible, 2, 40),
        ("legal_name", legal_name, 2, 80),
    ):
        if not least <= len(text) <= most:
            raise ApplicationIncomplete(field=field)
    masked = masked_register(application.register_kind, application.register_number)
    licence = checked_licence(application.category, application.licence, today=now().date())
    for text in (name, name_en, responsible, legal_name):
        if text:
            must_pass(screener, text, kind="name")
    must_pass(screener, "\n".join((about, *words_of(licence))), kind="bio")
    partner_id = new_id()
    row = await conn.fetchrow(
        _ADD, partner_id, name, name_en, application.category, about, responsible, account_id,
        legal_name, application.register_kind, masked, CONVENTION_VERSION,
    )  # fmt: skip
    assert row is not None
    await conn.execute(_ADD_OWNER, partner_id, account_id)
    await hand_in(
        conn,
        partner_id=partner_id,
        kind="application",
        category=application.category,
        account_id=account_id,
        responsible_name=responsible,
        licence=licence,
    )
    await outbox.emit(conn, PartnerApplied(partner_id), audience="moderators")
    return Partner(*row)
