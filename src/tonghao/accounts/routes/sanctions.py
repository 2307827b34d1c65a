"""What was decided about a person, and the brakes of the whole place."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_204_NO_CONTENT
from msgspec import Meta

from tonghao import idempotency
from tonghao.accounts.appoint_moderator import (
    Appointment,
    MinorAppointed,
    RoleFromMachine,
    appoint_moderator,
)
from tonghao.accounts.brake_feature import (
    BrakedAlready,
    FeatureBrake,
    NewFeatureBrake,
    ReleasedAlready,
    pull_feature_brake,
    release_feature_brake,
)
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.freeze_wallet import NoWalletYet
from tonghao.accounts.lift_sanction import SanctionOver, lift_sanction
from tonghao.accounts.sanction import (
    AnotherPersonNeeded,
    FreezeNeedsOperator,
    NotProposed,
    OwnAccount,
    SanctionedAlready,
    confirm_sanction,
    sanction_person,
)
from tonghao.accounts.sanctions import (
    NewSanction,
    Sanction,
    SanctionOfPerson,
    list_own_sanctions,
    list_proposals,
    list_sanctions,
)
from tonghao.accounts.screen_text import CheckerAway, TextRefused, must_pass
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_DECIDED = (*_STAFF, NotFound, OwnAccount, ReasonNeeded, TextRefused, CheckerAway, IdempotencyMismatch)
_PERSON = "/people/{account_id:uuid}/sanctions"
_ONE = _PERSON + "/{sanction_id:uuid}"


class _Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it ends."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


@get(
    "/me/decisions",
    operation_id="listMyDecisions",
    responses=refusals(BadCursor, InvalidRequest, SignInNeeded),
)
async def mine(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[Sanction]:
    """What was decided about me: the rule, why, until when."""
    async with reading(pool) as conn:
        return await list_own_sanctions(conn, account_id=caller.account_id, cursor=cursor)


@get(_PERSON, operation_id="listSanctions", responses=refusals(BadCursor, NotFound, *_STAFF))
async def of_person(
    account_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None
) -> Page[SanctionOfPerson]:
    """What was decided about somebody, and what is proposed; for people of the platform."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_sanctions(conn, account_id=account_id, cursor=cursor)


@get("/console/proposals", operation_id="listProposals", responses=refusals(BadCursor, NotFound, *_STAFF))
async def proposals(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[SanctionOfPerson]:
    """What waits for a second person."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_proposals(conn, cursor=cursor)


@post(_PERSON, operation_id="sanctionPerson", responses=refusals(*_DECIDED, SanctionedAlready, NoWalletYet))
async def decide(
    *,
    account_id: UUID,
    data: NewSanction,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    screener: TextScreener,
) -> Page[SanctionOfPerson]:
    """Strike or mute somebody; propose to suspend them, close their account or freeze their wallet."""
    caller.must_moderate()

    async with writing(pool) as conn:

        async def verb() -> Page[SanctionOfPerson]:
            must_pass(screener, data.reason, kind="circle")
            await sanction_person(
                conn,
                account_id=account_id,
                new=data,
                by=caller.account_id,
                is_operator=caller.is_operator,
            )
            return await list_sanctions(conn, account_id=account_id)

        return await idempotency.answer(conn, caller.account_id, key, Page[SanctionOfPerson], verb)


@post(
    _ONE + "/confirmations",
    operation_id="confirmSanction",
    responses=refusals(*_STAFF, NotFound, OwnAccount, NotProposed, AnotherPersonNeeded, FreezeNeedsOperator),
)
async def confirm(account_id: UUID, sanction_id: UUID, caller: Caller, pool: Pool) -> Page[SanctionOfPerson]:
    """Confirm as the second person what somebody else proposed; a second try is told that it stands."""
    caller.must_moderate()
    async with writing(pool) as conn:
        await confirm_sanction(
            conn,
            account_id=account_id,
            sanction_id=sanction_id,
            by=caller.account_id,
            is_operator=caller.is_operator,
        )
        return await list_sanctions(conn, account_id=account_id)


@post(
    _ONE + "/lifts",
    operation_id="liftSanction",
    responses=refusals(*_STAFF, NotFound, OwnAccount, SanctionOver, ReasonNeeded, TextRefused, CheckerAway),
)
async def lift(
    *,
    account_id: UUID,
    sanction_id: UUID,
    data: _Ending,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> Page[SanctionOfPerson]:
    """End a sanction before its time, or withdraw a proposal; a second try is told that it is over."""
    caller.must_moderate()
    must_pass(screener, data.reason, kind="circle")
    async with writing(pool) as conn:
        await lift_sanction(
            conn, account_id=account_id, sanction_id=sanction_id, by=caller.account_id, reason=data.reason
        )
        return await list_sanctions(conn, account_id=account_id)


@post(
    "/brakes",
    operation_id="pullBrake",
    responses=refusals(*_STAFF, BrakedAlready, ReasonNeeded, TextRefused, CheckerAway),
)
async def pull(data: NewFeatureBrake, caller: Caller, pool: Pool, screener: TextScreener) -> FeatureBrake:
    """Stop a feature in the whole place; a second try is told that it is stopped."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await pull_feature_brake(conn, screener=screener, account_id=caller.account_id, brake=data)


@post(
    "/brakes/{brake_id:uuid}/releases",
    operation_id="releaseBrake",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_STAFF, NotFound, ReleasedAlready, ReasonNeeded, TextRefused, CheckerAway),
)
async def release(brake_id: UUID, data: _Ending, caller: Caller, pool: Pool, screener: TextScreener) -> None:
    """Let a feature run again; a second try is told that it runs."""
    caller.must_moderate()
    async with writing(pool) as conn:
        await release_feature_brake(
            conn,
            screener=screener,
            account_id=caller.account_id,
            brake_id=brake_id,
            reason=data.reason,
        )


@put(
    "/people/{account_id:uuid}/role",
    operation_id="appointModerator",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_STAFF, NotFound, OwnAccount, RoleFromMachine, MinorAppointed),
)
async def appoint(account_id: UUID, data: Appointment, caller: Caller, pool: Pool) -> None:
    """Let somebody decide for the platform, or no more; for who runs it."""
    caller.must_operate()
    async with writing(pool) as conn:
        await appoint_moderator(conn, account_id=account_id, moderates=data.moderates, by=caller.account_id)


handlers = [mine, of_person, proposals, decide, confirm, lift, pull, release, appoint]
