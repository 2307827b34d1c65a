"""Ask: a moderator puts a border case to a panel of members."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.case_events import CaseMoved
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.moderation.categories import must_be_category
from tonghao.moderation.lock_case import lock_case
from tonghao.moderation.pause_clock import pause_clock
from tonghao.panels.draw import draw_seats, lock_draws
from tonghao.panels.fit import fit_for
from tonghao.panels.kept_from import kept_from
from tonghao.panels.lock_panel import lock_panel
from tonghao.panels.rules import rules
from tonghao.panels.types import NewPanel

SEED_BYTES: Final = 32

_ADD: Final = """
    INSERT INTO panels (id, case_id, category, own_view, asked_by, asked_at, due_at, seed, pool,
                        rules_version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


class NotForPanels(Refusal):
    """This does not come before a panel; the reason stands beside the button. Decide it yourself."""


class TooFewMembers(Refusal):
    """Too few members can be drawn for this case. Decide it yourself, or ask members to take part."""


async def ask_panel(
    conn: Connection, *, case_id: UUID, moderator_id: UUID, new: NewPanel, seed: bytes | None = None
) -> UUID:
    """Draw seven members and ask them whether the case's words break a rule; returns the panel.

    The case stays as it is, its clock stands still, and whoever is on duty may decide it before. The hash of
    the seed is in the audit log before anybody answers, so that nobody can draw again until the panel suits
    them.

    Args:
        seed: 32 bytes; drawn by a cryptographic generator when left out.

    Raises:
        NotFound, OwnContent, OwnCircle, Recused: see `lock_case`.
        CaseClosed, ClaimedByAnother: see `must_be_open_to`.
        UnknownCategory: the policy has no such rule.
        NotForPanels: it is grave, private, about children or photos, or came before a panel already.
        TooFewMembers: fewer can be drawn than there are seats.

    Emits: panel.seat_given, case.moved. Locks: the case, the draws, the panel, the audit head.
    """
    by, at = rules(), now()
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id)
    case.must_be_open_to(moderator_id)
    must_be_category(new.category)
    why = await kept_from(conn, case_id=case_id, category=new.category)
    if why is not None:
        raise NotForPanels(why=why)
    await lock_draws(conn)
    seed = seed or secrets.token_bytes(SEED_BYTES)
    fit = len(await fit_for(conn, case_id=case_id, seed=seed, at=at))
    if fit < by.seats:
        raise TooFewMembers(fit=fit, needed=by.seats)
    panel_id = new_id()
    due_at = at + timedelta(hours=by.sits_hours)
    await conn.execute(
        _ADD, panel_id, case_id, new.category, new.own_view, moderator_id, at, due_at, seed, fit, by.version
    )
    await draw_seats(conn, panel=await lock_panel(conn, panel_id=panel_id), at=at)
    await pause_clock(conn, case_id=case_id, span=due_at - at, at=at)
    await outbox.emit(conn, CaseMoved(case_id, "panel_asked", moderator_id, None), audience="moderators")
    await append(
        conn,
        act="panel.asked",
        actor_id=moderator_id,
        subject_kind="case",
        subject_id=case_id,
        circle_id=case.circle_id,
        payload={
            "panel_id": panel_id,
            "category": new.category,
            "seed_hash": hashlib.sha256(seed).hexdigest(),
            "pool": fit,
            "seats": by.seats,
            "due_at": due_at,
            "rules": by.version,
        },
        about_id=case.author_id,
    )
    return panel_id
