"""Find what somebody does not agree with, and whether it can be appealed."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.appeals.rules import rules
from tonghao.appeals.types import AppealAbout, AppealAgainst, AppealParty, AppealTarget
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.types import SubjectKind


class NothingToAppeal(Refusal):
    """There is no decision here that could be appealed, or it was taken back already. Load it again."""


class FollowsRule(Refusal):
    """This follows from a rule and ends with its cause: somebody on duty, a licence, better weeks."""


class AppealTooLate(Refusal):
    """The time to appeal is over: six months after the decision."""


class AppealFinal(Refusal):
    """This was decided on an appeal by another person, and that decision is final."""


_OF_THING: Final = """
    SELECT id, state, subject_kind, subject_id, author_id, circle_id, post_id, category, opened_at
      FROM cases WHERE subject_id = $1 AND subject_kind = $2
     ORDER BY opened_at DESC, id DESC LIMIT 1
"""
# What stays with a note, folded or with less reach, whatever was reported about it since.
_CURBED: Final = """
    SELECT id, state, subject_kind, subject_id, author_id, circle_id, post_id, category, opened_at
      FROM cases WHERE subject_id = $1 AND subject_kind = $2 AND state = 'curbed'
     ORDER BY closed_at DESC, id DESC LIMIT 1
"""
_OF_PHOTOS: Final = """
    SELECT id, state, subject_kind, subject_id, author_id, circle_id, post_id, category, opened_at
      FROM cases WHERE subject_id = ANY($1::uuid[]) AND subject_kind = 'photo' AND state <> 'released'
     ORDER BY opened_at DESC, id DESC LIMIT 1
"""
_POST_OF_PHOTO: Final = """
    SELECT id, state, subject_kind, subject_id, author_id, circle_id, post_id, category, opened_at
      FROM cases
     WHERE subject_kind = 'post' AND state <> 'released'
       AND subject_id IN (SELECT place_id FROM media_uses
                           WHERE owner_id = $1 AND media_id = $2 AND place_kind = 'post')
     ORDER BY opened_at DESC, id DESC LIMIT 1
"""
_STANDING: Final = """
    SELECT id, act, category, at FROM case_decisions WHERE case_id = $1 AND undone_at IS NULL
"""
# The newest removal by the circle's staff; the platform's decisions come before it.
_REMOVAL: Final = """
    SELECT id, at, reason, undone_by IS NOT NULL AS is_undone, post_id FROM circle_acts
     WHERE circle_id = $1 AND subject_id = $2 AND act LIKE '%.removed'
     ORDER BY id DESC LIMIT 1
"""
_REPORT: Final = """
    SELECT r.id, r.state, r.category AS reported, c.id AS case_id, c.subject_kind, c.subject_id,
           c.circle_id, c.post_id
      FROM reports r JOIN cases c ON c.id = r.case_id
     WHERE r.id = $1 AND r.reporter_id = $2
"""
_RESTRICTION: Final = """
    SELECT id, kind, source, at, ended_at FROM circle_restrictions WHERE circle_id = $1 AND id = $2
"""
_MADE_ON_APPEAL: Final = "SELECT EXISTS (SELECT FROM appeals WHERE result_id = $1)"
_SANCTION: Final = """
    SELECT id, kind, category, in_force_at, ended_at FROM account_sanctions WHERE account_id = $1 AND id = $2
"""
# What is set by a person, or by a breaker that may have been wrong.
_SOURCES: Final = frozenset({"sanction", "brake", "breaker"})


class Ground(msgspec.Struct, frozen=True):
    """What an appeal is against.

    Attributes:
        against_id: The case of a hold, the decision, the sanction, the restriction.
        act: What was done: hold, remove, dismiss, or the kind of sanction or restriction.
        by_machine: Nobody has looked yet.
        reason: What the staff of a circle said.
    """

    against: AppealAgainst
    against_id: UUID
    case_id: UUID | None
    act: str
    party: AppealParty
    report_id: UUID | None
    subject_kind: SubjectKind
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    category: str
    at: datetime
    by_machine: bool = False
    reason: str = ""

    @property
    def until(self) -> datetime:
        return self.at + timedelta(days=rules().window_days)


async def find_ground(conn: Connection, *, account_id: UUID, target: AppealTarget) -> Ground:
    """What *account_id* does not agree with, if it concerns them.

    Raises:
        NotFound: there is no such thing, or it is none of theirs.
        NothingToAppeal: nothing is held or decided against them.
        FollowsRule: a restriction that no person set.
    """
    return await _FINDERS[target.about](conn, account_id, target)


async def must_be_appealable(conn: Connection, ground: Ground) -> None:
    """Raises AppealFinal for what was decided on an appeal, AppealTooLate after the time."""
    if await conn.fetchval(_MADE_ON_APPEAL, ground.against_id):
        raise AppealFinal
    if ground.until < now():
        raise AppealTooLate(until=ground.until)


async def _of_content(conn: Connection, account_id: UUID, target: AppealTarget) -> Ground:
    case = await _case_of(conn, account_id, target)
    if case is None or case["state"] == "released":
        removal = await _removal_of(conn, account_id, target)
        if removal is not None:
            return removal
    if case is None:
        raise NotFound
    party: AppealParty = "author"
    if case["author_id"] != account_id:
        await _must_look_after(conn, case["circle_id"], account_id)
        party = "circle"
    if case["state"] == "open":
        curbed = await conn.fetchrow(_CURBED, target.id, target.subject_kind)
        subject = await find_subject(
            conn,
            kind=case["subject_kind"],
            subject_id=case["subject_id"],
            circle_id=case["circle_id"],
            post_id=case["post_id"],
            owner_id=case["author_id"],
        )
        if subject is not None and subject.state != "held" and curbed is not None:
            return await _of_decision(conn, curbed, party)
        if subject is None or subject.state != "held":
            raise NothingToAppeal
        return _ground("hold", case["id"], case, "hold", party, case["category"], case["opened_at"])
    if case["state"] == "released":
        case = await conn.fetchrow(_CURBED, target.id, target.subject_kind) or case
    return await _of_decision(conn, case, party)


async def _of_decision(conn: Connection, case: Row, party: AppealParty) -> Ground:
    """Against what a person decided about *case*, and what stands."""
    decision = await conn.fetchrow(_STANDING, case["id"])
    if decision is None or decision["act"] == "release":
        raise NothingToAppeal
    return _ground(
        "decision", decision["id"], case, decision["act"], party, decision["category"], decision["at"]
    )


async def _removal_of(conn: Connection, account_id: UUID, target: AppealTarget) -> Ground | None:
    """What the staff of a circle removed of *account_id*, while it is removed."""
    kind, circle_id = target.subject_kind, target.circle_id
    if circle_id is None or kind not in {"post", "comment", "tool"}:
        return None
    act = await conn.fetchrow(_REMOVAL, circle_id, target.id)
    if act is None:
        return None
    subject = await find_subject(
        conn, kind=kind, subject_id=target.id, circle_id=circle_id, post_id=act["post_id"]
    )
    if subject is None or subject.author_id != account_id:
        return None
    if act["is_undone"] or subject.state != "removed":
        raise NothingToAppeal
    return Ground(
        "removal", act["id"], None, "remove", "author", None, kind, target.id, circle_id, act["post_id"], "",
        act["at"], reason=act["reason"],
    )  # fmt: skip


async def _case_of(conn: Connection, account_id: UUID, target: AppealTarget) -> Row | None:
    """The newest case about the thing itself, else about what holds it: a photo of a post, a photo's post."""
    if target.subject_kind is None:
        raise NotFound
    case = await conn.fetchrow(_OF_THING, target.id, target.subject_kind)
    if case is not None and case["state"] != "released":
        return case
    other = None
    if target.subject_kind == "photo":
        other = await conn.fetchrow(_POST_OF_PHOTO, account_id, target.id)
    elif target.subject_kind == "post":
        post = await find_subject(conn, kind="post", subject_id=target.id, circle_id=target.circle_id)
        if post is not None:
            other = await conn.fetchrow(_OF_PHOTOS, [one.media_id for one in post.snapshot.photos])
    return other or case


async def _of_report(conn: Connection, account_id: UUID, target: AppealTarget) -> Ground:
    report = await conn.fetchrow(_REPORT, target.id, account_id)
    if report is None:
        raise NotFound
    decision = await conn.fetchrow(_STANDING, report["case_id"])
    if report["state"] != "dismissed" or decision is None or decision["act"] != "release":
        raise NothingToAppeal
    return Ground(
        "decision",
        decision["id"],
        report["case_id"],
        "dismiss",
        "reporter",
        report["id"],
        report["subject_kind"],
        report["subject_id"],
        report["circle_id"],
        report["post_id"],
        report["reported"],
        decision["at"],
    )


async def _of_restriction(conn: Connection, account_id: UUID, target: AppealTarget) -> Ground:
    await _must_look_after(conn, target.circle_id, account_id)
    found = await conn.fetchrow(_RESTRICTION, target.circle_id, target.id)
    if found is None or target.circle_id is None:
        raise NotFound
    if found["ended_at"] is not None:
        raise NothingToAppeal
    if found["source"] not in _SOURCES:
        raise FollowsRule
    circle_id = target.circle_id
    return Ground(
        "restriction",
        found["id"],
        None,
        found["kind"],
        "circle",
        None,
        "circle",
        circle_id,
        circle_id,
        None,
        "",
        found["at"],
        found["source"] == "breaker",
    )


async def _of_sanction(conn: Connection, account_id: UUID, target: AppealTarget) -> Ground:
    found = await conn.fetchrow(_SANCTION, account_id, target.id)
    if found is None or found["in_force_at"] is None:
        raise NotFound
    if found["ended_at"] is not None:
        raise NothingToAppeal
    return Ground(
        "sanction",
        found["id"],
        None,
        found["kind"],
        "author",
        None,
        "account",
        account_id,
        None,
        None,
        found["category"],
        found["in_force_at"],
    )


async def _must_look_after(conn: Connection, circle_id: UUID | None, account_id: UUID) -> None:
    """Raises NotFound unless *account_id* is owner or host of the circle, or runs its partner."""
    if circle_id is None:
        raise NotFound
    access = await access_of(conn, circle_id, account_id)
    if not access.may("undo_acts"):
        raise NotFound


def _ground(
    against: AppealAgainst,
    against_id: UUID,
    case: Row,
    act: str,
    party: AppealParty,
    category: str,
    at: datetime,
) -> Ground:
    return Ground(
        against, against_id, case["id"], act, party, None, case["subject_kind"], case["subject_id"],
        case["circle_id"], case["post_id"], category, at, against == "hold",
    )  # fmt: skip


_Finder = Callable[[Connection, UUID, AppealTarget], Awaitable[Ground]]
_FINDERS: Final[dict[AppealAbout, _Finder]] = {
    "content": _of_content,
    "report": _of_report,
    "sanction": _of_sanction,
    "restriction": _of_restriction,
}
