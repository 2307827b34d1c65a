"""The text model while it serves: hashed n-grams, one array of weights, a sum.

The file holds arrays only (`numpy.load(..., allow_pickle=False)`), so loading it can run nothing.
"""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from tonghao.screening.features import BUCKETS, hashed, scales
from tonghao.screening.types import ScreenerDown

SHIPPED: Final = Path(__file__).with_name("text_model.npz")
_STEPS: Final = 127


class TextModel:
    """Says how offensive a text is.

    `evaluation` and `hold` are the margins at which macro-F1 is best, and above which a text is held.
    """

    def __init__(self, file: bytes) -> None:
        with np.load(BytesIO(file), allow_pickle=False) as arrays:
            steps = arrays["weights"].astype(np.float32) / _STEPS
            self.bias = float(arrays["bias"])
            self.evaluation = float(arrays["evaluation"])
            self.hold = float(arrays["hold"])
            self._weights: npt.NDArray[np.float32] = steps * np.abs(steps) * np.float32(arrays["largest"])
        if self._weights.shape != (BUCKETS,):
            raise ValueError(f"the text model has {self._weights.shape} weights, expected {BUCKETS}")
        self.version = f"text-{hashlib.sha256(file).hexdigest()[:12]}"

    @classmethod
    def load(cls, path: Path | None = None) -> "TextModel":
        """Read a model file, or the one that ships.

        Raises:
            ScreenerDown: there is none, or it is no model of this layout.
        """
        try:
            return cls((path or SHIPPED).read_bytes())
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as wrong:
            raise ScreenerDown(f"text model: {wrong}") from wrong

    def margins(self, views: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Return one margin for each pair of letters and sound; no letters give the bias."""
        buckets, owners = hashed(views)
        summed = np.bincount(owners, self._weights[buckets], minlength=len(views))
        return np.asarray(summed * scales(owners, len(views)) + self.bias)


def packed(weights: npt.NDArray[np.float64], *, bias: float, evaluation: float, hold: float) -> bytes:
    """Return the bytes of a model file: weights as signed roots in 8 bits, which keeps small ones apart."""
    largest = float(np.abs(weights).max()) or 1.0
    roots = np.sign(weights) * np.sqrt(np.abs(weights) / largest)
    file = BytesIO()
    np.savez_compressed(
        file,
        weights=np.rint(roots * _STEPS).astype(np.int8),
        largest=np.float64(largest),
        bias=np.float64(bias),
        evaluation=np.float64(evaluation),
        hold=np.float64(hold),
    )
    return file.getvalue()
