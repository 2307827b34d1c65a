"""The form: one photo written away while it arrives, and short fields."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.media.pictures import saved, scene
from tonghao.errors import InvalidRequest
from tonghao.ids import new_id
from tonghao.media.form import PhotoForm, read_photo_form
from tonghao.media.store import Store, quarantine_key
from tonghao.media.upload import Incoming, NotAPhoto, PhotoTooLarge

PHOTO = saved(scene())
OWNER, PHOTO_ID = new_id(), new_id()


def field(name: str, content: bytes, more: str = "") -> bytes:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"


FILE = field("file", PHOTO, '; filename="猫.jpg"')
END = b"--b--\r\n"


class Taken:
    """A form, and what became of its photo."""

    def __init__(self, folder: Path, most_bytes: int = 1_000_000) -> None:
        self.store = Store(folder)
        self.incoming = Incoming(self.store, owner_id=OWNER, media_id=PHOTO_ID, most_bytes=most_bytes)

    async def read(self, body: bytes, *, at_once: int = 7) -> PhotoForm:
        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(body), at_once):
                yield body[start : start + at_once]

        return await read_photo_form(chunks(), boundary="b", incoming=self.incoming)

    async def stored(self) -> bytes | None:
        return await self.store.find(quarantine_key(OWNER, PHOTO_ID))


@pytest.mark.parametrize("at_once", [1, 13, 100_000])
async def test_fields_may_come_in_any_order_and_any_pieces(tmp_path: Path, at_once: int) -> None:
    taken = Taken(tmp_path)
    form = await taken.read(
        field("purpose", b"post") + FILE + field("alt", "一只猫".encode()) + END, at_once=at_once
    )
    original = await taken.incoming.close()
    assert form.fields == {"purpose": "post", "alt": "一只猫"}
    assert form.had_file
    assert original.size_bytes == len(PHOTO)
    assert await taken.stored() == PHOTO


async def test_too_many_bytes_stop_at_once(tmp_path: Path) -> None:
    taken = Taken(tmp_path, most_bytes=200)
    with pytest.raises(PhotoTooLarge):
        await taken.read(FILE + END)
    await taken.incoming.undo()
    assert await taken.stored() is None


@pytest.mark.parametrize(
    "content", [b"PK\3\4 a zip of things", b"<svg/>" + b" " * 20, b"\0\0\0\x20ftypisom" + b"0" * 30]
)
async def test_other_files_stop_at_their_first_bytes(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAPhoto):
        await Taken(tmp_path).read(field("file", content, '; filename="a.jpg"') + END)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff"])
async def test_next_to_nothing_is_no_photo(tmp_path: Path, content: bytes) -> None:
    taken = Taken(tmp_path)
    await taken.read(field("file", content, '; filename="a.jpg"') + END)
    with pytest.raises(NotAPhoto):
        await taken.incoming.close()
    assert await taken.stored() is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        FILE,
        FILE[:-30],
        FILE + FILE + END,
        field("alt", b"x" * 2000) + END,
        field("alt", b"\xff\xfe\xff") + END,
        b"".join(field(f"f{n}", b"1") for n in range(20)) + END,
    ],
)
async def test_a_broken_form_is_refused_and_leaves_nothing(tmp_path: Path, body: bytes) -> None:
    taken = Taken(tmp_path)
    with pytest.raises(InvalidRequest):
        await taken.read(body)
    await taken.incoming.undo()
    assert await taken.stored() is None
