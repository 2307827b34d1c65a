"""The public standard follows from the policy, and every version of it can be read again."""

import msgspec
import pytest

from tests.world import World
from tonghao.circles.topics import TOPIC_CODES
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.pages.standard import drawing_of
from tonghao.policies.circle_exceptions import list_exceptions
from tonghao.policies.standard import (
    NotExcepted,
    changes_between,
    current_standard,
    exceptions_for,
    get_standard,
    kept_standards,
    must_be_excepted,
)
from tonghao.policies.types import StandardChange
from tonghao.screening import policy

STANDARD = current_standard()


def test_the_standard_in_force_is_kept_word_for_word() -> None:
    kept = kept_standards().get(STANDARD.version)
    assert kept == STANDARD, "give it a new version and date, then run `./tonghao standard`"
    assert list(kept_standards())[-1] == STANDARD.version


def test_every_category_says_its_rule_and_what_follows() -> None:
    assert [rule.code for rule in STANDARD.categories] == [one.code for one in policy.list_categories()]
    assert [step.severity for step in STANDARD.follows] == [0, 1, 2, 3, 4]
    assert [step.act for step in STANDARD.follows] == ["allow", "label", "hold", "hold", "quarantine"]
    assert [step.clock_minutes for step in STANDARD.follows] == [1440, 1440, 240, 30, 15]


def test_exceptions_and_examples_name_what_exists() -> None:
    codes = {rule.code for rule in STANDARD.categories}
    for one in STANDARD.exceptions:
        assert set(one.topics) <= TOPIC_CODES
        assert set(one.categories) <= codes
        assert "sex.minor" not in one.categories
    exempt = {one.code: one for one in STANDARD.exceptions}
    for example in STANDARD.examples:
        assert example.category in codes
        assert drawing_of(f"{example.drawing}.svg").startswith(b"<svg")
        assert example.exception is None or example.category in exempt[example.exception].categories
    # What local law demands is drawn by nobody but whoever runs the place.
    assert codes - {one.category for one in STANDARD.examples} == {"legal.local"}
    suggestive = [one.fits for one in STANDARD.examples if one.category == "sex.suggestive"]
    assert suggestive.count(True) >= 5
    assert suggestive.count(False) >= 3


@pytest.mark.parametrize("name", ["../standard.toml", "gym", "none.svg", "gym.svg/..", ""])
def test_nothing_else_is_served_as_a_drawing(name: str) -> None:
    with pytest.raises(NotFound):
        drawing_of(name)


def test_a_version_tells_what_changed_since_the_one_before() -> None:
    first = get_standard("2026-11-1")
    assert (first.before, first.changes) == (None, [])
    now = get_standard()
    assert now.before is not None
    assert now.standard == STANDARD
    assert StandardChange("exception", "sport", "added") in get_standard("2026-11-2").changes
    third = get_standard("2026-11-3").changes
    assert [(one.part, one.code, one.kind) for one in third] == [("severity", "4", "changed")] * 2
    fourth = get_standard("2026-11-4").changes
    assert {(one.part, one.kind) for one in fourth} == {("example", "added")}
    assert {(one.code, one.kind) for one in now.changes} == {
        ("contact-code", "changed"),
        ("begging", "changed"),
        ("flood", "changed"),
    }
    with pytest.raises(NotFound):
        get_standard("1999-1")


def test_a_difference_is_told_word_for_word() -> None:
    rule = msgspec.structs.replace(STANDARD.categories[0], severity=3, eu=("OTHER", "NUDITY"))
    changed = msgspec.structs.replace(STANDARD, categories=(rule, *STANDARD.categories[2:]), eu_version="v3")
    assert changes_between(STANDARD, changed) == [
        StandardChange("category", rule.code, "changed", "severity", "4", "3"),
        StandardChange("category", rule.code, "changed", "eu", "PROTECTION_OF_MINORS", "OTHER, NUDITY"),
        StandardChange("category", STANDARD.categories[1].code, "removed"),
        StandardChange("mapping", "eu", "changed", "version", STANDARD.eu_version, "v3"),
    ]


def test_an_exception_holds_only_for_its_topics_and_categories() -> None:
    assert [one.code for one in exceptions_for("running")] == ["sport"]
    assert exceptions_for(None) == []
    assert must_be_excepted("sport", topic="fitness", category="sex.suggestive").code == "sport"
    for code, topic, category in (
        ("sport", "books", "sex.suggestive"),
        ("sport", "fitness", "fraud"),
        ("none", "fitness", "fraud"),
        ("sport", None, "sex.suggestive"),
    ):
        with pytest.raises(NotExcepted):
            must_be_excepted(code, topic=topic, category=category)


async def test_a_circle_tells_its_exceptions_to_whoever_sees_its_page(conn: Connection, world: World) -> None:
    made = await world.circle()
    found = await list_exceptions(conn, circle_id=made.circle_id, viewer=None)
    topic = await conn.fetchval("SELECT topic FROM circles WHERE id = $1", made.circle_id)
    assert found == exceptions_for(topic)
    hidden = await world.circle(kind="invite")
    with pytest.raises(NotFound):
        await list_exceptions(conn, circle_id=hidden.circle_id, viewer=None)
