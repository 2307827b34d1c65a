"""Partners for these tests, and what they hand in."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.media.types import Original
from tonghao.media.upload import upload_medium
from tonghao.partners.apply import apply_as_partner
from tonghao.partners.demands import CONVENTION_VERSION
from tonghao.partners.hand_in import hand_in
from tonghao.partners.load import LoadedPartner, load_partners
from tonghao.partners.types import Application, LicenceDraft

# A code of the right form that belongs to nobody.
USCC = "91330106MA2CFAKE8X"


def an_application(**more: Any) -> Application:
    """The application of a bookshop, or of what *more* makes of it."""
    said: dict[str, Any] = {
        "name": " 半页书店 ",
        "category": "books",
        "responsible_name": "许半页",
        "legal_name": "梧桐里半页图书有限公司",
        "register_kind": "uscc",
        "register_number": USCC,
        "convention_version": CONVENTION_VERSION,
        "about": "旧书\n新书",
    }
    return Application(**said | more)


async def licence(conn: Connection, owner_id: UUID, *, days: int = 400) -> LicenceDraft:
    """A licence with its photo, valid for *days* more."""
    media_id = new_id()
    original = Original(hashlib.sha256(media_id.bytes).digest(), 5)
    await upload_medium(
        conn, owner_id=owner_id, media_id=media_id, purpose="licence", alt="", original=original
    )
    return LicenceDraft("JR-2026-0007", "梧桐市金融局", (now() + timedelta(days=days)).date(), media_id)


async def applied(conn: Connection, screener: Any, owner_id: UUID, **more: Any) -> UUID:
    """A partner of *owner_id* that waits for the platform; its identifier."""
    partner = await apply_as_partner(
        conn, screener=screener, account_id=owner_id, age_class="adult", application=an_application(**more)
    )
    return partner.partner_id


async def bookshop(
    conn: Connection, owner_id: UUID, *, staff: tuple[UUID, ...] = (), applied: bool = False
) -> UUID:
    """A bookshop of *owner_id*: approved, or still waiting."""
    partner_id = new_id()
    shop = LoadedPartner(
        partner_id, "半页书店", "books", "许半页", owner_id, now(), "Half a Page", staff=staff
    )
    await load_partners(conn, [shop])
    if applied:
        await conn.execute(
            "UPDATE partners SET state = 'applied', decided_at = NULL, due_at = NULL WHERE id = $1",
            partner_id,
        )
        await hand_in(
            conn,
            partner_id=partner_id,
            kind="application",
            category="books",
            account_id=owner_id,
            responsible_name="许半页",
            licence=None,
        )
    return partner_id
