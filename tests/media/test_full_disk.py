"""The disk for photos is full: a sentence, and nothing is left behind."""

import errno
from typing import Any

import httpx
import pytest
from obstore.exceptions import GenericError

from tests.media import pictures
from tests.world import World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.media.begin_upload import begin_upload
from tonghao.media.store import Store

_PHOTO = pictures.saved(pictures.scene())


class _Full:
    """What a writer of the store does on a disk without room: at its first byte, or when it closes."""

    def __init__(self, error: Exception, at: str) -> None:
        self._error, self._at = error, at

    async def write(self, chunk: bytes) -> None:
        if self._at == "write":
            raise self._error

    async def close(self) -> None:
        raise self._error


class FullStore(Store):
    """A store on a full disk."""

    def __init__(self, error: Exception, at: str, config: Config) -> None:
        super().__init__(config.media_folder)
        self._full = _Full(error, at)

    def writer(self, key: str) -> Any:
        return self._full


@pytest.mark.parametrize("at", ["write", "close"])
@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        GenericError("Unable to copy data to file: No space left on device (os error 28)"),
    ],
    ids=["full", "quota", "store"],
)
async def test_a_full_disk_is_said_and_leaves_nothing(
    error: Exception, at: str, world: World, pool: Pool, config: Config
) -> None:
    me = await world.account()
    app = create_app(config, parts=world.parts)
    app.state.config, app.state.parts = config, {**world.parts, "store": FullStore(error, at, config)}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://localhost:8000",
        cookies={"session": await world.session(me)},
    ) as client:
        answer = await client.post(
            "/api/v1/media", data={"purpose": "post"}, files={"file": ("a.jpg", _PHOTO, "image/jpeg")}
        )
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert answer.json()["message_zh"]
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM media WHERE owner_id = $1", me) == 0


@pytest.mark.parametrize("at", ["write", "close"])
async def test_on_a_full_disk_an_upload_in_parts_stays_where_it_was(
    at: str, world: World, pool: Pool, config: Config
) -> None:
    me = await world.account()
    async with writing(pool) as conn:
        begun = await begin_upload(
            conn, owner_id=me, purpose="post", alt="", length_bytes=len(_PHOTO), sha256=None
        )
    app = create_app(config, parts=world.parts)
    full = FullStore(OSError(errno.ENOSPC, "No space left on device"), at, config)
    app.state.config, app.state.parts = config, {**world.parts, "store": full}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://localhost:8000",
        cookies={"session": await world.session(me)},
        headers={"tus-resumable": "1.0.0"},
    ) as client:
        place = f"/api/v1/uploads/{begun.upload_id}"
        answer = await client.patch(
            place,
            content=_PHOTO[:500],
            headers={"upload-offset": "0", "content-type": "application/offset+octet-stream"},
        )
        told = await client.head(place)
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert told.headers["upload-offset"] == "0"
