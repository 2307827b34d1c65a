"""HTTP for polls; a poll is asked with its post."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, delete, get, post
from litestar.params import Parameter
from msgspec import Meta

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import WRITING
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.polls.close import TwoOptionsStay, close_poll, drop_option
from tonghao.polls.read import list_voters
from tonghao.polls.types import Poll, Voter
from tonghao.polls.vote import (
    AlreadyVoted,
    ChoicesRefused,
    OptionGone,
    PollClosed,
    VoteUnwelcome,
    vote,
)

_POLL = "/circles/{circle_id:uuid}/posts/{post_id:uuid}/poll"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Number = Annotated[int, Parameter(ge=1, le=10)]


class _Vote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the options that are chosen."""

    choices: Annotated[list[Annotated[int, Meta(ge=1, le=10)]], Meta(max_length=20)]


@post(
    _POLL + "/votes",
    operation_id="voteInPoll",
    responses=refusals(
        *_ASKED, *WRITING, TooMany, VoteUnwelcome, PollClosed, ChoicesRefused,
        OptionGone, AlreadyVoted,
    ),
)  # fmt: skip
async def vote_in(
    *, circle_id: UUID, post_id: UUID, data: _Vote, caller: Caller, pool: Pool, limiter: Limiter
) -> Poll:
    """Vote, or change my vote; the same vote again changes nothing."""
    await limiter.count("60 per 10 minutes", "vote_in_poll", str(caller.account_id))
    async with writing(pool) as conn:
        return await vote(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, choices=data.choices
        )


@get(_POLL + "/votes", operation_id="listPollVoters", responses=refusals(*_ASKED, BadCursor))
async def voters(
    circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None
) -> Page[Voter]:
    """Who chose what in a named poll whose results I see."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_voters(
            conn, circle_id=circle_id, post_id=post_id, viewer_id=caller.account_id, cursor=cursor
        )


@post(_POLL + "/close", operation_id="closePoll", status_code=200, responses=refusals(*_ASKED, NotAllowed))
async def close(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Poll:
    """End the poll now."""
    async with writing(pool) as conn:
        return await close_poll(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@delete(
    _POLL + "/options/{number:int}",
    operation_id="dropPollOption",
    status_code=200,
    responses=refusals(*_ASKED, NotAllowed, PollClosed, OptionGone, TwoOptionsStay),
)
async def drop(circle_id: UUID, post_id: UUID, number: _Number, caller: Caller, pool: Pool) -> Poll:
    """Take an option out of the poll, with the votes for it."""
    async with writing(pool) as conn:
        return await drop_option(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, number=number
        )


router = Router("/", route_handlers=[vote_in, voters, close, drop], tags=["polls"])
