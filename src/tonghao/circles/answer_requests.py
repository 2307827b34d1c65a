"""Answer requests: the staff of a circle let people in, or decline with a reason."""

from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.audit.append import append
from tonghao.circle_events import JoinAnswered
from tonghao.circles.access import Access
from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.circles.join import add_member
from tonghao.circles.record_act import screened_reason
from tonghao.circles.restrictions import must_take_people, restrictions_from
from tonghao.circles.tiers import CircleFull, must_have_room
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.screening.text import TextScreener

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_STATE: Final = """
    SELECT c.state, CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END
      FROM circles c WHERE c.id = $1
"""
_REQUEST: Final = """
    SELECT r.account_id, r.state, r.expires_at <= now() AS is_over,
           EXISTS (SELECT FROM circle_bans b
                    WHERE b.circle_id = r.circle_id AND b.account_id = r.account_id
                      AND (b.until IS NULL OR b.until > now())) AS is_banned
      FROM join_requests r
     WHERE r.circle_id = $1 AND r.id = $2
"""
_DECIDE: Final = """
    UPDATE join_requests SET state = $3, reason = $4, decided_by = $5, decided_at = now()
     WHERE circle_id = $1 AND id = $2
"""

Outcome = Literal["accepted", "declined", "answered_before", "not_found", "banned", "full"]


class RequestAnswered(Refusal):
    """This request is no longer waiting: it was answered, withdrawn, or is too old. Load the list again."""


class ApplicantBanned(Refusal):
    """This person is banned here. Lift the ban first, or decline the request."""


class NewAnswers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reason` is needed to decline; the person reads it."""

    request_ids: Annotated[list[UUID], Meta(min_length=1, max_length=50)]
    accept: bool
    reason: Annotated[str, Meta(max_length=500)] = ""


class AnsweredRequest(msgspec.Struct, frozen=True):
    """What became of one request of a batch."""

    request_id: UUID
    outcome: Outcome


async def answer_requests(
    conn: Connection, *, screener: TextScreener, access: Access, answers: NewAnswers
) -> list[AnsweredRequest]:
    """Accept or decline; of several, those that cannot be answered any more are passed over and named.

    Args:
        access: Of the person who asks; they must be host, owner, or have the right from the partner.

    Raises:
        NotAllowed: the person may not answer.
        ReasonNeeded, TextRefused, CheckerAway: see `screened_reason`; only when declining.
        CircleClosed, OnlyByInvitation, FeatureStopped: nobody is let in, for now or for ever.
        NotFound, RequestAnswered, ApplicantBanned, CircleFull: of a single request.

    Emits: join.answered for each, join_requests.counted, circle.joined. Locks: the circle, then the
    audit log.
    """
    access.must("answer_requests")
    reason = "" if answers.accept else screened_reason(screener, answers.reason)
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    if answers.accept:
        await must_run(conn, "joining")
    if answers.accept and (stands := await conn.fetchrow(_STATE, access.circle_id)) is not None:
        must_take_people(stands[0], restrictions_from(stands[1]))
    wanted = list(dict.fromkeys(answers.request_ids))
    outcomes: list[AnsweredRequest] = []
    people: list[tuple[UUID, UUID]] = []
    for request_id in wanted:
        row = await conn.fetchrow(_REQUEST, access.circle_id, request_id)
        outcome = _outcome_of(row, accept=answers.accept)
        if outcome == "accepted":
            try:
                await must_have_room(conn, access.circle_id)
            except CircleFull:
                if len(wanted) == 1:
                    raise
                outcome = "full"
        if len(wanted) == 1:
            _refuse(outcome)
        outcomes.append(AnsweredRequest(request_id, outcome))
        if outcome not in {"accepted", "declined"}:
            continue
        assert row is not None
        await _settle(conn, access, request_id, row["account_id"], outcome, reason)
        people.append((request_id, row["account_id"]))
    await tell_how_many_wait(conn, access.circle_id)
    for request_id, account_id in people:
        await _write_down(conn, access, request_id, account_id, "accepted" if answers.accept else "declined")
    return outcomes


def _outcome_of(row: object, *, accept: bool) -> Outcome:
    if row is None:
        return "not_found"
    if row["state"] != "pending" or row["is_over"]:  # type: ignore[index]
        return "answered_before"
    if accept and row["is_banned"]:  # type: ignore[index]
        return "banned"
    return "accepted" if accept else "declined"


def _refuse(outcome: Outcome) -> None:
    if outcome == "not_found":
        raise NotFound
    if outcome == "answered_before":
        raise RequestAnswered
    if outcome == "banned":
        raise ApplicantBanned


async def _settle(
    conn: Connection, access: Access, request_id: UUID, account_id: UUID, outcome: Outcome, reason: str
) -> None:
    await conn.execute(_DECIDE, access.circle_id, request_id, outcome, reason, access.account_id)
    if outcome == "accepted":
        await add_member(conn, circle_id=access.circle_id, account_id=account_id)
    assert access.account_id is not None
    event = JoinAnswered(access.circle_id, request_id, account_id, outcome, reason, access.account_id)
    await outbox.emit(conn, event, audience=f"account:{account_id}")


async def _write_down(
    conn: Connection, access: Access, request_id: UUID, account_id: UUID, outcome: str
) -> None:
    # In the inner log alone: that somebody was declined is nobody's business but theirs.
    await append(
        conn,
        act=f"join_request.{outcome}",
        actor_id=access.account_id,
        subject_kind="account",
        subject_id=account_id,
        circle_id=access.circle_id,
        payload={"request_id": str(request_id)},
    )
