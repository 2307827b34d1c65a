"""A JPEG is whole when nothing is missing between its markers."""

import numpy as np
import pytest
from PIL import Image

from tests.media.pictures import saved
from tonghao.media.jpeg import is_whole

NOISE = Image.fromarray(np.random.default_rng(1).integers(0, 255, (301, 517, 3), dtype=np.uint8))


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"progressive": True},
        {"restart_marker_rows": 1},
        {"restart_marker_blocks": 3},
        {"restart_marker_blocks": 7, "progressive": True},
        {"subsampling": 0},
        {"subsampling": 1, "restart_marker_blocks": 5},
        {"subsampling": 2, "restart_marker_rows": 2, "progressive": True},
    ],
)
def test_whole_files_are_whole_and_cut_ones_are_not(mode: str, options: dict[str, int]) -> None:
    content = saved(NOISE.convert(mode), **options)
    assert is_whole(content)
    assert is_whole(content + b"what a camera adds")
    assert not is_whole(content[:-500])
    assert not is_whole(content[:100])


def test_a_lost_piece_between_restart_markers_shows() -> None:
    content = saved(NOISE, restart_marker_blocks=3)
    first = content.find(b"\xff\xd2")
    assert not is_whole(content[:first] + content[content.find(b"\xff\xd3", first) :])


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\xff\xd8" + b"\xff" * 99]
)
def test_what_has_no_scan_is_not_whole(content: bytes) -> None:
    assert not is_whole(content)
