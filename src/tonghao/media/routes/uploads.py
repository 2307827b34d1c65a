"""HTTP for photos that come in parts, as tus 1.0.0 says: core, creation, expiration, termination.

Source: https://tus.io/protocols/resumable-upload
"""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC
from email.utils import format_datetime
from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, head, patch, post
from litestar.exceptions import ClientException, InternalServerException

from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.answers import NOTHING_FOLLOWS, refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, Refusal, SignInNeeded, TooMany, Unavailable
from tonghao.limits import Limiter
from tonghao.media.begin_upload import begin_upload
from tonghao.media.end_upload import end_upload
from tonghao.media.read import get_upload
from tonghao.media.receive_part import UploadDamaged, UploadMoved, receive_part
from tonghao.media.routes.photos import UPLOADS_A_DAY, UPLOADS_AN_HOUR, AltNotAccepted, said_of, screen_alt
from tonghao.media.store import Store
from tonghao.media.types import Upload
from tonghao.media.upload import NotAPhoto, PhotoTooLarge, StorageFull
from tonghao.screening.text import TextScreener

_TUS: Final = "1.0.0"
_PART_TYPE: Final = "application/offset+octet-stream"
_PARTS_AN_HOUR: Final = "6000 per hour"


class NotTus(Refusal):
    """Uploads in parts follow the tus protocol 1.0.0. Send the header Tus-Resumable with that version."""

    status = 412


class NotAPart(Refusal):
    """The next bytes of an upload come as application/offset+octet-stream."""

    status = 415


@post(
    "/uploads",
    operation_id="createUpload",
    responses=refusals(
        NotTus,
        FeatureStopped,
        PhotoTooLarge,
        AltNotAccepted,
        InvalidRequest,
        SignInNeeded,
        TooMany,
        Unavailable,
    ),
)
async def create_upload(
    request: Request[Any, Any, Any],
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    screener: TextScreener,
) -> Response[None]:
    """Begin an upload in parts (tus 1.0.0). `Upload-Metadata` has purpose, and may have alt and sha256."""
    _must_speak_tus(request)
    await limiter.count(UPLOADS_AN_HOUR, "upload", str(caller.account_id))
    await limiter.count(UPLOADS_A_DAY, "upload a day", str(caller.account_id))
    length_bytes = _number_of(request, "upload-length")
    if length_bytes > config.upload_bytes:
        raise PhotoTooLarge(most_bytes=config.upload_bytes)
    if length_bytes == 0:
        raise InvalidRequest(reason="Upload-Length is the size of the photo in bytes")
    fields = _metadata_of(request)
    said = said_of({name: fields[name] for name in ("purpose", "alt") if name in fields})
    screen_alt(screener, said.alt)
    async with writing(pool) as conn:
        begun = await begin_upload(
            conn,
            owner_id=caller.account_id,
            purpose=said.purpose,
            alt=said.alt,
            length_bytes=length_bytes,
            sha256=_digest_of(fields),
        )
    headers = {**_tus_headers(begun), "location": f"/api/v1/uploads/{begun.upload_id}"}
    return Response(None, status_code=201, headers=headers)


@head(
    "/uploads/{upload_id:uuid}",
    operation_id="findUpload",
    responses=refusals(NotTus, NotFound, InvalidRequest, SignInNeeded),
)
async def find_upload(
    request: Request[Any, Any, Any], upload_id: UUID, caller: Caller, pool: Pool
) -> Response[None]:
    """Tell how far an upload is; once it is whole, `Tonghao-Media` names its photo."""
    async with reading(pool) as conn:
        upload = await get_upload(conn, caller.account_id, upload_id)
    _must_speak_tus(request)
    return Response(None, status_code=200, headers=_tus_headers(upload))


@patch(
    "/uploads/{upload_id:uuid}",
    operation_id="continueUpload",
    status_code=204,
    # Counted while it arrives, against the announced length.
    request_max_body_size=None,
    responses=NOTHING_FOLLOWS | refusals(
        NotTus, NotAPart, NotAPhoto, NotFound, PhotoTooLarge, StorageFull, UploadDamaged, UploadMoved,
        InvalidRequest, SignInNeeded, TooMany,
    ),
)  # fmt: skip
async def continue_upload(
    request: Request[Any, Any, Any],
    upload_id: UUID,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    store: Store,
) -> Response[None]:
    """Send the next bytes of an upload. What came before a lost connection is kept."""
    async with reading(pool) as conn:
        await get_upload(conn, caller.account_id, upload_id)
    _must_speak_tus(request)
    if request.content_type[0] != _PART_TYPE:
        raise NotAPart
    await limiter.count(_PARTS_AN_HOUR, "upload part", str(caller.account_id))
    upload = await receive_part(
        pool,
        store,
        owner_id=caller.account_id,
        upload_id=upload_id,
        offset_bytes=_number_of(request, "upload-offset"),
        chunks=_until_lost(request),
    )
    return Response(None, status_code=204, headers=_tus_headers(upload))


@delete(
    "/uploads/{upload_id:uuid}",
    operation_id="deleteUpload",
    responses=NOTHING_FOLLOWS | refusals(NotFound, InvalidRequest, SignInNeeded),
)
async def remove_upload(upload_id: UUID, caller: Caller, pool: Pool, store: Store) -> Response[None]:
    """Give an upload up. A photo that came of it stays."""
    async with writing(pool) as conn:
        parts = await end_upload(conn, owner_id=caller.account_id, upload_id=upload_id)
    await store.delete(*parts)
    return Response(None, status_code=204, headers={"tus-resumable": _TUS})


def _must_speak_tus(request: Request[Any, Any, Any]) -> None:
    if request.headers.get("tus-resumable") != _TUS:
        raise NotTus(version=_TUS)


def _tus_headers(upload: Upload) -> dict[str, str]:
    headers = {
        "tus-resumable": _TUS,
        "upload-offset": str(upload.offset_bytes),
        "upload-length": str(upload.length_bytes),
        "upload-expires": format_datetime(upload.expires_at.astimezone(UTC), usegmt=True),
        "cache-control": "no-store",
    }
    if upload.media_id is not None:
        headers["tonghao-media"] = str(upload.media_id)
    return headers


def _number_of(request: Request[Any, Any, Any], name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise InvalidRequest(reason=f"the header {name} must be a number of bytes")
    return int(text)


def _metadata_of(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Key and base64 of each value, as tus writes them."""
    fields = {}
    for pair in filter(None, (one.strip() for one in request.headers.get("upload-metadata", "").split(","))):
        name, _, value = pair.partition(" ")
        try:
            fields[name] = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except ValueError:
            raise InvalidRequest(reason="the header upload-metadata cannot be read") from None
    return fields


def _digest_of(fields: dict[str, str]) -> bytes | None:
    if "sha256" not in fields:
        return None
    try:
        digest = bytes.fromhex(fields["sha256"])
    except ValueError:
        digest = b""
    if len(digest) != hashlib.sha256().digest_size:
        raise InvalidRequest(fields=["sha256"], reason="sha256 is 64 hexadecimal digits")
    return digest


async def _until_lost(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """What arrives, until its end or until the connection is lost."""
    with suppress(ClientException, InternalServerException):
        async for chunk in request.stream():
            yield chunk
