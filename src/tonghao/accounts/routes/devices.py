"""Where one is signed in: sessions, signing out, and the link of an alert."""

from uuid import UUID

from litestar import Response, delete, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT

from tonghao.accounts.check_password import PasswordRefused, check_password
from tonghao.accounts.disavow_session import AlertLinkWrong, disavow_session
from tonghao.accounts.read import list_sessions
from tonghao.accounts.revoke_session import revoke_other_sessions, revoke_session
from tonghao.accounts.routes.arrive import Asked, address_of, session_cookie
from tonghao.accounts.types import Disavowal, Disavowed, Session
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.crypto import hash_password
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter


@get("/sessions", operation_id="listSessions", responses=refusals(SignInNeeded))
async def sessions(caller: Caller, pool: Pool) -> list[Session]:
    """List the devices on which one is signed in."""
    async with reading(pool) as conn:
        return await list_sessions(conn, account_id=caller.account_id, current_id=caller.session_id)


@delete(
    "/sessions/current",
    operation_id="signOut",
    # Said here, since of a Response the document would say that it has a body.
    responses={
        HTTP_204_NO_CONTENT: ResponseSpec(None, generate_examples=False, description="Signed out"),
        **refusals(NotFound, SignInNeeded),
    },
)
async def sign_out(caller: Caller, pool: Pool, config: Config) -> Response[None]:
    """Sign out on this device."""
    async with writing(pool) as conn:
        await revoke_session(conn, account_id=caller.account_id, session_id=caller.session_id)
    return Response(None, status_code=HTTP_204_NO_CONTENT, cookies=[session_cookie(config, "", 0)])


@delete(
    "/sessions/{session_id:uuid}",
    operation_id="revokeSession",
    responses=refusals(InvalidRequest, NotFound, SignInNeeded),
)
async def revoke(session_id: UUID, caller: Caller, pool: Pool) -> None:
    """Sign out on one device."""
    async with writing(pool) as conn:
        await revoke_session(conn, account_id=caller.account_id, session_id=session_id)


@delete("/sessions", operation_id="revokeOtherSessions", responses=refusals(SignInNeeded))
async def revoke_others(caller: Caller, pool: Pool) -> None:
    """Sign out on all other devices."""
    async with writing(pool) as conn:
        await revoke_other_sessions(conn, account_id=caller.account_id, keep_id=caller.session_id)


@post(
    "/disavowals",
    operation_id="disavowSession",
    status_code=HTTP_200_OK,
    responses=refusals(AlertLinkWrong, InvalidRequest, PasswordRefused, TooMany),
)
async def disavow(data: Disavowal, request: Asked, pool: Pool, limiter: Limiter) -> Disavowed:
    """Say of a new device that it was not oneself: it is signed out, and a new password may be set."""
    await limiter.count("60 per 1 hour", "disavow", address_of(request))
    hashed = None
    if data.password is not None:
        check_password(data.password)
        hashed = await hash_password(data.password)
    async with writing(pool) as conn:
        return await disavow_session(conn, token=data.token, password_hash=hashed)


handlers = [sessions, sign_out, revoke, revoke_others, disavow]
