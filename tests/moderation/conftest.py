import pytest

from tonghao.screening.text import TextScreener


@pytest.fixture
def screener(parts: dict[str, object]) -> TextScreener:
    """The text model, as the web process holds it."""
    found = parts["screener"]
    assert isinstance(found, TextScreener)
    return found
