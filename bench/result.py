"""How every benchmark shows what it found: a table to read, and one JSON line to compare."""

import json
import os
import platform

from rich.console import Console
from rich.table import Table


def show(name: str, results: dict[str, float], baseline: dict[str, float]) -> None:
    """Print the results of the benchmark *name* beside what they are compared with."""
    table = Table("key", "value", "baseline", title=name)
    for key, value in results.items():
        other = baseline.get(key)
        table.add_row(key, f"{value:,.2f}", "" if other is None else f"{other:,.2f}")
    Console().print(table)
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
    print(
        json.dumps(
            {
                "bench": name,
                "results": {key: round(value, 3) for key, value in results.items()},
                "baseline": {key: round(value, 3) for key, value in baseline.items()},
                "machine": machine,
            }
        )
    )
