"""How refusals leave over HTTP, and how routes say which ones they may give."""

import traceback
from collections import defaultdict
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from tonghao.caller import Muted, Suspended
from tonghao.db import BadValue, Collision, ConnectionTrouble
from tonghao.errors import (
    Collided,
    InvalidRequest,
    MethodNotAllowed,
    NotAllowed,
    NotFound,
    Refusal,
    RefusalBody,
    SignInNeeded,
    TooLarge,
    TooMany,
    Unavailable,
    Unexpected,
    body_of,
)
from tonghao.log import log

_BY_STATUS: dict[int, type[Refusal]] = {
    401: SignInNeeded,
    403: NotAllowed,
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
    429: TooMany,
}


def refusals(*classes: type[Refusal]) -> dict[int, ResponseSpec]:
    """For a route's `responses=`: each status with the codes and sentences that it may carry."""
    by_status: dict[int, list[type[Refusal]]] = defaultdict(list)
    # Where one must be signed in, one may also be muted or suspended.
    at_the_door = (Muted, Suspended) if SignInNeeded in classes else ()
    for refusal in dict.fromkeys((*classes, *at_the_door)):
        by_status[refusal.status].append(refusal)
    return {
        status: ResponseSpec(
            RefusalBody,
            generate_examples=False,
            description=" ".join(
                f"`{one.code()}`: {one.message_en()}" for one in sorted(found, key=lambda r: r.code())
            ),
        )
        for status, found in sorted(by_status.items())
    }


# For a route that answers with headers and no body: `Response[None]` alone is documented as the body `null`.
NOTHING_FOLLOWS = {204: ResponseSpec(None, generate_examples=False, description="Done; headers and no body.")}


def _answer(refusal: Refusal) -> Response[RefusalBody]:
    headers = {}
    if isinstance(refusal, TooMany) and "retry_after_seconds" in refusal.details:
        headers["Retry-After"] = str(refusal.details["retry_after_seconds"])
    return Response(body_of(refusal), status_code=refusal.status, media_type=MediaType.JSON, headers=headers)


def _on_refusal(_: Request[Any, Any, Any], refusal: Refusal) -> Response[RefusalBody]:
    return _answer(refusal)


def _on_validation(_: Request[Any, Any, Any], error: ValidationException) -> Response[RefusalBody]:
    fields = error.extra if isinstance(error.extra, list) else []
    return _answer(InvalidRequest(fields=fields, reason=error.detail[:300]))


def _on_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[RefusalBody]:
    if error.status_code in _BY_STATUS:
        return _answer(_BY_STATUS[error.status_code]())
    if error.status_code < 500:
        return _answer(InvalidRequest(reason=str(error.detail)[:300]))
    return _on_anything(_, error)


def _on_bad_value(_: Request[Any, Any, Any], error: Exception) -> Response[RefusalBody]:
    return _answer(InvalidRequest(reason="a value cannot be stored"))


def _on_trouble(_: Request[Any, Any, Any], error: Exception) -> Response[RefusalBody]:
    log.error("database unreachable", error=type(error).__name__)
    return _answer(Unavailable())


def _on_collision(_: Request[Any, Any, Any], error: Exception) -> Response[RefusalBody]:
    log.warning("collision", error=type(error).__name__)
    return _answer(Collided())


def _on_anything(request: Request[Any, Any, Any], error: Exception) -> Response[RefusalBody]:
    # Neither the path (it may hold a link's secret) nor the error's words (they may quote a row).
    handler = getattr(request.scope.get("route_handler"), "handler_name", "")
    trace = traceback.format_tb(error.__traceback__)
    log.error("unexpected", handler=handler, error=type(error).__name__, trace="".join(trace[-12:]))
    return _answer(Unexpected())


exception_handlers: dict[Any, Any] = {
    Refusal: _on_refusal,
    ValidationException: _on_validation,
    HTTPException: _on_http,
    msgspec.ValidationError: _on_bad_value,
    UnicodeError: _on_bad_value,
    RecursionError: _on_bad_value,
    **dict.fromkeys(BadValue, _on_bad_value),
    **dict.fromkeys(Collision, _on_collision),
    **dict.fromkeys(ConnectionTrouble, _on_trouble),
    Exception: _on_anything,
}
