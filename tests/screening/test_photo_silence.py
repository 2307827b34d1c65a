"""The runtime of the photo model reports to nobody: it would otherwise write to its maker's collector."""

import subprocess
import sys

from tests.laws.source import ROOT

_JUDGE = """
import numpy as np
from tonghao.screening.photo import PhotoScreener
PhotoScreener().score(np.zeros((64, 64, 3), dtype=np.uint8))
"""


def test_the_photo_model_says_nothing_to_anybody() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _JUDGE],
        # Where it may write nothing it would complain that it cannot keep its number of this machine.
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "elemetry" not in run.stderr
