"""Choose: a person takes tips or not, a circle has them or not; without a choice it is not."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal

_TAKE: Final = """
    INSERT INTO tip_choices (account_id, takes_tips) VALUES ($1, $2)
    ON CONFLICT (account_id) DO UPDATE SET takes_tips = excluded.takes_tips, changed_at = now()
"""
_SWITCH: Final = """
    INSERT INTO circle_tipping AS t (circle_id, is_on, changed_by) VALUES ($1, $2, $3)
    ON CONFLICT (circle_id) DO UPDATE SET is_on = excluded.is_on, changed_by = excluded.changed_by,
                                          changed_at = now()
     WHERE t.is_on <> excluded.is_on
    RETURNING circle_id
"""
_FORGET: Final = "DELETE FROM tip_choices WHERE account_id = $1"


class TipsForAdults(Refusal):
    """Tips are for adults, on both sides. Nothing was changed."""

    status = 403


async def choose_tips(conn: Connection, *, account_id: UUID, age_class: str, takes_tips: bool) -> None:
    """Let others tip *account_id*, or no longer.

    Raises:
        TipsForAdults: the person is under age.
    """
    if takes_tips and age_class != "adult":
        raise TipsForAdults
    await conn.execute(_TAKE, account_id, takes_tips)


async def switch_tips(conn: Connection, *, access: Access, is_on: bool) -> None:
    """Let the authors of a circle be tipped, or no longer; what is held goes its way. It stands in the log.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly: see `Access.must_take_new`.

    Locks: audit_head.
    """
    access.must_host()
    access.must_take_new()
    if access.account_id is None:
        raise NotAllowed
    changed = await conn.fetchval(_SWITCH, access.circle_id, is_on, access.account_id)
    if changed is not None:
        act = "tips.opened" if is_on else "tips.stopped"
        await record_act(conn, access=access, act=act, subject_kind="circle", subject_id=access.circle_id)


async def forget_choice(conn: Connection, *, account_id: UUID) -> None:
    """Forget what a person chose who is gone."""
    await conn.execute(_FORGET, account_id)
