"""How a text is cut into words, and a question read."""

import pytest

from tonghao.ids import new_id
from tonghao.search.ask import NothingToSearch, QueryTooLong, question_of
from tonghao.search.cut import stem_of, tokens_of, words_of
from tonghao.search.snippet import snippet_of


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("cats", "cat"),
        ("running", "run"),
        ("walked", "walk"),
        ("stories", "story"),
        ("bus", "bus"),
        ("豆包", "豆包"),
    ],
)
def test_english_words_lose_their_endings(word: str, stem: str) -> None:
    assert stem_of(word) == stem


def test_long_words_are_found_by_their_parts() -> None:
    assert {"中国", "科学院"} <= {token.word for token in tokens_of("中国科学院")}


def test_quotes_and_backslashes_cannot_leave_their_word() -> None:
    cut = words_of("it's a 'trick' \\ '' &|!", author_id=new_id(), circle_id=new_id(), tags=["a'b\\"])
    assert "'#a''b\\\\'" in cut


def test_a_question_has_words_phrases_and_filters() -> None:
    asked = question_of('豆包 "屋顶 上" -狗 tag:猫 in:cats from:@xiaoman')
    assert (asked.tags, asked.circles, asked.authors) == (["猫"], ["cats"], ["@xiaoman"])
    assert len(asked.every) == 2
    assert len(asked.never) == 1
    assert asked.plain == "豆包 屋顶 上"


@pytest.mark.parametrize(
    "typed", ["", "   ", "-", "-狗", "😀😀", "\x00", "&|!()<->:*", '""', "in:cats", "「」"]
)
def test_a_question_without_a_word_is_refused(typed: str) -> None:
    with pytest.raises(NothingToSearch):
        question_of(typed)


def test_a_question_of_ten_thousand_characters_is_refused() -> None:
    with pytest.raises(QueryTooLong):
        question_of("猫" * 10_000)


def hits(text: str, *shown: str) -> list[str]:
    return [piece.text for piece in snippet_of(text, list(shown)) if piece.hit]


def test_what_was_asked_for_is_marked_as_it_was_written() -> None:
    assert hits("貓在屋頂上,CATS too", "猫", "屋顶", "cat") == ["貓", "屋頂", "CATS"]


def test_a_snippet_lies_around_its_first_hit() -> None:
    pieces = snippet_of("前" * 300 + "豆包" + "后" * 300, ["豆包"])
    assert pieces[0].text == "…"
    assert "豆包" in [piece.text for piece in pieces]
    assert sum(len(piece.text) for piece in pieces) < 130


def test_signs_of_markup_are_not_shown() -> None:
    assert "".join(p.text for p in snippet_of("**豆包**\n> [网](https://a.example)", [])) == "豆包 网"
