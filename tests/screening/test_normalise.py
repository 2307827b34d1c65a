import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghao.screening.normalise import Normalised, parts_of, with_digits


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("加\u200b微\u2060信", "加微信"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("①②③ ⓥⓧ", "123 vx"),
        ("媽媽罵人", "妈妈骂人"),
        ("Ηеllо wоrld", "hello world"),
        ("𝓱𝓮𝓵𝓵𝓸", "hello"),
        ("e\u0301\u0302tat", "etat"),
        ("ab\u202ecd\u202c", "abcd"),
        ("亻尔好 扌丁", "你好 打"),
        ("氵去律", "法律"),
        ("你是🐷", "你是猪"),
        ("한글 がぎ", "한글 がぎ"),
        ("\u3164\u2800a", "a"),
    ],
)
def test_a_disguise_is_undone(written: str, plain: str) -> None:
    assert Normalised(written).text == plain


def test_separators_are_gone_from_the_compact_form() -> None:
    assert Normalised("加·微*信 ：a_b-c").compact == "加微信abc"


def test_a_span_points_at_what_the_author_wrote() -> None:
    written = "你好 ＶＸ：\u200b扌丁 媽"
    text = Normalised(written)
    assert written[slice(*text.span(text.text.index("vx"), text.text.index("vx") + 2))] == "ＶＸ"
    assert written[slice(*text.span(text.text.index("打"), text.text.index("打") + 1))] == "扌丁"
    assert written[slice(*text.span(text.text.index("妈"), text.text.index("妈") + 1))] == "媽"


@given(st.text(alphabet=st.characters(), max_size=60))
def test_no_text_breaks_it_and_every_character_knows_its_origin(written: str) -> None:
    text = Normalised(written)
    places = [text.span(n, n + 1) for n in range(len(text.text))]
    assert all(0 <= start < end <= len(written) for start, end in places)
    assert [a for a, _ in places] == sorted(a for a, _ in places)
    assert "".join(text.text[n] for n in text.compact_places()) == text.compact


@given(st.text(alphabet="亻尔扌丁氵去女马ab \u200b", max_size=40))
def test_loose_radicals_keep_their_places(written: str) -> None:
    text = Normalised(written)
    assert all(text.span(n, n + 1)[1] <= len(written) for n in range(len(text.text)))


def test_lone_surrogates_nulls_and_the_empty_text_are_nothing() -> None:
    assert Normalised("\ud800\x00\udfff\ufeff").text == ""
    assert Normalised("").span(0, 0) == (0, 0)


def test_a_character_is_known_by_its_two_parts() -> None:
    assert ("马", "扁") in parts_of("骗")
    assert parts_of("人") == () or all(len(way) == 2 for way in parts_of("人"))


def test_chinese_numerals_are_digits_for_contact_numbers() -> None:
    assert with_digits("幺三八零零") == "13800"
