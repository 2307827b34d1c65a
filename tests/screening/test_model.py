from pathlib import Path

import numpy as np
import pytest

from tonghao.screening.features import BUCKETS, views_of
from tonghao.screening.model import SHIPPED, TextModel, packed
from tonghao.screening.normalise import Normalised
from tonghao.screening.types import ScreenerDown


def test_the_model_that_ships_is_small_and_has_a_card() -> None:
    model = TextModel.load()
    assert SHIPPED.stat().st_size <= 4_000_000
    assert model.version in SHIPPED.with_name("MODEL_CARD.md").read_text("utf-8")


def test_small_weights_survive_eight_bits(tmp_path: Path) -> None:
    weights = np.zeros(BUCKETS)
    weights[:3] = (4.0, -0.04, 0.4)
    path = tmp_path / "m.npz"
    path.write_bytes(packed(weights, bias=0.5, evaluation=0.0, hold=1.0))
    model = TextModel.load(path)
    assert model._weights[:3] == pytest.approx((4.0, -0.04, 0.4), rel=0.1)
    assert model.margins([("", "")]) == pytest.approx(0.5)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_broken_or_missing_file_means_the_screener_is_down(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.npz"
    if content:
        path.write_bytes(content)
    with pytest.raises(ScreenerDown):
        TextModel.load(path)


def test_a_file_with_other_buckets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.npz"
    path.write_bytes(packed(np.ones(8), bias=0.0, evaluation=0.0, hold=1.0))
    with pytest.raises(ScreenerDown, match="weights"):
        TextModel.load(path)


def test_a_margin_does_not_depend_on_the_company() -> None:
    model = TextModel.load()
    views = [views_of(Normalised(text)) for text in ("今天去跑步", "你这个废物", "好看")]
    together = model.margins(views)
    assert together == pytest.approx([float(model.margins([view])[0]) for view in views])
