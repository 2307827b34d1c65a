"""Texts as people and programs send them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghao.errors import Refusal
from tonghao.posts.clean import TextEmpty, TextTooLong, TextUnreadable, cleaned


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "好\udfff"])
def test_what_cannot_be_stored_is_refused(text: str):
    with pytest.raises(TextUnreadable):
        cleaned(text, most=100)


@pytest.mark.parametrize(
    "text", ["", "  \n ", "\u200b\u200d\ufeff", "\u202e\u202d", "\u3164\u115f", "\u2800", "\u0301", "\x07"]
)
def test_a_text_in_which_nothing_is_seen_is_refused(text: str):
    with pytest.raises(TextEmpty):
        cleaned(text, most=100)
    assert cleaned(text, most=100, may_be_empty=True) == ""


@pytest.mark.parametrize("text", ["好", "?", "…", "😀", "👨\u200d👩\u200d👧", "é", "١", "+1"])
def test_whatever_leaves_a_trace_is_a_text(text: str):
    assert cleaned(text, most=100) == text


def test_a_text_of_100000_characters_is_too_long():
    with pytest.raises(TextTooLong) as refused:
        cleaned("字" * 100_000, most=20_000)
    assert refused.value.details == {"most": 20_000, "length": 100_000}
    assert len(cleaned("字" * 20_000 + "\n" * 50, most=20_000)) == 20_000


def test_turned_reading_order_and_control_characters_go():
    assert cleaned("价格 \u202e001\u202c 元\x07", most=100) == "价格 001 元"


def test_line_ends_become_one_kind():
    assert cleaned("一\r\n二\r三\u2028四\t五\n", most=100) == "一\n二\n三\n四\t五"


@given(st.text(max_size=60))
def test_what_was_cleaned_is_clean(text: str):
    try:
        once = cleaned(text, most=100)
    except Refusal:
        return
    assert cleaned(once, most=100) == once
    assert once.encode()
