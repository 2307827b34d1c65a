"""Around every request: its number, its time, its count, its line in the log and its span."""

import os
import time
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, unbind_contextvars

from tonghao.log import log
from tonghao.metrics import count_answer
from tonghao.traces import span, tracing

_NO_ROUTE: Final = "none"


def operation_of(scope: Scope) -> str:
    """The server's own name for what was asked; paths hold secrets, and a stranger chooses them."""
    handler = scope.get("route_handler")
    name = getattr(handler, "operation_id", None) or getattr(handler, "handler_name", "")
    return name if isinstance(name, str) and name else _NO_ROUTE


def observed(app: ASGIApp, *, log_requests: bool) -> ASGIApp:
    """*app*, with a number for each request (`X-Request-Id`) that stands in all of its log lines.

    Args:
        log_requests: Whether a line is written for each: operation, status, milliseconds.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        # Ours, not the visitor's: what they send could be anything, and would stand in the log.
        number = os.urandom(8).hex()
        bind_contextvars(request_id=number)
        status = 500
        begun = time.perf_counter()

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", []), (b"x-request-id", number.encode())]
            await send(message)

        try:
            if tracing():
                with span("request", scope["method"]) as made:
                    await app(scope, receive, send_numbered)
                    made.update_name(f"request {operation_of(scope)}")
                    made.set_attribute("http.response.status_code", status)
            else:
                await app(scope, receive, send_numbered)
        finally:
            seconds = time.perf_counter() - begun
            operation = operation_of(scope)
            count_answer(operation, status, seconds)
            if log_requests:
                log.info("request", operation=operation, status=status, ms=round(seconds * 1000, 1))
            unbind_contextvars("request_id")

    return wrapped
