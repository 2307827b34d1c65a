"""Report: somebody says in one tap that something is not as it should be."""

import secrets
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.moderation.categories import must_be_reportable
from tonghao.moderation.find_subject import find_subject, is_for_members
from tonghao.moderation.open_case import open_case
from tonghao.moderation.types import NewReport, Report, Subject
from tonghao.moderation.weigh_report import Weight, add_up, is_linked, weigh_report

# Crockford's letters: none that is taken for another.
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_MINE: Final = """
    SELECT id, number, state, subject_kind, category, at, answered_at
      FROM reports WHERE reporter_id = $1 AND subject_id = $2 AND state = 'open'
"""

_ADD: Final = """
    INSERT INTO reports (id, number, reporter_id, case_id, subject_kind, subject_id, circle_id, post_id,
                         category, note, weight, is_tried, link)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT DO NOTHING
    RETURNING id, number, state, subject_kind, category, at, answered_at
"""

_OPEN: Final = """
    SELECT id FROM cases WHERE subject_kind = $1 AND subject_id = $2 AND state = 'open'
"""
_COUNT: Final = "UPDATE cases SET reports = reports + 1 WHERE id = $1"


class OwnReport(Refusal):
    """This is your own. You can edit or delete it yourself."""


async def report_content(conn: Connection, *, reporter_id: UUID, new: NewReport) -> Report:
    """Bring something before a person; however many report it, it stays visible until one decides.

    Whoever reports the same open thing twice gets the first report back. A report counts by how often its
    maker was right, see `weigh_report`; those of newcomers, of people who were often wrong, and of several
    accounts from one place make nothing graver that is open already.

    Raises:
        NotFound: there is no such thing, or *reporter_id* cannot see it.
        NotReportable: the policy does not let people report this category, or does not know it.
        OwnReport: it belongs to the reporter.

    Emits: case.opened, when it is new. Locks: the case.
    """
    severity = must_be_reportable(new.category).severity
    subject = await _visible_subject(conn, reporter_id, new)
    if subject.author_id == reporter_id:
        raise OwnReport
    mine = await conn.fetchrow(_MINE, reporter_id, new.subject_id)
    if mine is not None:
        return Report(*mine)
    weight = await weigh_report(conn, reporter_id=reporter_id, subject_id=subject.subject_id)
    opened = await open_case(
        conn,
        inlet="report",
        subject=subject,
        category=new.category,
        severity=severity,
        raises=await _may_raise(conn, reporter_id, subject, weight),
    )
    if opened.is_new:
        # Between our look and our case somebody may have decided, and closed the case before.
        await _visible_subject(conn, reporter_id, new)
    row = await _numbered(conn, reporter_id, opened.case_id, new, weight)
    if row is None:
        # The same person from a second device, a moment ago.
        mine = await conn.fetchrow(_MINE, reporter_id, new.subject_id)
        assert mine is not None
        return Report(*mine)
    await conn.execute(_COUNT, opened.case_id)
    await add_up(conn, case_id=opened.case_id, is_tried=weight.is_tried)
    return Report(*row)


async def _may_raise(conn: Connection, reporter_id: UUID, subject: Subject, weight: Weight) -> bool:
    if not weight.may_raise or weight.is_tried:
        return weight.may_raise
    case_id = await conn.fetchval(_OPEN, subject.kind, subject.subject_id)
    if case_id is None:
        return True
    return not await is_linked(conn, case_id=case_id, reporter_id=reporter_id, link=weight.link)


async def _numbered(
    conn: Connection, reporter_id: UUID, case_id: UUID, new: NewReport, weight: Weight
) -> Row | None:
    """The stored report; None when the reporter has an open one already."""
    for _ in range(20):
        row = await conn.fetchrow(
            _ADD,
            new_id(),
            f"R-{now():%Y%m%d}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}",
            reporter_id,
            case_id,
            new.subject_kind,
            new.subject_id,
            new.circle_id,
            new.post_id,
            new.category,
            visible(new.note, lines=True),
            weight.value,
            weight.is_tried,
            weight.link,
        )
        if row is not None:
            return row
        if await conn.fetchval(_MINE, reporter_id, new.subject_id) is not None:
            return None
    raise RuntimeError("no free report number today")


async def _visible_subject(conn: Connection, reporter_id: UUID, new: NewReport) -> Subject:
    """What the report is about, as the reporter sees it.

    A photo in a post is looked at with its post, a cover with its circle.
    """
    if new.subject_kind == "account":
        subject = await find_subject(conn, kind="account", subject_id=new.subject_id)
    elif new.subject_kind == "circle":
        await access_of(conn, new.subject_id, reporter_id)
        subject = await find_subject(conn, kind="circle", subject_id=new.subject_id)
    else:
        subject = await _in_circle(conn, reporter_id, new)
    if subject is None or (subject.state != "visible" and subject.author_id != reporter_id):
        raise NotFound
    return subject


async def _in_circle(conn: Connection, reporter_id: UUID, new: NewReport) -> Subject | None:
    if new.circle_id is None:
        raise NotFound
    access = await access_of(conn, new.circle_id, reporter_id)
    if new.subject_kind == "tool":
        place = {"circle_id": new.circle_id, "subject_id": new.subject_id}
        if access.role is None and await is_for_members(conn, **place):
            raise NotFound
        return await find_subject(conn, kind="tool", **place)
    if new.subject_kind == "comment":
        if new.post_id is None:
            raise NotFound
        post = await find_subject(conn, kind="post", subject_id=new.post_id, circle_id=new.circle_id)
        if post is None or (post.state != "visible" and post.author_id != reporter_id):
            raise NotFound
        return await find_subject(
            conn, kind="comment", subject_id=new.subject_id, circle_id=new.circle_id, post_id=new.post_id
        )
    if new.subject_kind == "post":
        return await find_subject(conn, kind="post", subject_id=new.subject_id, circle_id=new.circle_id)
    if new.post_id is None:
        subject = await find_subject(conn, kind="circle", subject_id=new.circle_id)
    else:
        subject = await find_subject(conn, kind="post", subject_id=new.post_id, circle_id=new.circle_id)
    shown = subject.snapshot.photos if subject else []
    return subject if any(photo.media_id == new.subject_id for photo in shown) else None
