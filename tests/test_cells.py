"""No cell of a table is taken for a formula."""

import pytest

from tonghao.cells import cell


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_what_would_begin_a_formula_is_told_apart(begin: str) -> None:
    assert cell(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("words", ["", "咖啡", "2026-11", "a=1", "（＝）"])
def test_other_words_stand_as_they_are(words: str) -> None:
    assert cell(words) == words
