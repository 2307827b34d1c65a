"""Request to join: somebody introduces themself to a circle, answers its questions, and waits."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circle_events import JoinRequested
from tonghao.circles.access import BannedHere
from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.circles.restrictions import must_take_people, restrictions_from
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

_DAYS: Final = 30
PAUSE: Final = timedelta(days=7)
_LONGEST: Final = 300

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT c.kind, c.state, c.join_questions,
           CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END AS restrictions,
           m.account_id IS NOT NULL AS is_member,
           b.account_id IS NOT NULL AS is_banned, b.until,
           EXISTS (SELECT FROM join_requests r
                    WHERE r.circle_id = c.id AND r.account_id = $2 AND r.state = 'pending') AS is_pending,
           (SELECT max(r.decided_at) FROM join_requests r
             WHERE r.circle_id = c.id AND r.account_id = $2 AND r.state = 'declined') AS declined_at
      FROM circles c
      LEFT JOIN memberships m ON m.circle_id = c.id AND m.account_id = $2
      LEFT JOIN circle_bans b ON b.circle_id = c.id AND b.account_id = $2
                             AND (b.until IS NULL OR b.until > now())
     WHERE c.id = $1
"""
_ASK: Final = """
    INSERT INTO join_requests (circle_id, id, account_id, introduction, note, answers, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


class NotByRequest(Refusal):
    """This circle takes no requests. Join it directly, or ask its staff for an invitation."""


class MemberAlready(Refusal):
    """You belong to this circle already."""


class RequestWaits(Refusal):
    """Your request is waiting for an answer. You can withdraw it and ask anew."""


class AskedTooSoon(Refusal):
    """The circle declined your last request. The details say when you may ask again."""


class IntroductionNeeded(Refusal):
    """Introduce yourself in 1 to 300 characters: people answer whom they can picture."""

    status = 400


class AnswersNeeded(Refusal):
    """Answer the questions that need an answer, each in at most 300 characters."""

    status = 400


class NewJoinRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`answers` stand in the order of the circle's questions; an empty one is left out."""

    introduction: Annotated[str, Meta(max_length=2000)]
    note: Annotated[str, Meta(max_length=2000)] = ""
    answers: Annotated[list[Annotated[str, Meta(max_length=2000)]], Meta(max_length=5)] = []


async def request_to_join(
    conn: Connection, *, screener: TextScreener, circle_id: UUID, account_id: UUID, request: NewJoinRequest
) -> UUID:
    """Put the request before the circle's staff, who have 30 days for it.

    Raises:
        FeatureStopped: nobody joins anything for now.
        NotFound: no such circle, or one by invitation.
        BannedHere: a banned person cannot ask; the details say until when.
        CircleClosed: nobody joins any more.
        OnlyByInvitation: for now people come by invitation only.
        NotByRequest: the circle is open.
        MemberAlready, RequestWaits: there is nothing to ask for.
        AskedTooSoon: declined less than a week ago; `details.after` says when it is over.
        IntroductionNeeded, AnswersNeeded: something is missing or too long; `details.numbers` from 0.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: join.requested, join_requests.counted. Locks: the circle.
    """
    await must_run(conn, "joining")
    await conn.execute(_LOCK_CIRCLE, circle_id)
    facts = await conn.fetchrow(_FACTS, circle_id, account_id)
    if facts is None or facts["kind"] == "invite":
        raise NotFound
    _refuse_unless_open(facts)
    introduction, note = visible(request.introduction, lines=True), visible(request.note, lines=True)
    if not 1 <= len(introduction) <= _LONGEST or len(note) > _LONGEST:
        raise IntroductionNeeded
    answers = _answered(facts["join_questions"], request.answers)
    said = (introduction, note, *(answer["answer"] for answer in answers))
    must_pass(screener, "\n".join(text for text in said if text), kind="circle")
    request_id = new_id()
    expires_at = now() + timedelta(days=_DAYS)
    await conn.execute(_ASK, circle_id, request_id, account_id, introduction, note, answers, expires_at)
    await outbox.emit(conn, JoinRequested(circle_id, request_id, account_id), audience="nobody")
    await tell_how_many_wait(conn, circle_id)
    return request_id


def _refuse_unless_open(facts: Any) -> None:
    if facts["is_member"]:
        raise MemberAlready
    if facts["is_banned"]:
        raise BannedHere(until=facts["until"])
    must_take_people(facts["state"], restrictions_from(facts["restrictions"]))
    if facts["kind"] != "request":
        raise NotByRequest
    if facts["is_pending"]:
        raise RequestWaits
    declined_at: datetime | None = facts["declined_at"]
    if declined_at is not None and declined_at + PAUSE > now():
        raise AskedTooSoon(after=declined_at + PAUSE)


def _answered(questions: list[dict[str, Any]], answers: list[str]) -> list[dict[str, str]]:
    said = [visible(answer, lines=True) for answer in answers] + [""] * (len(questions) - len(answers))
    wrong = [
        number
        for number, question in enumerate(questions)
        if len(said[number]) > _LONGEST or (question["is_required"] and not said[number])
    ]
    if wrong or any(said[len(questions) :]):
        raise AnswersNeeded(numbers=wrong)
    return [
        {"question": question["text"], "answer": said[number]}
        for number, question in enumerate(questions)
        if said[number]
    ]
