"""Words are muted in every disguise that the screening sees through, and only as words."""

import pytest

from tests.world import Browser, World
from tonghao.accounts.mute_words import (
    MuteWordRefused,
    MuteWordsFull,
    contains_any,
    folded_word,
    set_mute_words,
)
from tonghao.db import Connection

API = "/api/v1"


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("代购", "帮忙代 购奶粉"),
        ("代购", "代\u200b購"),
        ("微商", "ＷＸ 微*商"),
        ("Marathon", "the marathon is on Sunday"),
        ("marathon", "MARATHON!"),
        ("team building", "a Team  Building weekend"),
    ],
)
def test_a_muted_word_is_found_in_its_disguises(word: str, text: str) -> None:
    assert contains_any(text, [folded_word(word)])


@pytest.mark.parametrize(("word", "text"), [("art", "a party"), ("代购", "购物"), ("代购", "")])
def test_other_words_are_left_alone(word: str, text: str) -> None:
    assert not contains_any(text, [folded_word(word)])


@pytest.mark.parametrize("word", ["", "  ", "\u200b", "!!!", "长" * 41])
def test_what_is_no_word_is_refused(word: str) -> None:
    with pytest.raises(MuteWordRefused):
        folded_word(word)


async def test_a_hundred_words_at_most(conn: Connection, here: World) -> None:
    man = await here.account()
    words = [f"词语{number}号" for number in range(101)]
    with pytest.raises(MuteWordsFull):
        await set_mute_words(conn, account_id=man, words=words)
    assert len(await set_mute_words(conn, account_id=man, words=words[:100])) == 100
    assert await set_mute_words(conn, account_id=man, words=["代购", "代 購"]) == ["代 購"]


async def test_a_reader_asks_what_to_fold_away(browser: Browser, world: World) -> None:
    await browser.as_(await world.account())
    assert (await browser.get(f"{API}/me")).json()["mute_words"] == 0
    put = await browser.put(f"{API}/me/mute-words", json={"words": ["代购", "marathon"]})
    assert put.status_code == 200
    texts = ["今天跑了五公里", "代·购奶粉", "Marathon"]
    answer = await browser.post(f"{API}/me/mute-word-matches", json={"texts": texts})
    assert answer.json() == {"muted": [False, True, True]}
    assert (await browser.get(f"{API}/me")).json()["mute_words"] == 2
