"""HTTP for clinics; who may read the circle reads the desk."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.params import Parameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING, WRITING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.restrictions import CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.clinics.ask import UnnamedWithPhotos, ask_clinic
from tonghao.clinics.close import close_question
from tonghao.clinics.name_counsellor import TooManyCounsellors, dismiss_counsellor, name_counsellor
from tonghao.clinics.notice import NoticeChanged, ReadNoticeFirst, read_notice, set_notice
from tonghao.clinics.read import get_clinic, get_question, list_questions
from tonghao.clinics.remove import remove_question
from tonghao.clinics.reply import CounsellorsAnswer, QuestionClosed, reply_to_question
from tonghao.clinics.types import (
    Clinic,
    ClinicQuestion,
    NewCounsellor,
    NewNotice,
    NewQuestion,
    NoticeRead,
    QuestionState,
    Topic,
)
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.remarks.talk import talk_under
from tonghao.remarks.types import NewRemark, Remark
from tonghao.screening.text import TextScreener

_DESK = "/circles/{circle_id:uuid}/clinic"
_ALL = _DESK + "/questions"
_ONE = _ALL + "/{question_id:uuid}"
_COUNSELLOR = _DESK + "/counsellors/{account_id:uuid}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_WORDS = (TextRefused, CheckerAway)
_HOSTING = (CircleClosed, CircleReadOnly, EachTextWaits, NotAllowed, ToolNotUsed)
_PHOTOS = (PhotosStopped, PhotoRefused, UnnamedWithPhotos)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


@get(_DESK, operation_id="getClinic", responses=refusals(InvalidRequest, NotFound))
async def desk(circle_id: UUID, viewer: Caller | None, pool: Pool) -> Clinic:
    """The risk notice that holds now, who answers, and whether I have read it."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, None if viewer is None else viewer.account_id)
        return await get_clinic(conn, access=access)


@put(
    _DESK + "/notice",
    operation_id="setClinicNotice",
    responses=refusals(*_ASKED, *_HOSTING, *_WORDS),
)
async def notice(
    circle_id: UUID, data: NewNotice, caller: Caller, pool: Pool, screener: TextScreener
) -> Clinic:
    """Say what my circle adds to the notice; everybody reads it again."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await set_notice(conn, screener=screener, access=access, text=data.text)
        return await get_clinic(conn, access=access)


@post(
    _DESK + "/notice/read",
    operation_id="readClinicNotice",
    status_code=200,
    responses=refusals(*_ASKED, *WRITING, ToolNotUsed, NoticeChanged),
)
async def read(circle_id: UUID, data: NoticeRead, caller: Caller, pool: Pool) -> Clinic:
    """I have read the notice in this version."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await read_notice(conn, access=access, version=data.version)
        return await get_clinic(conn, access=access)


@put(
    _COUNSELLOR,
    operation_id="nameCounsellor",
    responses=refusals(*_ASKED, *_HOSTING, *_WORDS, TooManyCounsellors),
)
async def name(
    *,
    circle_id: UUID,
    account_id: UUID,
    data: NewCounsellor,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> Clinic:
    """Let a member of my circle answer, with what they are qualified in beside each answer."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await name_counsellor(
            conn, screener=screener, access=access, account_id=account_id, credential=data.credential
        )
        return await get_clinic(conn, access=access)


@delete(_COUNSELLOR, operation_id="dismissCounsellor", responses=refusals(*_ASKED, NotAllowed))
async def dismiss(circle_id: UUID, account_id: UUID, caller: Caller, pool: Pool) -> None:
    """Leave the desk, or let somebody leave it whose circle I host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await dismiss_counsellor(conn, access=access, account_id=account_id)


@get(_ALL, operation_id="listClinicQuestions", responses=refusals(InvalidRequest, NotFound, BadCursor))
async def every(
    *,
    circle_id: UUID,
    viewer: Caller | None,
    pool: Pool,
    topic: Topic | None = None,
    in_state: QuestionState | None = None,
    cursor: _Cursor = None,
) -> Page[ClinicQuestion]:
    """What was asked, the newest first."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, None if viewer is None else viewer.account_id)
        return await list_questions(conn, access=access, topic=topic, state=in_state, cursor=cursor)


@get(_ONE, operation_id="getClinicQuestion", responses=refusals(InvalidRequest, NotFound))
async def one(circle_id: UUID, question_id: UUID, viewer: Caller | None, pool: Pool) -> ClinicQuestion:
    """One question."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, None if viewer is None else viewer.account_id)
        return await get_question(conn, access=access, question_id=question_id)


@post(
    _ALL,
    operation_id="askClinic",
    responses=refusals(
        *_ASKED, *SAYING, *_WORDS, *_PHOTOS, TooMany, ToolNotUsed, IdempotencyMismatch, ReadNoticeFirst
    ),
)
async def ask(
    *,
    circle_id: UUID,
    data: NewQuestion,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> ClinicQuestion:
    """Ask a question; unnamed if I like, then only the circle's staff read who asks."""
    await limiter.count("10 per day", "ask_clinic", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> ClinicQuestion:
            access = await access_of(conn, circle_id, caller.account_id)
            question_id = await ask_clinic(conn, screener=screener, access=access, new=data)
            return await get_question(conn, access=access, question_id=question_id)

        return await idempotency.answer(conn, caller.account_id, key, ClinicQuestion, verb)


@post(
    _ONE + "/replies",
    operation_id="replyToClinicQuestion",
    responses=refusals(
        *_ASKED,
        *SAYING,
        *_WORDS,
        *_PHOTOS,
        TooMany,
        ToolNotUsed,
        IdempotencyMismatch,
        ReadNoticeFirst,
        QuestionClosed,
        CounsellorsAnswer,
    ),
)
async def reply(
    *,
    circle_id: UUID,
    question_id: UUID,
    data: NewRemark,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Page[Remark]:
    """Answer as one who is named for it, or say more to a question of mine; what was said comes back."""
    await limiter.count("30 per 10 minutes", "reply_to_clinic_question", str(caller.account_id))
    async with writing(pool) as conn:
        return await talk_under(
            conn,
            circle_id=circle_id,
            subject_id=question_id,
            account_id=caller.account_id,
            key=key,
            say=lambda access: reply_to_question(
                conn, screener=screener, access=access, question_id=question_id, new=data
            ),
        )


@post(
    _ONE + "/close",
    operation_id="closeClinicQuestion",
    status_code=200,
    responses=refusals(*_ASKED, *WRITING, NotAllowed, QuestionClosed),
)
async def close(circle_id: UUID, question_id: UUID, caller: Caller, pool: Pool) -> ClinicQuestion:
    """Close a question of mine, or one in a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await close_question(conn, access=access, question_id=question_id)
        return await get_question(conn, access=access, question_id=question_id)


@delete(
    _ONE,
    operation_id="removeClinicQuestion",
    responses=refusals(*_ASKED, *_WORDS, NotAllowed, ReasonNeeded),
)
async def remove(
    *,
    circle_id: UUID,
    question_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take a question of mine away, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        why = optional_reason(screener, reason)
        await remove_question(conn, access=access, question_id=question_id, reason=why)


router = Router(
    "/",
    route_handlers=[desk, notice, read, name, dismiss, every, one, ask, reply, close, remove],
    tags=["clinics"],
)
