"""HTTP for circles by request: their questions, and who asks to come in."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import delete, get, post, put
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import BannedHere
from tonghao.circles.answer_requests import (
    AnsweredRequest,
    ApplicantBanned,
    NewAnswers,
    RequestAnswered,
    answer_requests,
)
from tonghao.circles.get_circle import get_circle
from tonghao.circles.list_requests import JoinRequest, list_requests
from tonghao.circles.request_join import (
    AnswersNeeded,
    AskedTooSoon,
    IntroductionNeeded,
    MemberAlready,
    NewJoinRequest,
    NotByRequest,
    RequestWaits,
    request_to_join,
)
from tonghao.circles.restrictions import STOPPED, CircleClosed, OnlyByInvitation
from tonghao.circles.routes.shared import ASKED, WRITTEN, Cursor, page_seen_by
from tonghao.circles.set_questions import NewQuestions, QuestionEmpty, set_questions
from tonghao.circles.tiers import CircleFull
from tonghao.circles.types import Circle
from tonghao.circles.withdraw_request import withdraw_request
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Which = Annotated[Literal["pending", "decided"], QueryParameter(name="which")]


@put(
    "/circles/{circle_id:uuid}/join-questions",
    operation_id="setJoinQuestions",
    responses=refusals(*ASKED, *STOPPED, NotFound, NotAllowed, QuestionEmpty, TextRefused, CheckerAway),
)
async def questions(
    circle_id: UUID, data: NewQuestions, caller: Caller, pool: Pool, screener: TextScreener
) -> Circle:
    """Replace what my circle asks those who want to join."""
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        await set_questions(conn, screener=screener, access=access, questions=data.questions)
        return await get_circle(conn, circle_id, caller.account_id)


@post(
    "/circles/{circle_id:uuid}/join-requests",
    operation_id="requestToJoin",
    responses=refusals(
        *WRITTEN, NotFound, TooMany, BannedHere, CircleClosed, OnlyByInvitation, FeatureStopped, NotByRequest,
        MemberAlready, RequestWaits, AskedTooSoon, IntroductionNeeded, AnswersNeeded, TextRefused,
        CheckerAway,
    ),
)  # fmt: skip
async def ask(
    *,
    circle_id: UUID,
    data: NewJoinRequest,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Circle:
    """Ask to come into a circle."""
    await limiter.count("20 per day", "request_to_join", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Circle:
            await request_to_join(
                conn, screener=screener, circle_id=circle_id, account_id=caller.account_id, request=data
            )
            return await get_circle(conn, circle_id, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@delete(
    "/circles/{circle_id:uuid}/join-requests/mine",
    operation_id="withdrawJoinRequest",
    responses=refusals(*ASKED, NotFound),
)
async def withdraw(circle_id: UUID, caller: Caller, pool: Pool) -> None:
    """Take back my request that waits."""
    async with writing(pool) as conn:
        await withdraw_request(conn, circle_id=circle_id, account_id=caller.account_id)


@get(
    "/circles/{circle_id:uuid}/join-requests",
    operation_id="listJoinRequests",
    responses=refusals(*ASKED, NotFound, NotAllowed, BadCursor),
)
async def requests(
    circle_id: UUID, caller: Caller, pool: Pool, which: _Which = "pending", cursor: Cursor = None
) -> Page[JoinRequest]:
    """Who asks to come into a circle that I look after."""
    async with reading(pool) as conn:
        (await page_seen_by(conn, circle_id, caller)).must("see_requests")
        return await list_requests(conn, circle_id=circle_id, which=which, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/join-requests/answers",
    operation_id="answerJoinRequests",
    responses=refusals(
        *WRITTEN, NotFound, NotAllowed, TooMany, ReasonNeeded, TextRefused, CheckerAway, CircleClosed,
        OnlyByInvitation, CircleFull, FeatureStopped,
        RequestAnswered, ApplicantBanned,
    ),
)  # fmt: skip
async def answer(
    *,
    circle_id: UUID,
    data: NewAnswers,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> list[AnsweredRequest]:
    """Let people in, or decline with a reason; one or many."""
    await limiter.count("300 per hour", "answer_join_requests", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> list[AnsweredRequest]:
            access = await page_seen_by(conn, circle_id, caller)
            return await answer_requests(conn, screener=screener, access=access, answers=data)

        return await idempotency.answer(conn, caller.account_id, key, list[AnsweredRequest], verb)
