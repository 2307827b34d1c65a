"""Built pages for all tests of this folder."""

from pathlib import Path

import pytest

from tests.pages.site import built_web


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both shells."""
    return built_web(tmp_path_factory.mktemp("web"))
