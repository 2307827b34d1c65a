"""The account that one has: profile, interests, blocks, leaving."""

from uuid import UUID

from litestar import delete, get, patch, post, put
from litestar.status_codes import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from tonghao import idempotency
from tonghao.accounts.block import BlocksSelf, block, unblock
from tonghao.accounts.check_handle import HandleRefused, HandleTaken
from tonghao.accounts.check_name import BioTooLong, NameRefused
from tonghao.accounts.check_password import PasswordRefused, check_password
from tonghao.accounts.choose_finding import choose_finding
from tonghao.accounts.choose_interests import choose_interests
from tonghao.accounts.edit_profile import ZoneUnknown, edit_profile
from tonghao.accounts.leave_tonghao import AlreadyLeaving, NotLeaving, leave_tonghao, return_to_tonghao
from tonghao.accounts.note_visit import note_visit
from tonghao.accounts.read import get_credentials, get_me, get_profile, list_blocks
from tonghao.accounts.reset_password import set_password
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.accounts.sign_in import PasswordWrong, prove_password
from tonghao.accounts.types import (
    Found,
    Interests,
    Leaving,
    Me,
    PasswordChange,
    Profile,
    ProfileCard,
    ProfileEdit,
)
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import hash_password
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener

_SIGNED_IN = (InvalidRequest, SignInNeeded)


@get("/me", operation_id="getMe", responses=refusals(SignInNeeded))
async def me(caller: Caller, pool: Pool, config: Config) -> Me:
    """Read one's own account."""
    if caller.visit_due:
        async with writing(pool) as conn:
            await note_visit(
                conn,
                account_id=caller.account_id,
                session_id=caller.session_id,
                days=config.session_days,
            )
    async with reading(pool) as conn:
        return await get_me(conn, caller.account_id)


@patch(
    "/me",
    operation_id="editProfile",
    responses=refusals(
        *_SIGNED_IN,
        BioTooLong,
        CheckerAway,
        HandleRefused,
        HandleTaken,
        IdempotencyMismatch,
        NameRefused,
        TextRefused,
        TooMany,
        ZoneUnknown,
    ),
)
async def edit(
    data: ProfileEdit,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Me:
    """Change name, bio, handle, language, theme or time zone."""
    await limiter.count("60 per 1 hour", "edit_profile", str(caller.account_id))
    if data.handle is not None:
        await limiter.count("10 per 1 day", "change_handle", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Me,
            lambda: edit_profile(conn, screener=screener, account_id=caller.account_id, edit=data),
        )


@put(
    "/me/password",
    operation_id="changePassword",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_SIGNED_IN, PasswordRefused, PasswordWrong, TooMany),
)
async def password(data: PasswordChange, caller: Caller, pool: Pool, limiter: Limiter) -> None:
    """Change the password; every other device is signed out."""
    await limiter.count("10 per 15 minutes", "password", str(caller.account_id))
    async with reading(pool) as conn:
        credentials = await get_credentials(conn, caller.account_id)
        person = await get_me(conn, caller.account_id)
    check_password(data.password, email=person.email or "", handle=person.handle)
    await prove_password(credentials, data.current)
    hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        await set_password(
            conn, account_id=caller.account_id, password_hash=hashed, keep_id=caller.session_id
        )


@put("/me/interests", operation_id="chooseInterests", responses=refusals(*_SIGNED_IN))
async def interests(data: Interests, caller: Caller, pool: Pool) -> Me:
    """Say which topics one likes; it ends the first run."""
    async with writing(pool) as conn:
        return await choose_interests(conn, account_id=caller.account_id, topics=data.topics)


@put("/me/found-by", operation_id="chooseFinding", responses=refusals(*_SIGNED_IN))
async def finding(data: Found, caller: Caller, pool: Pool) -> Me:
    """Say whether others who search find one: not at all, by the whole handle, or by name."""
    async with writing(pool) as conn:
        return await choose_finding(conn, account_id=caller.account_id, found_by=data.found_by)


@delete(
    "/me",
    operation_id="leaveTonghao",
    status_code=HTTP_202_ACCEPTED,
    responses=refusals(*_SIGNED_IN, AlreadyLeaving, PasswordWrong, TooMany),
)
async def leave(data: Leaving, caller: Caller, pool: Pool, config: Config, limiter: Limiter) -> Me:
    """Leave: the account is deleted after the days of grace."""
    await limiter.count("10 per 15 minutes", "password", str(caller.account_id))
    async with reading(pool) as conn:
        credentials = await get_credentials(conn, caller.account_id)
    await prove_password(credentials, data.password)
    async with writing(pool) as conn:
        return await leave_tonghao(
            conn,
            account_id=caller.account_id,
            session_id=caller.session_id,
            grace_days=config.grace_days,
        )


@post(
    "/me/returns",
    operation_id="returnToTonghao",
    responses=refusals(*_SIGNED_IN, IdempotencyMismatch, NotLeaving),
)
async def return_(caller: Caller, pool: Pool, key: idempotency.Key) -> Me:
    """Take the leaving back."""
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Me,
            lambda: return_to_tonghao(conn, account_id=caller.account_id),
        )


@get("/me/blocks", operation_id="listBlocks", responses=refusals(SignInNeeded))
async def blocks(caller: Caller, pool: Pool) -> list[ProfileCard]:
    """List whom one blocks."""
    async with reading(pool) as conn:
        return await list_blocks(conn, caller.account_id)


@put(
    "/me/blocks/{account_id:uuid}",
    operation_id="block",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_SIGNED_IN, BlocksSelf, NotFound, TooMany),
)
async def block_account(account_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> None:
    """Block a person: neither sees the other any more."""
    await limiter.count("200 per 1 day", "block", str(caller.account_id))
    async with writing(pool) as conn:
        await block(conn, account_id=caller.account_id, blocked_id=account_id)


@delete("/me/blocks/{account_id:uuid}", operation_id="unblock", responses=refusals(*_SIGNED_IN, NotFound))
async def unblock_account(account_id: UUID, caller: Caller, pool: Pool) -> None:
    """End a block."""
    async with writing(pool) as conn:
        await unblock(conn, account_id=caller.account_id, blocked_id=account_id)


@get("/accounts/{handle:str}", operation_id="getProfile", responses=refusals(InvalidRequest, NotFound))
async def profile(handle: str, viewer: Caller | None, pool: Pool) -> Profile:
    """Read a person's page."""
    async with reading(pool) as conn:
        return await get_profile(conn, handle=handle, viewer_id=viewer.account_id if viewer else None)


handlers = [
    me, edit, password, interests, finding, leave, return_, blocks, block_account, unblock_account, profile,
]  # fmt: skip
