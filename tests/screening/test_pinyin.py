import pytest

from tonghao.screening.pinyin import initials_of, sound_of, sound_places, syllable_of


@pytest.mark.parametrize(
    ("one", "other"), [("微信", "威信"), ("微信", "weixin"), ("你好吗", "ni好ma"), ("绿", "lv")]
)
def test_homophones_and_typed_pinyin_sound_alike(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_a_latin_word_that_is_no_pinyin_keeps_its_letters() -> None:
    assert sound_of("github") == "github"


def test_every_sound_knows_its_place() -> None:
    compact = "加weixin群xyz"
    places = sound_places(compact)
    assert len(places) == len(sound_of(compact))
    assert [compact[a:b] for a, b in places] == ["加", "wei", "xin", "群", "x", "y", "z"]


def test_a_very_long_latin_run_is_left_alone() -> None:
    assert sound_of("a" * 10_000) == "a" * 10_000


def test_initials_are_first_letters() -> None:
    assert initials_of("你妈x") == "nmx"
    assert (syllable_of("妈"), syllable_of("x")) == ("ma", "")
