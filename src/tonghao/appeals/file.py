"""File an appeal: another person is asked to look, once."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.appeals.find_ground import Ground, find_ground, must_be_appealable
from tonghao.appeals.read import get_own_appeal
from tonghao.appeals.rules import rules
from tonghao.appeals.types import Appeal, NewAppeal
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

# Crockford's letters: none that is taken for another.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# Whoever decides on the case waits for us, and we for them: then the ground is another one.
_LOCK_CASE: Final = "SELECT id FROM cases WHERE id = $1 FOR SHARE"
_ADD: Final = """
    INSERT INTO appeals (id, number, against, against_id, case_id, act, party, appellant_id, report_id,
                         subject_kind, subject_id, circle_id, post_id, category, text, filed_at, due_at,
                         reach)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            coalesce((SELECT greatest(member_count, 1) FROM circles WHERE id = $12 AND $7 = 'circle'), 1))
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_STANDS: Final = """
    SELECT EXISTS (SELECT FROM appeals
                    WHERE against_id = $1 AND state <> 'withdrawn'
                      AND (appellant_id = $2 AND party <> 'circle' OR party = 'circle' AND $3))
"""


class AlreadyAppealed(Refusal):
    """An appeal against this was made already, and there is one only. Its answer stands under Appeals."""


async def file_appeal(
    conn: Connection, *, account_id: UUID, screener: TextScreener, new: NewAppeal
) -> Appeal:
    """Ask another person to look at what was held, removed, dismissed, or restricted.

    Raises:
        NotFound: there is no such thing, or it is none of theirs.
        NothingToAppeal, FollowsRule, AppealFinal, AppealTooLate: see `find_ground`.
        AlreadyAppealed: the same party appealed before.
        TextRefused, CheckerAway: see `must_pass`.

    Locks: the case (shared), the audit head.
    """
    text = visible(new.text, lines=True)
    if not text:
        raise InvalidRequest
    must_pass(screener, text, kind="comment")
    ground = await find_ground(conn, account_id=account_id, target=new)
    if ground.case_id is not None:
        await conn.execute(_LOCK_CASE, ground.case_id)
        ground = await find_ground(conn, account_id=account_id, target=new)
    await must_be_appealable(conn, ground)
    appeal_id, number = await _add(conn, account_id, ground, text)
    await append(
        conn,
        act="appeal.filed",
        actor_id=account_id,
        subject_kind="appeal",
        subject_id=appeal_id,
        circle_id=ground.circle_id,
        payload={
            "number": number,
            "against": ground.against,
            "against_id": str(ground.against_id),
            "case_id": str(ground.case_id) if ground.case_id else None,
            "act": ground.act,
            "party": ground.party,
            "rules_version": rules().version,
        },
        about_id=account_id,
    )
    return await get_own_appeal(conn, account_id=account_id, appeal_id=appeal_id)


async def _add(conn: Connection, account_id: UUID, ground: Ground, text: str) -> tuple[UUID, str]:
    moment = now()
    for _ in range(20):
        if await conn.fetchval(_STANDS, ground.against_id, account_id, ground.party == "circle"):
            raise AlreadyAppealed
        number = f"A-{moment:%Y%m%d}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}"
        added = await conn.fetchval(
            _ADD,
            new_id(),
            number,
            ground.against,
            ground.against_id,
            ground.case_id,
            ground.act,
            ground.party,
            account_id,
            ground.report_id,
            ground.subject_kind,
            ground.subject_id,
            ground.circle_id,
            ground.post_id,
            ground.category,
            text,
            moment,
            moment + timedelta(hours=rules().answer_hours),
        )
        if added is not None:
            return added, number
    raise RuntimeError("no free appeal number today")
