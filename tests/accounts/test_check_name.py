"""What a name and a bio may be."""

import pytest

from tonghao.accounts.check_name import (
    BioTooLong,
    NameRefused,
    ReasonNeeded,
    checked_bio,
    checked_name,
    checked_reason,
    visible,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  小满  ", "小满"),
        ("何\u202e小\u200b满", "何小满"),
        ("林\n教练", "林 教练"),
        ("👨‍👩‍👧 一家", "👨‍👩‍👧 一家"),
        ("O'Neill", "O'Neill"),
    ],
)
def test_nothing_invisible_stays_in_a_name(typed: str, stored: str) -> None:
    assert checked_name(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "   ", "\u200b\u200b", "\ufe0f", "\u200d", "名" * 41, "\x00", "\u0301"]
)
def test_a_name_that_cannot_be_seen_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused) as refused:
        checked_name(typed)
    assert refused.value.details == {"reason": "length"}


@pytest.mark.parametrize("typed", ["管理员", "官 方", "Admin", "已注销"])
def test_a_name_that_speaks_for_the_platform_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused) as refused:
        checked_name(typed)
    assert refused.value.details == {"reason": "reserved"}


def test_a_bio_keeps_its_lines_and_has_an_end() -> None:
    assert checked_bio("跑步\r\n\u202e养猫 \n") == "跑步\n养猫"
    assert visible("a\t b") == "a b"
    assert checked_bio("") == ""
    with pytest.raises(BioTooLong):
        checked_bio("字" * 301)


def test_a_reason_must_be_seen() -> None:
    assert checked_reason(" 三次广告\n\u202e都一样 ") == "三次广告\n都一样"
    for nothing in ("", " \n", "\u200b\u2060", "\u200d\ufe0f", "\x00"):
        with pytest.raises(ReasonNeeded):
            checked_reason(nothing)
