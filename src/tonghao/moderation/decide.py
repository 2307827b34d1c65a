"""Decide: a person releases, curbs or removes what a case is about."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.sanction import sanction_person
from tonghao.accounts.sanctions import NewSanction
from tonghao.audit.append import append
from tonghao.calls.end import end_cause
from tonghao.case_events import PanelSplit
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.moderation.act_on import take_effect
from tonghao.moderation.bank_photos import bank_photos
from tonghao.moderation.categories import must_be_category
from tonghao.moderation.lock_case import LockedCase, lock_case
from tonghao.moderation.read import get_case
from tonghao.moderation.second import GRAVEST, Signed, end_proposal, sign_release
from tonghao.moderation.tell import tell_decided
from tonghao.moderation.types import CURBS, STATES, Case, DecisionAct, SanctionWish
from tonghao.policies.standard import NotExcepted, must_be_excepted

_ADD: Final = """
    INSERT INTO case_decisions (id, case_id, act, category, note, before, decided_by, first_by, exception,
                                panel)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
_TOPIC: Final = "SELECT topic FROM circles WHERE id = $1"

_CLOSE: Final = """
    UPDATE cases SET state = $2, category = $3, closed_at = now(), claimed_by = NULL, claimed_at = NULL,
                     looked_at = coalesce(looked_at, now())
     WHERE id = $1
"""

_ANSWER_REPORTS: Final = """
    UPDATE reports SET state = $2, answered_at = now() WHERE case_id = $1 AND state = 'open'
"""


class NothingRemoved(Refusal):
    """A strike, a mute or more goes with a removal. Remove it, or decide about the person by themself."""

    status = 400


class NotCurbed(Refusal):
    """Only posts and comments take a label, a fold, a blur or less reach. Leave it, or remove it."""

    status = 400


class TooGrave(Refusal):
    """Content of the gravest kind does not stay with a note. Remove it; two people release it."""

    status = 400


async def decide_case(
    conn: Connection,
    *,
    case_id: UUID,
    moderator_id: UUID,
    is_operator: bool,
    act: DecisionAct,
    category: str,
    note: str,
    sanction: SanctionWish | None = None,
    exception: str | None = None,
    for_circle: bool = False,
    panel: PanelSplit | None = None,
) -> Case:
    """Close a case with *act*, and let it take effect in the same transaction.

    What was held is shown on release; what was never hidden just stays. A curb lets it stay, too, with a
    note, folded, blurred or with less reach; it comes off by an undo or on appeal. Removed photos enter the
    bank. A release at severity 4 takes two people, of whom one is an operator: the first proposes it and the
    case stays open, the second decides the same.

    Args:
        category: The moderator's own judgement; what machine and reporters thought is no proof.
        note: Why, for colleagues and the audit log; the author is told the category's rule instead.
        sanction: What is decided about the author besides, by the same rule; with a removal only.
        exception: The approved exception of the circle's topic that a release rests on.
        for_circle: See `lock_case`.
        panel: How a panel of members answered, where this carries it out; *moderator_id* asked it.

    Raises:
        NotFound: there is no such case.
        UnknownCategory: the policy does not know *category*, and it is not that of a case that is released:
            what waited only for a person stands under no rule.
        ReasonNeeded: nothing of *note* can be seen.
        OwnContent, OwnCircle, Recused: see `lock_case`.
        CaseClosed: somebody decided before.
        ClaimedByAnother: somebody else claimed it less than 15 minutes ago.
        AnotherPersonNeeded, NeedsOperator: see `sign_release`.
        NotExcepted: the exception is for other topics or other categories, or there is none such.
        NothingRemoved: a sanction without a removal.
        NotCurbed: it is neither post nor comment. TooGrave: it is of severity 4.
        NothingToBlur: see `curb`.
        NotAllowed, SanctionedAlready: see `sanction_person`.

    Emits: case.decided, bank.entered, account.sanctioned, call.moved. Locks: the case, the content, the
    bank's number, the calls, the author, the audit head.
    """
    note = checked_reason(note)
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id, for_circle=for_circle)
    case.must_be_open_to(moderator_id)
    if not (act == "release" and category == case.category):
        must_be_category(category)
    if sanction is not None and act != "remove":
        raise NothingRemoved
    if act in CURBS:
        _must_take_curb(case)
    if exception is not None:
        await _must_be_excepted(conn, case, act, category, exception)
    signed = Signed(True)
    if act == "release":
        signed = await sign_release(
            conn, case=case, by=moderator_id, is_operator=is_operator, category=category, note=note
        )
        if not signed.is_whole:
            return await get_case(conn, case_id=case_id, viewer_id=moderator_id)
    await end_proposal(conn, case_id, confirmed=signed.first_by is not None)
    await _settle(
        conn,
        case=case,
        act=act,
        category=category,
        note=note,
        by=moderator_id,
        first_by=signed.first_by,
        exception=exception,
        panel=panel,
    )
    if sanction is not None:
        await _sanction(conn, case, category, sanction, by=moderator_id, is_operator=is_operator)
    return await get_case(conn, case_id=case_id, viewer_id=moderator_id)


async def _settle(
    conn: Connection,
    *,
    case: LockedCase,
    act: DecisionAct,
    category: str,
    note: str,
    by: UUID,
    first_by: UUID | None,
    exception: str | None,
    panel: PanelSplit | None,
) -> None:
    """Let it take effect, close the case, and tell and write down what was decided."""
    effect = await take_effect(conn, case=case, act=act, category=category)
    decision_id = new_id()
    said = msgspec.to_builtins(panel) if panel else None
    fixed = (decision_id, case.case_id, act, category, note, msgspec.to_builtins(effect.before))
    await conn.execute(_ADD, *fixed, by, first_by, exception, said)
    await conn.execute(_CLOSE, case.case_id, STATES[act], category)
    await conn.execute(_ANSWER_REPORTS, case.case_id, "dismissed" if act == "release" else "upheld")
    await bank_photos(
        conn,
        case=case,
        effect=effect,
        act=act,
        category=category,
        decision_id=decision_id,
        moderator_id=by,
        note=note,
    )
    await tell_decided(
        conn,
        case,
        decision_id=decision_id,
        act=act,
        category=category,
        changed=effect.changed,
        panel=panel,
    )
    await end_cause(conn, kind="case", cause_id=case.case_id, at=now())
    await append(
        conn,
        act=f"{case.subject_kind}.{STATES[act]}",
        actor_id=by,
        subject_kind=case.subject_kind,
        subject_id=case.subject_id,
        circle_id=case.circle_id,
        payload={
            "case_id": case.case_id,
            "decision_id": decision_id,
            "category": category,
            "severity": case.severity,
            "note": note,
            "before": effect.before.state,
            "first": first_by,
            "exception": exception,
            "act": act,
            "panel": said,
        },
        about_id=case.author_id,
    )


def _must_take_curb(case: LockedCase) -> None:
    if case.subject_kind not in {"post", "comment"}:
        raise NotCurbed
    if case.severity >= GRAVEST:
        raise TooGrave


async def _must_be_excepted(
    conn: Connection, case: LockedCase, act: DecisionAct, category: str, exception: str
) -> None:
    if act != "release":
        raise NotExcepted
    topic = await conn.fetchval(_TOPIC, case.circle_id) if case.circle_id else None
    must_be_excepted(exception, topic=topic, category=category)


async def _sanction(
    conn: Connection, case: LockedCase, category: str, wish: SanctionWish, *, by: UUID, is_operator: bool
) -> None:
    """The author reads the rule as the reason, in both languages."""
    rule = must_be_category(category)
    await sanction_person(
        conn,
        account_id=case.author_id,
        new=NewSanction(wish.kind, category, rule.rule_zh[:500], wish.hours),
        by=by,
        is_operator=is_operator,
        case_id=case.case_id,
        reason_en=rule.rule_en,
    )
