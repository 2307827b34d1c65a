"""What every way in shares: where the request comes from, and the cookies of a new session."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.status_codes import HTTP_201_CREATED

from tonghao.accounts.know_device import know_device
from tonghao.accounts.open_session import open_session
from tonghao.accounts.read import get_me, is_at_home
from tonghao.accounts.second_step import SecondStepNeeded, issue_ticket
from tonghao.accounts.types import Credentials, Me, Method
from tonghao.config import Config
from tonghao.crypto import new_token
from tonghao.db import Connection, Pool, writing

# Browsers keep a cookie for 400 days at most; when a session ends is the server's to say.
COOKIE_SECONDS: Final = 400 * 24 * 3600
# Nothing is told of a device when the account itself is as new, or on the doors of the demo.
_UNTOLD: Final = frozenset({"sign_up", "claim", "door"})

Asked = Request[Any, Any, Any]


def address_of(request: Asked) -> str:
    """The peer's IP address; empty when there is none."""
    return request.client.host if request.client else ""


def at_home(request: Asked, config: Config) -> bool:
    """Whether the request comes from this machine to this machine."""
    headers = request.headers
    return config.is_loopback and is_at_home(
        peer=address_of(request),
        host=headers.get("host", ""),
        forwarded="forwarded" in headers or "x-forwarded-for" in headers,
    )


def session_cookie(config: Config, token: str, seconds: int) -> Cookie:
    """The cookie of a session; 0 seconds take it away."""
    return _cookie(config, config.session_cookie, token, seconds)


def _cookie(config: Config, name: str, value: str, seconds: int) -> Cookie:
    return Cookie(
        name, value=value, path="/", max_age=seconds, secure=config.is_https, httponly=True, samesite="lax"
    )


async def signed_in(
    conn: Connection, request: Asked, config: Config, account_id: UUID, method: Method
) -> Response[Me]:
    """Open a session for the device that asks and answer with the account and the cookies."""
    agent = request.headers.get("user-agent", "")
    opened = await open_session(
        conn,
        account_id=account_id,
        user_agent=agent,
        address=address_of(request),
        days=config.session_days,
        method=method,
    )
    device = request.cookies.get(config.device_cookie, "")
    if not 20 <= len(device) <= 100:
        device = new_token()
    await know_device(
        conn,
        account_id=account_id,
        session_id=opened.session_id,
        device=device,
        user_agent=agent,
        tell=method not in _UNTOLD,
    )
    return Response(
        await get_me(conn, account_id),
        status_code=HTTP_201_CREATED,
        cookies=[
            session_cookie(config, opened.token, COOKIE_SECONDS),
            _cookie(config, config.device_cookie, device, COOKIE_SECONDS),
        ],
    )


async def entered(
    pool: Pool, request: Asked, config: Config, credentials: Credentials, method: Method
) -> Response[Me]:
    """Sign in whoever has done the first step, or ask for the second.

    Raises:
        SecondStepNeeded: the account wants one; `details.ticket` goes with it.
    """
    if credentials.second_step:
        async with writing(pool) as conn:
            ticket = await issue_ticket(conn, account_id=credentials.account_id, method=method)
        raise SecondStepNeeded(ticket=ticket)
    async with writing(pool) as conn:
        return await signed_in(conn, request, config, credentials.account_id, method)
