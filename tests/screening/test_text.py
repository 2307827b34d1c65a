"""The sentences here are our own; the figures on real corpora stand in the model card."""

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

SCREENER = TextScreener.load()

OFFENSIVE = (
    "黑人就是懒，天生的垃圾种族，只会打砸抢",
    "河南人没有一个好东西，全是骗子和小偷",
    "女人就是贱，给点钱什么都肯干",
    "这帮外地人素质低得像猪，赶紧滚回去",
    "你就是个傻逼，脑子有病吧，滚远点",
    "印度人又脏又臭，恶心死了，简直是畜生",
    "东北人都是流氓黑社会，没素质的垃圾",
    "这种贱人怎么还不去死，看着就恶心",
)
ORDINARY = (
    "今天早上六点跑了五公里，江边的风很舒服",
    "谁看见一只橘猫？左耳缺一点，叫豆包，昨晚从三号楼跑出去了",
    "红烧肉要先炒糖色，小火炖一个小时",
    "灯又坏了，四楼到五楼黑得看不见台阶，物业什么时候来修",
    "这本书的结局我不同意，太圆满了反而不真实",
    "周六下午两点在社区活动室学剪纸，材料自带",
    "游泳池换水，周三停一天",
    "宝宝八个月了，第一次自己坐稳，拍了很多照片",
    "请问羽毛球拍穿线多少磅合适，我是新手",
    "毛孩子今天打疫苗，全程没叫，很勇敢",
)


@pytest.mark.parametrize("text", OFFENSIVE)
def test_offence_does_not_pass_unnoticed(text: str) -> None:
    assert SCREENER.verdict(text).act in {"hold", "label"}


@pytest.mark.parametrize("text", ORDINARY)
def test_everyday_talk_passes(text: str) -> None:
    assert SCREENER.verdict(text).act == "allow"


@pytest.mark.parametrize(
    ("text", "act", "category"),
    [
        ("高端外围女，联系我", "hold", "sex.solicit"),
        ("出幼女资源，私聊", "quarantine", "sex.minor"),
        ("加微信 abc12345 了解", "label", "spam.contact"),
        ("美女荷官在线发牌", "hold", "gambling"),
        ("活着没意思，我想自杀", "hold", "selfharm"),
    ],
)
def test_the_policy_decides_what_follows(text: str, act: str, category: str) -> None:
    verdict = SCREENER.verdict(text)
    assert (verdict.act, verdict.category) == (act, category)
    assert (verdict.policy_version, verdict.model_version) == (
        SCREENER.versions.policy,
        SCREENER.versions.model,
    )


def _zero_width(text: str, random: Random) -> str:
    return "".join(c + random.choice(("", "\u200b", "\u200d", "\u2060")) for c in text)


def _full_width(text: str, random: Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _separated(text: str, random: Random) -> str:
    return random.choice("*.-_|·~ ").join(text)


@pytest.mark.parametrize("disguise", [_zero_width, _full_width, _separated])
@pytest.mark.parametrize("text", OFFENSIVE)
def test_a_cheap_disguise_changes_nothing(text: str, disguise: object) -> None:
    assert callable(disguise)
    assert SCREENER.verdict(disguise(text, Random(3))).act in {"hold", "label"}


def test_typed_pinyin_hides_little() -> None:
    # Another way than the trainer's: whole readings from the phrase dictionary, every third character.
    hidden = [
        "".join(p if n % 3 == 0 else c for n, (c, p) in enumerate(zip(t, lazy_pinyin(list(t)), strict=True)))
        for t in OFFENSIVE
    ]
    noticed = sum(v.act in {"hold", "label"} for v in SCREENER.verdicts(hidden))
    assert noticed >= len(OFFENSIVE) - 1


def test_one_bad_sentence_is_found_in_a_long_text() -> None:
    text = "".join(ORDINARY) * 5 + OFFENSIVE[0] + "".join(ORDINARY) * 5
    verdict = SCREENER.verdict(text)
    (opinion,) = [f for f in verdict.findings if f.stage == "model"]
    assert opinion.span is not None
    assert text.index(OFFENSIVE[0]) < opinion.span[1]
    assert text.index(OFFENSIVE[0]) + len(OFFENSIVE[0]) > opinion.span[0]


def test_a_batch_says_what_the_single_texts_say() -> None:
    texts = [*OFFENSIVE, "", *ORDINARY]
    together = SCREENER.verdicts(texts)
    assert [v.act for v in together] == [SCREENER.verdict(t).act for t in texts]
    assert SCREENER.verdicts([]) == []


@given(st.text(alphabet=st.characters(), max_size=80))
def test_no_text_brings_it_down(text: str) -> None:
    verdict = SCREENER.verdict(text, kind="bio")
    for finding in verdict.findings:
        assert finding.span is not None
        assert 0 <= finding.span[0] <= finding.span[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\u200b" * 100_000,
        "\ud800\x00",
        "\u202e" * 50 + "abc",
        "亻" * 100_000,
        "哈" * 100_000,
        "sha" * 33_333,
    ],
)
def test_hostile_texts_are_judged_in_a_moment(text: str) -> None:
    began = time.process_time()
    assert SCREENER.verdict(text).act in {"allow", "label", "hold"}
    assert time.process_time() - began < 3


def test_only_invisible_characters_are_no_finding() -> None:
    assert SCREENER.verdict("\u200b\u200d\ufeff").findings == ()


def test_a_text_costs_less_than_its_budget() -> None:
    texts = [*OFFENSIVE, *ORDINARY] * 20
    began = time.process_time()
    for text in texts:
        SCREENER.verdict(text)
    assert (time.process_time() - began) / len(texts) < 0.0008
    began = time.process_time()
    SCREENER.verdicts(texts)
    assert len(texts) / (time.process_time() - began) > 1000


def test_without_a_model_there_is_no_screener(tmp_path: Path) -> None:
    with pytest.raises(ScreenerDown):
        TextScreener.load(tmp_path / "none.npz")
    with pytest.raises(ScreenerDown):
        TextScreener.load(legal_list=tmp_path / "none.txt")


def test_a_stage_that_fails_lets_nothing_pass() -> None:
    with pytest.raises(ScreenerDown):
        SCREENER.verdict(None)  # type: ignore[arg-type]


def test_a_doubtful_grave_word_beside_a_contact_is_an_offer() -> None:
    screener = TextScreener.load()
    assert screener.verdict("约炮 全套服务 上门 微信 abc123").act == "hold"
    assert screener.verdict("有人发约炮广告，大家小心").act != "hold"
