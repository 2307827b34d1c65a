"""What the server says when it refuses. One class per reason, declared in the file that raises it."""

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec


class Refusal(Exception):
    """The request was understood and is refused.

    A subclass's docstring is the English sentence that the user reads; its name, in snake_case, is
    the `code` a client matches on; `status` is the HTTP status. The Chinese sentence stands in
    `refusals_zh.toml` under the same code.
    """

    status: int = 409

    def __init__(self, **details: object) -> None:
        super().__init__(self.message_en())
        self.details = details

    @classmethod
    def code(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def message_en(cls) -> str:
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0]

    @classmethod
    def message_zh(cls) -> str:
        return chinese_sentences()[cls.code()]


class RefusalBody(msgspec.Struct):
    """The one JSON shape of every error answer."""

    code: str
    message_zh: str
    message_en: str
    details: dict[str, object] = {}


@cache
def chinese_sentences() -> dict[str, str]:
    """The Chinese sentence of each refusal, by code."""
    text = (Path(__file__).parent / "refusals_zh.toml").read_text("utf-8")
    return {code: str(sentence) for code, sentence in tomllib.loads(text)["refusals"].items()}


def body_of(refusal: Refusal) -> RefusalBody:
    """The answer body for *refusal*, in both languages."""
    return RefusalBody(refusal.code(), refusal.message_zh(), refusal.message_en(), refusal.details)


class NotFound(Refusal):
    """There is nothing here for you. It may have been deleted, or the address is wrong."""

    status = 404


class NotAllowed(Refusal):
    """You may not do this. Ask somebody whose role allows it."""

    status = 403


class SignInNeeded(Refusal):
    """Please sign in first."""

    status = 401


class InvalidRequest(Refusal):
    """Something in the request is not as it should be. Correct the named fields and send it again."""

    status = 400


class MethodNotAllowed(Refusal):
    """This address does not take that kind of request."""

    status = 405


class TooLarge(Refusal):
    """This is too large. Send less at once."""

    status = 413


class TooMany(Refusal):
    """Too many attempts in a short time. Wait a little and try again."""

    status = 429


class ForeignOrigin(Refusal):
    """This request came from another site and was not carried out. Open this site itself and try again."""

    status = 403


class Unavailable(Refusal):
    """Tonghao cannot reach its database at the moment. Nothing was lost; try again in a minute."""

    status = 503


class Collided(Refusal):
    """Somebody else changed this at the same moment. Nothing was changed; please try again."""


class WebNotBuilt(Refusal):
    """The web pages are not built yet. Run ./tonghao up, which builds them."""

    status = 503


class Unexpected(Refusal):
    """Something went wrong on our side. Nothing was changed; try again or tell the operator."""

    status = 500
