"""HTTP for one's own photos."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final, get_args
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post, put
from litestar.exceptions import ClientException
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

from tonghao import idempotency
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.check_name import visible
from tonghao.accounts.types import Me
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, Refusal, SignInNeeded, TooMany, Unavailable
from tonghao.ids import new_id
from tonghao.limits import Limiter
from tonghao.media import set_avatar as avatar
from tonghao.media.drop import PhotoInReview, PhotoInUse, drop_medium
from tonghao.media.form import read_photo_form
from tonghao.media.read import get_medium
from tonghao.media.store import Store
from tonghao.media.types import Medium, Purpose
from tonghao.media.upload import Incoming, NotAPhoto, PhotoTooLarge, StorageFull, upload_medium
from tonghao.media.use import PhotoRefused
from tonghao.screening.policy import rule_of
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

_LONGEST_ALT: Final = 300
UPLOADS_AN_HOUR: Final = "120 per hour"
UPLOADS_A_DAY: Final = "600 per day"


class AltNotAccepted(Refusal):
    """The description of this photo breaks a rule. Change it and upload the photo again."""

    status = 422


class _Said(msgspec.Struct, frozen=True):
    """The fields beside the photo."""

    purpose: Purpose
    alt: str = ""


class AvatarChoice(msgspec.Struct, frozen=True):
    """Which of one's photos stands beside one's name."""

    media_id: UUID


@dataclass
class _UploadOperation(Operation):
    """The body is read as it comes, so the description of it stands here."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody(
            required=True,
            content={
                "multipart/form-data": OpenAPIMediaType(
                    schema=Schema(
                        type=OpenAPIType.OBJECT,
                        required=["file", "purpose"],
                        properties={
                            "file": Schema(
                                type=OpenAPIType.STRING, content_media_type="application/octet-stream"
                            ),
                            "purpose": Schema(type=OpenAPIType.STRING, enum=list(get_args(Purpose))),
                            "alt": Schema(type=OpenAPIType.STRING, max_length=_LONGEST_ALT),
                        },
                    )
                )
            },
        )


@post(
    "/media",
    operation_id="uploadMedia",
    operation_class=_UploadOperation,
    # Counted while it arrives, against the setting.
    request_max_body_size=None,
    responses=refusals(
        NotAPhoto, PhotoTooLarge, StorageFull, FeatureStopped, AltNotAccepted, InvalidRequest,
        SignInNeeded, TooMany,
        idempotency.IdempotencyMismatch, Unavailable,
    ),
)  # fmt: skip
async def upload(
    request: Request[Any, Any, Any],
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    store: Store,
    screener: TextScreener,
    key: idempotency.Key,
) -> Medium:
    """Upload a photo. It is pending until it was checked; nobody else can fetch it before."""
    await limiter.count(UPLOADS_AN_HOUR, "upload", str(caller.account_id))
    await limiter.count(UPLOADS_A_DAY, "upload a day", str(caller.account_id))
    if (request.content_length or 0) > config.upload_bytes + _MOST_AROUND_BYTES:
        raise PhotoTooLarge(most_bytes=config.upload_bytes)
    media_id = new_id()
    incoming = Incoming(store, owner_id=caller.account_id, media_id=media_id, most_bytes=config.upload_bytes)
    medium = None
    try:
        form = await read_photo_form(_chunks(request), boundary=_boundary_of(request), incoming=incoming)
        if not form.had_file:
            raise InvalidRequest(fields=["file"], reason="the field 'file' is missing")
        said = said_of(form.fields)
        screen_alt(screener, said.alt)
        original = await incoming.close()
        same = hashlib.sha256(original.sha256 + msgspec.json.encode(said)).digest()
        async with writing(pool) as conn:
            medium = await idempotency.answer(
                conn,
                caller.account_id,
                msgspec.structs.replace(key, fingerprint=same),
                Medium,
                lambda: upload_medium(
                    conn,
                    owner_id=caller.account_id,
                    media_id=media_id,
                    purpose=said.purpose,
                    alt=said.alt,
                    original=original,
                ),
            )
        return medium
    finally:
        # Refused, or sent a second time: the answer is about another file than this one.
        if medium is None or medium.media_id != media_id:
            await incoming.undo()


# Boundaries, headers and the other fields around the photo.
_MOST_AROUND_BYTES: Final = 20_000


def _boundary_of(request: Request[Any, Any, Any]) -> str:
    kind, options = request.content_type
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise InvalidRequest(reason="send the photo as multipart/form-data")
    return options["boundary"]


async def _chunks(request: Request[Any, Any, Any]) -> Any:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientException as broken:
        raise InvalidRequest(reason=broken.detail) from None


def said_of(fields: dict[str, str]) -> _Said:
    try:
        said = msgspec.convert({**fields, "alt": visible(fields.get("alt", ""))}, _Said)
    except msgspec.ValidationError as wrong:
        raise InvalidRequest(reason=str(wrong)[:200]) from None
    if len(said.alt) > _LONGEST_ALT or "\0" in fields.get("alt", ""):
        raise InvalidRequest(fields=["alt"], reason=f"at most {_LONGEST_ALT} characters")
    return said


def screen_alt(screener: TextScreener, alt: str) -> None:
    """A description is read out to others, so it is screened like any text, and refused rather than held."""
    if not alt:
        return
    try:
        verdict = screener.verdict(alt, kind="alt")
    except ScreenerDown:
        raise Unavailable from None
    if verdict.act in {"hold", "quarantine"}:
        rule_zh, rule_en = rule_of(verdict.category)
        raise AltNotAccepted(category=verdict.category, rule_zh=rule_zh, rule_en=rule_en)


@get(
    "/media/{media_id:uuid}",
    operation_id="getMedium",
    responses=refusals(NotFound, InvalidRequest, SignInNeeded),
)
async def show(media_id: UUID, caller: Caller, pool: Pool) -> Medium:
    """Show what became of one of your photos."""
    async with reading(pool) as conn:
        return await get_medium(conn, caller.account_id, media_id)


@delete(
    "/media/{media_id:uuid}",
    operation_id="deleteMedium",
    responses=refusals(NotFound, PhotoInUse, PhotoInReview, InvalidRequest, SignInNeeded),
)
async def remove(media_id: UUID, caller: Caller, pool: Pool) -> None:
    """Delete one of your photos that no post or picture uses."""
    async with writing(pool) as conn:
        await drop_medium(conn, owner_id=caller.account_id, media_id=media_id)


@put(
    "/me/avatar",
    operation_id="setAvatar",
    responses=refusals(NotFound, PhotoRefused, InvalidRequest, SignInNeeded, TooMany),
)
async def set_avatar(data: AvatarChoice, caller: Caller, pool: Pool, limiter: Limiter) -> Me:
    """Choose the picture beside your name. It shows once its check is over."""
    await limiter.count("30 per hour", "avatar", str(caller.account_id))
    async with writing(pool) as conn:
        return await avatar.set_avatar(conn, account_id=caller.account_id, media_id=data.media_id)


@delete("/me/avatar", operation_id="clearAvatar", status_code=200, responses=refusals(SignInNeeded))
async def clear_avatar(caller: Caller, pool: Pool) -> Me:
    """Take the picture beside your name away."""
    async with writing(pool) as conn:
        return await avatar.clear_avatar(conn, account_id=caller.account_id)
