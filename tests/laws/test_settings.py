"""Every setting is documented, in the code and in docs/settings.md."""

from tests.laws.source import ROOT
from tonghao.config import Config


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for name, field in Config.model_fields.items():
        assert field.description, name
        assert f"`TONGHAO_{name.upper()}`" in page, name


def test_the_page_names_no_setting_that_is_gone() -> None:
    import re

    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    known = {f"TONGHAO_{name.upper()}" for name in Config.model_fields}
    assert set(re.findall(r"`(TONGHAO_[A-Z_]+)`", page)) == known
