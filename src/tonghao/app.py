"""Assembles the server: routes, parts, who asks, security headers."""

import asyncio
import hashlib
import importlib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from operator import attrgetter
from typing import Annotated, Any, Final

from litestar import Litestar, Request, Router, WebSocket, websocket
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License
from litestar.params import HeaderParameter
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from tonghao import __version__
from tonghao.accounts.read import find_caller
from tonghao.accounts.sanctioned import may_be_known, stopped_by
from tonghao.accounts.sanctions import refusal_of
from tonghao.answers import exception_handlers
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, open_pool, reading
from tonghao.errors import ForeignOrigin, SignInNeeded
from tonghao.idempotency import Key
from tonghao.log import set_up_log
from tonghao.observe import observed
from tonghao.origin import is_ours
from tonghao.pages.routes import assets_router
from tonghao.parts import Parts, parts_of
from tonghao.policies.follow import follow, follow_once
from tonghao.proxies import networks_of, told_by_proxy
from tonghao.realtime import socket as live_socket
from tonghao.realtime.relay import Relay
from tonghao.traces import end_traces, set_up_traces

# Each has `routes.router`; pages also has the addresses outside /api.
_FEATURES: Final = (
    "oversight",
    "accounts", "partners", "media", "circles", "duty", "polls", "meetups", "posts", "challenges",
    "team_ups", "readings", "fund_books", "remarks", "lost_pets", "month_rooms", "clinics", "gadgets",
    "moderation", "appeals", "panels", "batches", "viewpoints", "treasury",
    "audit", "brakes", "feed", "notifications", "takeout", "health", "saves", "growth", "search", "shelves",
    "tiers", "calls", "bank", "hunts", "policies", "replays", "samples", "today", "wallets", "gateways",
    "red_packets", "tips", "transfers",
)  # fmt: skip
_UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), microphone=(), camera=(self), payment=()",
    "x-frame-options": "DENY",
}
_RAW_HEADERS: Final = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
_NAMES: Final = {name.encode() for name in _HEADERS}


def _with_security_headers(app: ASGIApp) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers} & _NAMES
                headers.extend(pair for pair in _RAW_HEADERS if pair[0] not in present)
                named = {name.lower() for name, _ in headers}
                if scope["path"].startswith(("/api/", "/media/")) and b"cache-control" not in named:
                    headers.append((b"cache-control", b"no-store"))
                message["headers"] = headers
            await send(message)

        await app(scope, receive, send_with)

    return wrapped


def _behind_proxies(app: ASGIApp, config: Config) -> ASGIApp:
    """Let *app* see the visitor in place of the proxy; without trusted proxies it is *app* itself.

    The headers stay: a request that came through a proxy is never one of this machine.
    """
    trusted = networks_of(config.trusted_proxies)
    if not trusted:
        return app

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {ScopeType.HTTP, ScopeType.WEBSOCKET} or not scope["client"]:
            await app(scope, receive, send)
            return
        peer, port = scope["client"]
        headers = list(scope["headers"])
        told = told_by_proxy(headers, peer=peer, trusted=trusted, header=config.proxy_header)
        scope["client"] = (told.address, port)
        if told.scheme:
            is_socket = scope["type"] == ScopeType.WEBSOCKET
            scope["scheme"] = told.scheme.replace("http", "ws") if is_socket else told.scheme
        if told.host:
            others = [pair for pair in headers if pair[0].lower() != b"host"]
            scope["headers"] = [*others, (b"host", told.host.encode())]
        await app(scope, receive, send)

    return wrapped


async def _refuse_foreign(request: Request[Any, Any, Any]) -> None:
    """A write that another site's page sends with our cookie is refused (CSRF).

    Browsers always say where an unsafe request comes from; a program that sends neither header
    holds no visitor's cookie.
    """
    if request.method not in _UNSAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise ForeignOrigin
    if not is_ours(origin, request.headers.get("host")):
        raise ForeignOrigin


def _cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str:
    """The value of one cookie; ours needs no quoting, and reading one is cheaper than parsing all."""
    wanted = name.encode()
    for header, text in headers:
        if header == b"cookie":
            for pair in text.split(b";"):
                key, _, value = pair.strip().partition(b"=")
                if key == wanted:
                    return value.decode("latin-1")
    return ""


async def _find_caller(connection: Request[Any, Any, Any] | WebSocket[Any, Any, Any]) -> Caller | None:
    config: Config = connection.app.state.config
    token = _cookie(connection.scope["headers"], config.session_cookie)
    if not token:
        return None
    address = connection.client.host if connection.client else ""
    async with reading(connection.app.state.parts["pool"]) as conn:
        return await find_caller(conn, token=token, address=address)


def _operation_of(request: Request[Any, Any, Any]) -> str:
    return str(getattr(request.route_handler, "operation_id", None))


async def _viewer(request: Request[Any, Any, Any]) -> Caller | None:
    viewer = await _find_caller(request)
    # Whose account is stopped reads what everybody may read.
    if viewer is not None and viewer.is_stopped and not may_be_known(_operation_of(request)):
        return None
    return viewer


async def _caller(request: Request[Any, Any, Any], pool: Pool) -> Caller:
    caller = await _find_caller(request)
    if caller is None:
        raise SignInNeeded
    if caller.sanctions:
        kinds = stopped_by(caller, method=request.method, operation=_operation_of(request))
        if kinds:
            async with reading(pool) as conn:
                raise await refusal_of(conn, caller.account_id, *kinds)
    return caller


_IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        pattern="^[!-~]{8,128}$",
        description="Chosen by the client, best a UUIDv7: the same write sent again is done once.",
    ),
]


async def _key(request: Request[Any, Any, Any], idempotency_key: _IdempotencyKey = None) -> Key:
    if idempotency_key is None:
        return Key(None, b"")
    said = hashlib.sha256(f"{request.method} {request.scope['path']}\n".encode())
    # A photo is too large to read twice; its length tells two uploads apart well enough.
    if request.headers.get("content-type", "").startswith("multipart/"):
        said.update(request.headers.get("content-length", "").encode())
    else:
        said.update(await request.body())
    return Key(idempotency_key, said.digest())


def _part(name: str) -> Callable[[Request[Any, Any, Any]], Any]:
    def give(request: Request[Any, Any, Any]) -> Any:
        return request.app.state.parts[name]

    return give


@websocket("/ws")
async def _live(socket: WebSocket[Any, Any, Any]) -> None:
    state = socket.app.state
    caller = await _find_caller(socket)
    heard = None if caller is not None and caller.is_stopped else caller
    await live_socket.serve(socket, caller=heard, pool=state.parts["pool"], relay=state.relay)


def _lifespan(config: Config, given: Parts | None) -> Callable[[Litestar], Any]:
    @asynccontextmanager
    async def run(app: Litestar) -> AsyncIterator[None]:
        # Before the first connection: it looks whether its statements are to be told.
        set_up_traces(config.traces_url, "web")
        pool: Pool = given["pool"] if given else await open_pool(config.database_url, size=config.pool_size)
        app.state.config = config
        app.state.parts = given or parts_of(config, pool)
        app.state.relay = Relay(pool, pool.dsn)
        await app.state.relay.start()
        followed = (pool, app.state.parts["screener"], app.state.parts["photo_screener"])
        await follow_once(*followed)
        following = asyncio.create_task(follow(*followed))
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
            await app.state.relay.stop()
            end_traces()
            if given is None:
                await pool.close()

    return run


def _ask_in_turn(app: Litestar) -> None:
    """Let routes get what they ask for one after the other, in the order of the names.

    Litestar starts a task group for what does not depend on one another, which costs a tenth of a page.
    """
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for _, asks in route.route_handler_map.values():
                in_turn = [
                    one for batch in asks.dependency_batches for one in sorted(batch, key=attrgetter("key"))
                ]
                asks.dependency_batches = [{one} for one in in_turn]


def _static(config: Config) -> list[Router]:
    """The built web apps; their names carry a hash, so they may be kept for ever."""
    found = []
    for path, app in (("/assets", "member"), ("/console/assets", "console")):
        folder = config.web / app / "dist" / "assets"
        if folder.is_dir():
            found.append(assets_router(path, folder))
    return found


def create_app(config: Config | None = None, *, parts: Parts | None = None) -> Litestar:
    """The ASGI application of one web process.

    Args:
        config: From the environment when left out.
        parts: Ready-made parts (tests); the caller closes them.
    """
    config = config or Config()
    set_up_log(config.log_format)
    routers = [importlib.import_module(f"tonghao.{feature}.routes").router for feature in _FEATURES]
    pages = importlib.import_module("tonghao.pages.routes")
    serving = importlib.import_module("tonghao.media_serving.routes")
    money = ("poster", "gateways", "hands")
    names = ("pool", "config", "limiter", "screener", "store", "undoes", "views", *money)
    app = Litestar(
        route_handlers=[
            Router("/api/v1", route_handlers=[*routers, pages.api]),
            serving.router,
            pages.router,
            importlib.import_module("tonghao.health.routes").bare,
            _live,
            *_static(config),
        ],
        dependencies={
            "caller": Provide(_caller),
            "viewer": Provide(_viewer),
            "key": Provide(_key),
            **{name: Provide(_part(name), sync_to_thread=False) for name in names},
        },
        before_request=_refuse_foreign,
        exception_handlers=exception_handlers,
        lifespan=[_lifespan(config, parts)],
        request_max_body_size=config.upload_bytes + 100_000,
        openapi_config=OpenAPIConfig(
            title="Tonghao 同好",
            version=__version__,
            description="Interest circles for which somebody is answerable.",
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            # Not a folder above it: Litestar answers for everything in that folder, and not in JSON.
            path="/api/v1/openapi.json",
            render_plugins=[JsonRenderPlugin(path="/")],
        ),
        logging_config=None,
        debug=False,
    )
    _ask_in_turn(app)
    # Around everything, also around what no route takes.
    app.asgi_handler = observed(_with_security_headers(app.asgi_handler), log_requests=config.log_requests)
    app.asgi_handler = _behind_proxies(app.asgi_handler, config)
    return app
