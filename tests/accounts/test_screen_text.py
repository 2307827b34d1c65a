"""A name that breaks a rule is refused, with the rule."""

import pytest

from tests.world import World
from tonghao.accounts.screen_text import TextRefused, must_pass


def test_an_ordinary_name_passes(world: World) -> None:
    for name in ("小满", "林教练", "Hannah", "老周修理铺"):
        must_pass(world.screener, name, kind="name")


def test_an_unfit_bio_is_refused_with_the_rule_in_both_languages(world: World) -> None:
    with pytest.raises(TextRefused) as refused:
        must_pass(world.screener, "刷单兼职日赚千元，先交押金", kind="bio")
    details = refused.value.details
    assert set(details) == {"category", "rule_zh", "rule_en"}
    assert all(isinstance(value, str) and value for value in details.values())
