"""HTTP for lost pets; who may read the circle reads the board."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post
from litestar.params import Parameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.restrictions import PhotosLater, PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.lost_pets.end_search import end_search
from tonghao.lost_pets.post_notice import SeenTimeRefused, post_notice
from tonghao.lost_pets.read import get_lost_pet, list_lost_pets
from tonghao.lost_pets.remove import remove_notice
from tonghao.lost_pets.sight import SearchOver, sight
from tonghao.lost_pets.types import LostPet, NewLostPet, SearchEnd
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.remarks.talk import talk_under
from tonghao.remarks.types import NewRemark, Remark
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/lost-pets"
_ONE = _ALL + "/{lost_pet_id:uuid}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_MEMBER = SAYING
_WORDS = (TextRefused, CheckerAway)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


@get(_ALL, operation_id="listLostPets", responses=refusals(InvalidRequest, NotFound, BadCursor))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool, cursor: _Cursor = None) -> Page[LostPet]:
    """The board: who is missing, then who came home."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_lost_pets(conn, circle_id=circle_id, viewer_id=viewer_id, cursor=cursor)


@get(_ONE, operation_id="getLostPet", responses=refusals(InvalidRequest, NotFound))
async def one(circle_id: UUID, lost_pet_id: UUID, viewer: Caller | None, pool: Pool) -> LostPet:
    """One notice."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await get_lost_pet(conn, circle_id=circle_id, lost_pet_id=lost_pet_id, viewer_id=viewer_id)


@post(
    _ALL,
    operation_id="postLostPet",
    responses=refusals(
        *_ASKED,
        *_MEMBER,
        *_WORDS,
        PhotosLater,
        PhotosStopped,
        PhotosLater,
        TooMany,
        ToolNotUsed,
        IdempotencyMismatch,
        SeenTimeRefused,
        PhotoRefused,
    ),
)
async def post_one(
    *,
    circle_id: UUID,
    data: NewLostPet,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> LostPet:
    """Say that an animal of mine is missing."""
    await limiter.count("10 per day", "post_lost_pet", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> LostPet:
            access = await access_of(conn, circle_id, caller.account_id)
            lost_pet_id = await post_notice(conn, screener=screener, access=access, new=data)
            return await get_lost_pet(
                conn, circle_id=circle_id, lost_pet_id=lost_pet_id, viewer_id=caller.account_id
            )

        return await idempotency.answer(conn, caller.account_id, key, LostPet, verb)


@post(
    _ONE + "/sightings",
    operation_id="sightLostPet",
    responses=refusals(
        *_ASKED,
        *_MEMBER,
        *_WORDS,
        PhotosLater,
        PhotosStopped,
        PhotosLater,
        TooMany,
        IdempotencyMismatch,
        SearchOver,
        PhotoRefused,
    ),
)
async def sight_one(
    *,
    circle_id: UUID,
    lost_pet_id: UUID,
    data: NewRemark,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Page[Remark]:
    """Say what I saw; the first page of what people saw comes back."""
    await limiter.count("30 per 10 minutes", "sight_lost_pet", str(caller.account_id))
    async with writing(pool) as conn:
        return await talk_under(
            conn,
            circle_id=circle_id,
            subject_id=lost_pet_id,
            account_id=caller.account_id,
            key=key,
            say=lambda access: sight(
                conn, screener=screener, access=access, lost_pet_id=lost_pet_id, new=data
            ),
        )


@post(
    _ONE + "/end",
    operation_id="endSearch",
    status_code=200,
    responses=refusals(*_ASKED, *_MEMBER, *_WORDS, NotAllowed, SearchOver),
)
async def end(
    *,
    circle_id: UUID,
    lost_pet_id: UUID,
    data: SearchEnd,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> LostPet:
    """Say that my animal is home, or that I look no more, and thank those who helped."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await end_search(conn, screener=screener, access=access, lost_pet_id=lost_pet_id, end=data)
        return await get_lost_pet(
            conn, circle_id=circle_id, lost_pet_id=lost_pet_id, viewer_id=caller.account_id
        )


@delete(
    _ONE,
    operation_id="removeLostPet",
    responses=refusals(*_ASKED, *_WORDS, NotAllowed, ReasonNeeded),
)
async def remove(
    *,
    circle_id: UUID,
    lost_pet_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take a notice of mine down, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        why = optional_reason(screener, reason)
        await remove_notice(conn, access=access, lost_pet_id=lost_pet_id, reason=why)


router = Router("/", route_handlers=[every, one, post_one, sight_one, end, remove], tags=["lost-pets"])
