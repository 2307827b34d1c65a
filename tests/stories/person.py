"""A person with a browser: signs in through a door, looks, clicks, and complains about what is broken."""

import json
import time
import urllib.request
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, expect

_ROOT = Path(__file__).parents[2]
_AXE = (_ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


class Street(NamedTuple):
    """The running product."""

    url: str
    data: Path
    log: Path

    def wait_for_demo(self) -> None:
        """Until the doors are open and nothing of the demo waits for its check."""
        until = time.monotonic() + 180
        while time.monotonic() < until:
            with urllib.request.urlopen(f"{self.url}/api/v1/site", timeout=5) as answer:
                if len(json.load(answer)["doors"]) == 4:
                    return
            time.sleep(0.5)
        raise AssertionError("the demo did not come")

    def mails(self) -> str:
        """What the console sender wrote."""
        path = self.data / "mail.txt"
        return path.read_text("utf-8") if path.exists() else ""


class Person:
    """One browser context; errors on its console fail the story when it leaves."""

    _chrome: ClassVar[Browser]
    _street: ClassVar[Street]
    _here: ClassVar[list["Person"]] = []

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))

    @classmethod
    def begin(cls, chrome: Browser, street: Street) -> None:
        cls._chrome, cls._street, cls._here = chrome, street, []

    @classmethod
    async def enter(
        cls,
        *,
        door: str | None = None,
        width: int = 390,
        language: str = "zh-CN",
        theme: str = "light",
        script: bool = True,
    ) -> Self:
        """Open a browser of *width* px; *door* is member, host, duty, platform, or None for a stranger."""
        context = await cls._chrome.new_context(
            base_url=cls._street.url,
            viewport={"width": width, "height": 844 if width < 800 else 900},
            locale=language,
            color_scheme="dark" if theme == "dark" else "light",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        self = cls(context, await context.new_page())
        cls._here.append(self)
        if door is not None:
            answer = await context.request.post(
                "/api/v1/door-sign-ins", data={"door": door}, headers={"Origin": cls._street.url}
            )
            assert answer.status == 201, await answer.text()
        return self

    @classmethod
    async def leave_all(cls) -> None:
        for person in cls._here:
            await person.context.close()
        complaints = [line for person in cls._here for line in person.complaints]
        cls._here = []
        assert complaints == []

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal that the screen shows is told by Chromium as a failed resource too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    async def go(self, path: str) -> None:
        """Open *path* and wait for its headline."""
        await self.page.goto(path)
        await expect(self.page.locator("h1").first).to_be_visible()

    async def api(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API with this person's session."""
        answer = await self.context.request.fetch(
            f"/api/v1{path}", method=method, data=body, headers={"Origin": self._street.url}
        )
        text = await answer.text()
        assert answer.ok, f"{method} {path}: {answer.status} {text}"
        return json.loads(text) if text else None

    async def looks_right(self) -> None:
        """No overflow and nothing that axe finds, on a page that shows its content."""
        await expect(self.page.locator("h1").first).to_be_visible()
        await self.page.wait_for_load_state("networkidle")
        over = await self.page.evaluate(_OVERFLOW)
        assert over <= 0, f"{self.page.url} is {over} px too wide"
        await self.page.evaluate(_AXE)
        found = await self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", _RULES
        )
        wrong = [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]}"
            for one in found["violations"]
        ]
        assert wrong == [], f"{self.page.url}: {wrong}"
