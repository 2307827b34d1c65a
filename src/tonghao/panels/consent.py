"""Consent: a member agrees to be drawn, or does not any more."""

from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.panels.fit import lacking_of
from tonghao.panels.read import get_consent
from tonghao.panels.types import PanelConsent

_ADD: Final = "INSERT INTO panel_consents (account_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_DROP: Final = "DELETE FROM panel_consents WHERE account_id = $1"
_RISE: Final = """
    UPDATE panel_seats SET state = 'declined', ended_at = $2 WHERE account_id = $1 AND state = 'waiting'
"""


class NotFitForPanels(Refusal):
    """You cannot be drawn yet; the reasons stand beside the switch. Agree once they are gone."""

    status = 403


async def set_consent(conn: Connection, *, account_id: UUID, consented: bool) -> PanelConsent:
    """Agree to be drawn, or leave, at any time; what was answered counts, what was not goes to another.

    Raises:
        NotFitForPanels: to agree, something is lacking.
    """
    at = now()
    if not consented:
        await conn.execute(_DROP, account_id)
        await conn.execute(_RISE, account_id, at)
    else:
        lacking = await lacking_of(conn, account_id=account_id, at=at)
        if lacking:
            raise NotFitForPanels(lacking=lacking)
        await conn.execute(_ADD, account_id, at)
    return await get_consent(conn, account_id=account_id, at=at)
