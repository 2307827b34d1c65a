from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tonghao.screening import policy, test_card
from tonghao.screening.photo import PhotoScreener, hits_of
from tonghao.screening.types import ScreenerDown

SCREENER = PhotoScreener()


def _plain(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), 200, np.uint8)


def test_the_test_card_is_held_as_suggestive() -> None:
    card = np.asarray(Image.open(Path(test_card.__file__).with_name("test_card.png")).convert("RGB"))
    verdict = SCREENER.verdict(card)
    assert (verdict.act, verdict.category, verdict.findings[0].stage) == (
        "hold",
        "sex.suggestive",
        "test_card",
    )
    assert SCREENER.score(card) < 0.2


@pytest.mark.parametrize("size", [(1, 1), (384, 512), (60, 512), (512, 3)])
def test_a_harmless_picture_of_any_shape_passes(size: tuple[int, int]) -> None:
    verdict = SCREENER.verdict(_plain(*size))
    assert (verdict.act, verdict.model_version) == ("allow", SCREENER.version)


@pytest.mark.parametrize(
    ("score", "act", "category"),
    [
        (0.1, "allow", None),
        (0.3, "allow", None),
        (0.5, "hold", "sex.suggestive"),
        (0.95, "hold", "sex.explicit"),
    ],
)
def test_the_thresholds_of_the_policy_decide(score: float, act: str, category: str | None) -> None:
    # No picture that would reach these scores may lie in this repository.
    verdict = policy.current().verdict(hits_of(score, policy.current(), source="s"), model_version="m")
    assert (verdict.act, verdict.category) == (act, category)
    assert len(verdict.findings) == (score >= 0.2)


@pytest.mark.parametrize("shape", [(0, 5, 3), (5, 5), (5, 5, 4)])
def test_what_is_no_photo_is_not_judged(shape: tuple[int, ...]) -> None:
    with pytest.raises(ScreenerDown):
        SCREENER.verdict(np.zeros(shape, np.uint8))


def test_a_model_of_another_version_judges_nothing(tmp_path: Path) -> None:
    other = tmp_path / "open-nsfw.onnx"
    other.write_bytes(b"another model")
    for file, why in ((other, "another version"), (tmp_path / "none.onnx", "No such file")):
        with pytest.raises(ScreenerDown, match=why):
            PhotoScreener(file=file).verdict(_plain(8, 8))
