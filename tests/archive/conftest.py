"""An archive in a folder of its own, and who imports it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archive.folder import Archive, Importer
from tonghao.archive.screen_batch import BatchScreener
from tonghao.config import Config


@pytest.fixture(scope="session")
def importer(config: Config, parts: dict[str, Any]) -> Iterator[Importer]:
    """Imports with one set of checking processes, which take a second to start."""
    with BatchScreener(config.text_model, config.legal_list) as screener:
        yield Importer(parts, screener)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)
