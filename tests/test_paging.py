"""Cursors: ours are read, forged ones are refused, whatever is in them."""

import base64
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from tests.world import Browser, World
from tonghao.ids import new_id
from tonghao.paging import BadCursor, from_cursor, to_cursor

_AT = datetime(2026, 11, 22, 8, 30, 0, 123456, UTC)
_ID = UUID("01930000-0000-7000-8000-000000000000")
_LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff"


def _made_of(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FORGED = {
    "noise": "not a cursor",
    "letters": "时间",
    "half": to_cursor(_AT, _ID)[:-7],
    "another shape": to_cursor(1, 2, 3),
    "a text": _made_of('"x"'),
    "nothing": _made_of("null"),
    "deep": _made_of("[" * 3000),
    "before all time": _made_of(f'["0001-01-01T00:00:00+14:00", "{_LAST}"]'),
    "after all time": _made_of(f'["9999-12-31T23:59:59-14:00", "{_LAST}"]'),
    "without zone": _made_of(f'["2026-11-22T08:30:00", "{_LAST}"]'),
    "too large": _made_of(f'[{2**70}, "{_LAST}"]'),
    "no utf-8": base64.urlsafe_b64encode(b'["\xff\xfe"]').decode(),
    "long": "A" * 5000,
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_cursor_is_refused(name: str) -> None:
    with pytest.raises(BadCursor):
        from_cursor(FORGED[name], tuple[datetime, UUID])


def test_a_number_that_no_column_holds_is_refused() -> None:
    assert from_cursor(to_cursor(2**31 - 1), tuple[int]) == (2**31 - 1,)
    for number in (2**31, -(2**31), 2**63):
        with pytest.raises(BadCursor):
            from_cursor(to_cursor(number), tuple[int])


def test_our_own_cursor_keeps_every_microsecond() -> None:
    assert from_cursor(to_cursor(_AT, _ID), tuple[datetime, UUID]) == (_AT, _ID)
    shanghai = _AT.astimezone(timezone(timedelta(hours=8)))
    assert from_cursor(to_cursor(shanghai, _ID), tuple[datetime, UUID]) == (_AT, _ID)


def test_no_cursor_is_the_first_page() -> None:
    assert from_cursor(None, tuple[int]) is None
    assert from_cursor("", tuple[int]) is None


async def test_a_cursor_of_another_list_is_no_key_to_this_one(browser: Browser, world: World) -> None:
    await browser.as_(await world.account())
    stranger = to_cursor(new_id())
    assert (await browser.get("/api/v1/feed", params={"cursor": stranger})).json()["code"] == "bad_cursor"
