"""What a phone on a slow network gets: `./tonghao bench lighthouse [--url http://localhost:8000]`.

Without an address it starts the product with its demo in a folder of its own. Lighthouse is no part of the
project's install: it is put once into a folder inside `.venv`, outside the npm workspaces, and driven with
the Chromium of this machine. Each page is measured three times as Lighthouse's mobile; the table has the
medians.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpx
from rich.console import Console
from rich.table import Table

_ROOT: Final = Path(__file__).parents[1]
_VERSION: Final = "12.2.3"
_TOOLS: Final = Path(sys.prefix) / "lighthouse"
_NODE: Final = Path(sys.prefix) / "node"
_RUNS: Final = 3
_CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
# What web.md allows: at least, at most.
_LEAST: Final = {"performance": 90, "accessibility": 100, "best_practices": 100, "seo": 100}
_MOST: Final = {"lcp_ms": 2500.0, "tbt_ms": 250.0, "cls": 0.02}


class Page(NamedTuple):
    """A page to measure; a public one is for search engines too."""

    name: str
    path: str
    is_public: bool


class Visitor:
    """Asks the product, with or without a session."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=f"{url}/api/v1", timeout=30)

    def ask(self, path: str, body: dict[str, str] | None = None) -> Any:
        """The answer to a GET, or to a POST of *body*."""
        if body is None:
            answer = self._client.get(path)
        else:
            answer = self._client.post(path, json=body, headers={"Origin": self.url})
        return answer.raise_for_status().json()

    @property
    def cookie(self) -> str:
        """What a browser would send; empty before anybody has signed in."""
        return "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())

    def pages(self) -> list[Page]:
        """The face of the product; needs nobody's session."""
        circle = self.ask("/circle-slugs/maohaizi")
        posts = self.ask(f"/circles/{circle['circle_id']}/posts")["entries"]
        post = max(posts, key=lambda one: int(one["comment_count"]))
        return [
            Page("sign_in", "/sign-in", False),
            Page("public_circle", "/c/maohaizi", True),
            Page("public_post", f"/c/maohaizi/p/{post['post_id']}", True),
            Page("home", "/", False),
            Page("circle", "/c/maohaizi", False),
            Page("post", f"/c/maohaizi/p/{post['post_id']}", False),
        ]


@contextmanager
def _product() -> Iterator[str]:
    """The product with its demo, on a free port, until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "up.log"
        port = "8765"
        with log.open("wb") as out:
            running = subprocess.Popen(
                [sys.executable, "-m", "tonghao", "up", "--port", port],
                cwd=_ROOT,
                env=os.environ | {"TONGHAO_DATA": f"{folder}/data", "TONGHAO_LIMITS_SCALE": "1000"},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            url = f"http://localhost:{port}"
            _wait_for_doors(url, running, log)
            yield url
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)


def _wait_for_doors(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and running.poll() is None:
        try:
            if httpx.get(f"{url}/api/v1/site", timeout=5).json()["doors"]:
                return
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.5)
    raise SystemExit(f"the product did not start\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _lighthouse(folder: Path, chrome: str) -> list[str]:
    """The command; fetched at the first use."""
    script = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"lighthouse {_VERSION} → {folder}", flush=True)
        subprocess.run(
            [
                *(str(_NODE / "npm"), "install", "--prefix", str(folder)),
                *("--no-audit", "--no-fund", "--ignore-scripts", f"lighthouse@{_VERSION}"),
            ],
            check=True,
            env=os.environ | {"PATH": f"{_NODE}{os.pathsep}{os.environ['PATH']}"},
            stdout=subprocess.DEVNULL,
        )
    os.environ["CHROME_PATH"] = chrome
    return [
        *(str(_NODE / "node"), str(script), "--quiet", "--output=json", "--output-path=stdout"),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(_CATEGORIES)}",
    ]


def _measure(command: list[str], url: str, cookie: str) -> dict[str, Any]:
    """One run: the report."""
    headers = [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    # The address first: an option that takes a list would swallow it.
    words = [*command[:2], url, *command[2:], *headers]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"lighthouse failed on {url}\n{done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _figures(report: dict[str, Any]) -> dict[str, float]:
    audits, categories = report["audits"], report["categories"]
    return {
        **{name.replace("-", "_"): 100 * (categories[name]["score"] or 0) for name in _CATEGORIES},
        "lcp_ms": audits["largest-contentful-paint"]["numericValue"],
        "tbt_ms": audits["total-blocking-time"]["numericValue"],
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        "bytes": audits["total-byte-weight"]["numericValue"],
    }


def _faults(report: dict[str, Any]) -> set[str]:
    """What keeps a page from the full score, apart from its speed."""
    wanted = {
        audit["id"]
        for name in _CATEGORIES[1:]
        for audit in report["categories"][name]["auditRefs"]
        if audit["weight"] > 0
    }
    audits = report["audits"]
    return {
        f"{audits[one]['id']}: {audits[one]['title']}"
        for one in wanted
        if audits[one].get("score") not in (None, 1)
    }


def _holds(page: Page, key: str, value: float) -> bool:
    if key in _MOST:
        return value <= _MOST[key]
    return key not in _LEAST or (key == "seo" and not page.is_public) or round(value) >= _LEAST[key]


def _run(url: str, only: list[str]) -> int:
    chrome = shutil.which("chromium") or shutil.which("google-chrome")
    if chrome is None:
        raise SystemExit("Chromium is missing; `./tonghao test` installs it")
    command = _lighthouse(_TOOLS, chrome)
    visitor = Visitor(url)
    pages = [page for page in visitor.pages() if not only or page.name in only]
    results: dict[str, float] = {}
    wrong: list[str] = []
    keys = ("performance", "accessibility", "best_practices", "seo", "lcp_ms", "tbt_ms", "cls", "bytes")
    table = Table("page", *keys, title=f"lighthouse {_VERSION}, mobile, median of {_RUNS}")
    for page in pages:
        if page.name in {"home", "circle", "post"} and not visitor.cookie:
            visitor.ask("/door-sign-ins", {"door": "member"})
        reports = [_measure(command, url + page.path, visitor.cookie) for _ in range(_RUNS)]
        runs = [_figures(report) for report in reports]
        medians = {key: statistics.median(run[key] for run in runs) for key in keys}
        results |= {f"{page.name}_{key}": round(value, 3) for key, value in medians.items()}
        wrong += [f"{page.name}: {fault}" for fault in sorted(_faults(reports[-1]))]
        marks = ["" if _holds(page, key, medians[key]) else " ✗" for key in keys]
        shown = [f"{medians[key]:,.3f}" if key == "cls" else f"{medians[key]:,.0f}" for key in keys]
        table.add_row(page.name, *(text + mark for text, mark in zip(shown, marks, strict=True)))
        print(page.name, *shown, file=sys.stderr, flush=True)
    Console(width=140).print(table)
    print(*wrong, sep="\n")
    limits = {**{key: float(value) for key, value in _LEAST.items()}, **_MOST}
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
    print(json.dumps({"bench": "lighthouse", "results": results, "baseline": limits, "machine": machine}))
    return 0


def main() -> int:
    """Measure the given or an own product."""
    parser = argparse.ArgumentParser(prog="./tonghao bench lighthouse")
    parser.add_argument("--url", help="a running product with its demo")
    parser.add_argument("--only", nargs="*", default=[], help="names of pages")
    given = parser.parse_args()
    if given.url:
        return _run(given.url.rstrip("/"), given.only)
    with _product() as url:
        return _run(url, given.only)


if __name__ == "__main__":
    sys.exit(main())
