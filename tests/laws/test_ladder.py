"""A feature imports downwards only (import-linter reads the ladder from pyproject.toml)."""

import subprocess
import sys
from pathlib import Path

from tests.laws.source import PACKAGE, ROOT


def test_the_ladder_holds() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


def test_a_feature_folder_holds_verbs_and_the_five_known_files_only() -> None:
    forbidden = {"core", "common", "lib", "utils", "helpers", "services", "managers"}
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {p.name for p in PACKAGE.rglob("*") if p.is_dir()}
    assert names & forbidden == set()


def test_every_feature_says_what_it_is_and_what_is_always_true() -> None:
    silent = []
    for folder in sorted(path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()):
        text = (folder / "__init__.py").read_text("utf-8")
        pure = "Pure:" in text
        needed = ("Always true:",) if pure else ("Tables:", "Emits:", "Hears:", "Always true:")
        if not all(word in text for word in needed):
            silent.append(folder.name)
    assert silent == []
