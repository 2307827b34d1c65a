from pathlib import Path

import pytest

from tonghao.screening import policy
from tonghao.screening.lexicon import Entry, Group, Lexicon
from tonghao.screening.normalise import Normalised

LEXICON = Lexicon.load(policy.current())
ENTRIES = [(group, entry) for group in LEXICON.groups for entry in group.entries]


def _sources(text: str) -> list[str]:
    return [finding.source for finding, _ in LEXICON.findings(Normalised(text))]


def _name(group: Group, entry: Entry) -> str:
    return f"{group.category}/{entry.name or entry.term}"


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=[_name(*e) for e in ENTRIES])
def test_every_entry_hits_its_sentence_and_spares_the_other(group: Group, entry: Entry) -> None:
    assert _name(group, entry) in _sources(entry.hit)
    assert _name(group, entry) not in _sources(entry.miss)


def test_every_entry_is_signed_and_reasoned_and_named_once() -> None:
    assert all(group.author and group.reason for group in LEXICON.groups)
    names = [_name(*entry) for entry in ENTRIES]
    assert len(names) == len(set(names))
    assert {group.category for group in LEXICON.groups} <= {c.code for c in policy.list_categories()}


@pytest.mark.parametrize(
    "written",
    [
        "操*你*妈",
        "操 你 妈",
        "操你\u200b妈",
        "操你媽",
        "艹你妈",
        "操你女马",
        "caonima",
        "操n妈",
        "ＣＮＭ",
        "操-你-妈",
    ],
)
def test_a_disguised_insult_is_found(written: str) -> None:
    assert any(source.startswith("abuse.person/") for source in _sources(f"{written}啊"))


@pytest.mark.parametrize(
    "written",
    [
        "这是个usb接口",
        "我真傻，比赛都输了",
        "要是我犯傻。逼自己一把",
        "一家信得过的店",
        "他说得很对，日后再说",
        "加点微波炉能热的",
    ],
)
def test_ordinary_words_are_not_cut_into_bad_ones(written: str) -> None:
    assert _sources(written) == []


def test_a_span_holds_the_disguised_word() -> None:
    written = "大家 看，加 ＶＸ：abc_12345 ！"
    finding, _ = LEXICON.findings(Normalised(written))[0]
    assert finding.span is not None
    assert "ＶＸ：abc_12345" in written[slice(*finding.span)]


def test_who_warns_of_a_fraud_is_one_step_less_suspect() -> None:
    plain = LEXICON.findings(Normalised("招兼职刷单，佣金日结"))[0]
    warned = LEXICON.findings(Normalised("警方提醒：招兼职刷单，佣金日结，都是诈骗"))[0]
    assert (plain[1], warned[1]) == ("high", "middle")


def test_numbers_must_satisfy_their_check_digit() -> None:
    assert "privacy/身份证号" in _sources("11010519491231002X")
    assert "privacy/身份证号" not in _sources("110105194912310021")


def test_the_deployers_list_is_empty_until_there_is_one(tmp_path: Path) -> None:
    listed = tmp_path / "legal.txt"
    listed.write_text("# 备注\n某个词 # 第几条\n\n", "utf-8")
    lexicon = Lexicon.load(policy.current(), legal_list=listed)
    ((finding, sure),) = lexicon.findings(Normalised("这里有某-个-词"))
    assert (finding.category, sure) == ("legal.local", "high")
    assert lexicon.version != LEXICON.version
    assert _sources("这里有某个词") == []


@pytest.mark.parametrize("unit", ["1", "1 3", "微信", "加", "你是", "a", "傻 ", "在家日赚", "( "])
def test_a_hundred_thousand_characters_are_read_in_a_moment(unit: str) -> None:
    import time

    text = Normalised((unit * 100_000)[:100_000])
    began = time.process_time()
    LEXICON.findings(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "ordinary",
    [
        "从五月跑到现在",
        "每月跑一百公里",
        "本月跑量打卡",
        "周末约跑，七点见",
        "越跑越远",
        "换了月抛",
        "六月泡茶",
    ],
)
def test_runners_are_not_taken_for_something_else(ordinary: str) -> None:
    assert _sources(ordinary) == []


@pytest.mark.parametrize("disguised", ["约pao吗", "yuepao", "曰炮", "约泡吗", "约 炮"])
def test_what_sounds_like_it_is_still_found(disguised: str) -> None:
    assert "sex.solicit/约炮" in _sources(disguised)
