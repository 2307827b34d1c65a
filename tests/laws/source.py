"""Reading the product's own source, for the laws."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import tonghao

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tonghao"


@cache
def files() -> list[Path]:
    """Every Python file of the product."""
    return sorted(PACKAGE.rglob("*.py"))


@cache
def modules() -> list[ModuleType]:
    """Every module of the product, imported; the entry points only run when called."""
    found = []
    for module in pkgutil.walk_packages(tonghao.__path__, "tonghao."):
        if not module.name.endswith("__main__"):
            found.append(importlib.import_module(module.name))
    return found


def feature_of(path: Path) -> str:
    """The folder below the package in which *path* lies, or its own name at the root."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """The string constants of the module at *path* whose names are UPPER_CASE; also inside dicts."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, value = node.target.id, node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
        else:
            continue
        if not name.lstrip("_").isupper():
            continue
        values = value.values if isinstance(value, ast.Dict) else [value]
        for number, one in enumerate(values):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield (name if number == 0 else f"{name}[{number}]"), one.value


def statements() -> Iterator[tuple[Path, str, str]]:
    """Every SQL constant of the product: file, name, text."""
    for path in files():
        for name, text in constants(path):
            first = text.split(None, 1)[0].upper() if text.strip() else ""
            if first in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "LOCK", "COPY"}:
                yield path, name, text
