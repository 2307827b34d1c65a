"""The generated Python client, written into a folder and importable from there."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]


@contextmanager
def written_client(folder: Path) -> Iterator[Callable[[str], Any]]:
    """Have `./tonghao client` write it; yields what imports a module of it, as "api.posts.write_post"."""
    written = subprocess.run(
        [sys.executable, "-m", "tonghao", "client", str(folder / "tonghao_client")],
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT / "src"), "PATH": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert written.returncode == 0, written.stdout + written.stderr
    assert "Endpoint will not be generated" not in written.stdout, written.stdout
    sys.path.insert(0, str(folder))
    try:
        yield lambda name: importlib.import_module(f"tonghao_client.{name}")
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.startswith("tonghao_client")]:
            del sys.modules[name]
