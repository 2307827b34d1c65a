"""A form with one photo, read while it arrives: nothing of the photo is kept in memory."""

from collections.abc import AsyncIterable
from typing import Final

import msgspec
from multipart import MultipartError, MultipartSegment, PushMultipartParser

from tonghao.errors import InvalidRequest
from tonghao.media.upload import Incoming

# Longest field beside the photo, in bytes: 300 characters of description.
_MOST_FIELD_BYTES: Final = 4 * 300
_MOST_FIELDS: Final = 8


class PhotoForm(msgspec.Struct, frozen=True):
    """What the form says beside the photo, by field name."""

    fields: dict[str, str]
    had_file: bool


async def read_photo_form(chunks: AsyncIterable[bytes], *, boundary: str, incoming: Incoming) -> PhotoForm:
    """Write the field `file` to *incoming* as it comes; the other fields are short texts.

    Raises:
        InvalidRequest: it is not a whole form, or has more fields than one photo needs.
        NotAPhoto, PhotoTooLarge, StorageFull: as said by *incoming*, as soon as it knows.
    """
    form = _Reading(incoming)
    try:
        parser = PushMultipartParser(boundary, max_segment_count=_MOST_FIELDS)
        async for chunk in chunks:
            if parser.closed or not chunk:
                continue
            for part in parser.parse(chunk):
                await form.take(part)
        parser.close()
    except (MultipartError, UnicodeDecodeError, LookupError) as broken:
        raise InvalidRequest(reason=f"the form cannot be read: {broken}"[:200]) from None
    return PhotoForm(form.fields, form.had_file)


class _Reading:
    """Where the parser is: which field, and what it has of it."""

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming
        self._segment: MultipartSegment | None = None
        self._text = bytearray()
        self.fields: dict[str, str] = {}
        self.had_file = False

    async def take(self, part: MultipartSegment | bytes | bytearray | None) -> None:
        if isinstance(part, MultipartSegment):
            self._begin(part)
        elif self._segment is not None and part:
            await self._go_on(self._segment, bytes(part))
        elif self._segment is not None:
            self._end(self._segment)

    def _begin(self, segment: MultipartSegment) -> None:
        self._segment = segment
        self._text.clear()
        if segment.name == "file":
            if self.had_file:
                raise InvalidRequest(reason="one photo at a time")
            self.had_file = True

    async def _go_on(self, segment: MultipartSegment, part: bytes) -> None:
        if segment.name == "file":
            await self._incoming.write(part)
            return
        self._text += part
        if len(self._text) > _MOST_FIELD_BYTES:
            raise InvalidRequest(reason=f"the field {segment.name[:40]!r} is too long")

    def _end(self, segment: MultipartSegment) -> None:
        if segment.name != "file":
            self.fields[segment.name] = self._text.decode("utf-8")
        self._segment = None
