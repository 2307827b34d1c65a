"""HTTP for the files of photos. Their addresses lie outside /api, since pages show them."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, Router, get

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotFound
from tonghao.log import log
from tonghao.media.store import Store, rendition_key
from tonghao.media.types import RENDITIONS
from tonghao.media_serving.read import must_be_fetchable

_FILES: Final = {f"{rendition}.webp": rendition for rendition in RENDITIONS}
_HEADERS: Final = {
    # Kept by the browser, asked about each time: a photo may have been hidden since.
    "cache-control": "private, no-cache",
    "vary": "Cookie",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
}


@get(
    "/media/{owner_id:uuid}/{media_id:uuid}/{file:str}",
    operation_id="fetchPhoto",
    media_type="image/webp",
    responses=refusals(NotFound, InvalidRequest),
)
async def fetch(
    request: Request[Any, Any, Any],
    owner_id: UUID,
    media_id: UUID,
    file: str,
    viewer: Caller | None,
    pool: Pool,
    store: Store,
) -> Response[bytes]:
    """Fetch a rendition of a photo: small.webp, medium.webp or large.webp."""
    rendition = _FILES.get(file)
    if rendition is None:
        raise NotFound
    async with reading(pool) as conn:
        await must_be_fetchable(conn, owner_id=owner_id, media_id=media_id, viewer=viewer)
    # The files of a photo never change; only whether one may have them does.
    tag = f'"{media_id.hex}-{rendition}"'
    headers = {**_HEADERS, "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, media_type="image/webp", headers=headers)
    content = await store.find(rendition_key(owner_id, media_id, rendition))
    if content is None:
        log.error("a photo's file is missing", owner_id=str(owner_id), media_id=str(media_id))
        raise NotFound
    return Response(content, media_type="image/webp", headers=headers)


router = Router("/", route_handlers=[fetch], tags=["media"])
