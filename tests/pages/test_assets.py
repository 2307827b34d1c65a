"""Built files are sent packed, and nothing but built files is sent."""

import gzip
from pathlib import Path

import pytest

from tonghao.errors import NotFound
from tonghao.pages.assets import asset_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "assets"
    built.mkdir()
    (built / "index-1.js").write_text("export {};" * 100)
    (built / "photo-1.webp").write_bytes(b"RIFF")
    (tmp_path / "secret.js").write_text("no")
    return built


def test_a_script_is_packed_for_those_who_take_it(folder: Path) -> None:
    packed = asset_of(folder, "index-1.js", takes_gzip=True)
    plain = asset_of(folder, "index-1.js", takes_gzip=False)
    assert packed.is_packed
    assert not plain.is_packed
    assert gzip.decompress(packed.content) == plain.content
    assert packed.kind == plain.kind == "text/javascript"


def test_a_photo_is_packed_already(folder: Path) -> None:
    assert not asset_of(folder, "photo-1.webp", takes_gzip=True).is_packed


@pytest.mark.parametrize("name", ["nothing.js", "../secret.js", ".", "..", "", "a/../index-1.js"])
def test_nothing_else_is_reached(folder: Path, name: str) -> None:
    with pytest.raises(NotFound):
        asset_of(folder, name, takes_gzip=True)
