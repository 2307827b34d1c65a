"""A file has at most 400 lines and a function at most 60: what is longer hides something."""

import ast

from tests.laws.source import ROOT, files


def test_no_file_is_longer_than_400_lines() -> None:
    own = [*files(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    own += [path for kind in ("ts", "tsx") for path in (ROOT / "web").rglob(f"*.{kind}")]
    # A catalogue of texts is data: one line a text.
    skipped = {"node_modules", "dist", "generated", "i18n"}
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own
        if not skipped & set(path.parts) and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    long = {}
    for path in files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                # What the docstring says is not what the function hides.
                first = node.body[0]
                told = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
                length = (node.end_lineno or 0) - node.lineno + 1 - told
                if length > 60:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert long == {}
