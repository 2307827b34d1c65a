import pytest

from tonghao.screening import policy
from tonghao.screening.policy import Policy
from tonghao.screening.types import Finding

NAMED_IN_THE_STANDARD = {
    "sex.minor": 4,
    "ncii": 4,
    "sex.explicit": 3,
    "sex.solicit": 3,
    "sex.suggestive": 2,
    "fraud": 3,
    "gambling": 3,
    "violence": 3,
    "selfharm": 2,
    "minors.risk": 3,
    "abuse.person": 2,
    "hate.group": 2,
    "privacy": 2,
    "illegal.goods": 3,
    "begging": 1,
    "spam.contact": 1,
    "flood": 1,
    "stolen": 2,
    "ip": 1,
    "rumour": 2,
    "ai.undeclared": 1,
    "vulgar": 1,
    "clickbait": 1,
    "legal.local": 2,
}


def _finding(category: str, severity: int, score: float = 0.9) -> Finding:
    return Finding(category, severity, score, "lexicon", (0, 1), "test")


def test_every_category_of_the_standard_is_there_with_its_severity() -> None:
    assert {c.code: c.severity for c in policy.list_categories()} == NAMED_IN_THE_STANDARD


@pytest.mark.parametrize("category", policy.list_categories(), ids=lambda c: c.code)
def test_every_category_speaks_both_languages_and_shouts_in_none(category: policy.Category) -> None:
    chinese = (category.zh, category.rule_zh, category.message_zh)
    english = (category.en, category.rule_en, category.message_en)
    assert all(any("\u4e00" <= c <= "\u9fff" for c in text) for text in chinese)
    assert all(text and not any("\u4e00" <= c <= "\u9fff" for c in text) for text in english)
    assert not any(mark in text for text in chinese + english for mark in "!！")
    assert category.eu


def test_what_nothing_detects_is_left_to_people() -> None:
    by_people = {c.code for c in policy.list_categories() if c.by_people}
    assert by_people == {"ncii", "stolen", "ip", "rumour", "ai.undeclared", "vulgar", "clickbait"}


@pytest.mark.parametrize(
    ("severity", "sure", "act"),
    [
        (0, "high", "allow"),
        (1, "high", "label"),
        (2, "high", "hold"),
        (3, "high", "hold"),
        (4, "high", "quarantine"),
        (4, "middle", "hold"),
        (3, "middle", "label"),
        (1, "middle", "label"),
        (4, "low", "allow"),
    ],
)
def test_the_act_follows_from_severity_and_confidence(
    severity: int, sure: policy.Confidence, act: str
) -> None:
    assert Policy.load().act_for(severity, sure) == act


def test_the_gravest_finding_wins() -> None:
    found = [
        (_finding("spam.contact", 1), "high"),
        (_finding("fraud", 3), "high"),
        (_finding("begging", 1), "high"),
    ]
    verdict = Policy.load().verdict(found, model_version="m")
    assert (verdict.act, verdict.category, verdict.severity) == ("hold", "fraud", 3)
    assert len(verdict.findings) == 3


def test_a_weak_finding_is_kept_but_changes_nothing() -> None:
    verdict = Policy.load().verdict([(_finding("sex.suggestive", 2, 0.3), "low")], model_version="m")
    assert (verdict.act, verdict.category, len(verdict.findings)) == ("allow", None, 1)


def test_an_unknown_category_is_an_error_and_none_has_no_rule() -> None:
    with pytest.raises(KeyError):
        policy.category("no.such")
    assert policy.rule_of(None) == ("", "")
    assert policy.rule_of("fraud")[0].startswith("不发")
