"""A person with a browser: signs in through a door, looks, clicks, and complains about what is broken."""

import asyncio
import itertools
import json
import re
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, Self

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
)
from playwright.async_api import (
    TimeoutError as TookTooLong,
)

from tests.stories.scripts import FLATTEN, MOVED, RAISE, STILL

_ROOT = Path(__file__).parents[2]
_AXE = (_ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"
_WIDTHS = (320, 390, 1280)
PASSWORD = "wutong lane at dusk"
_numbers = itertools.count(1)


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

    def mails_to(self, email: str) -> list[str]:
        """The mails to *email* that the console sender wrote, oldest first."""
        path = self.data / "mail.txt"
        mails = path.read_text("utf-8").split("\n--\n") if path.exists() else []
        return [mail for mail in mails if mail.lstrip().startswith(f"To: {email}\n")]

    async def code_for(self, email: str) -> str:
        """The one-time code in the newest mail to *email*, once it is there."""
        for _ in range(300):
            mails = self.mails_to(email)
            found = re.search(r"验证码是 (\w+)", mails[-1]) if mails else None
            if found:
                return found[1]
            await asyncio.sleep(0.1)
        raise AssertionError(f"no code came to {email}")

    async def text_for(self, phone: str, *, after: int = 0) -> str:
        """The one-time code in the text that came to *phone* after *after* others."""
        path = self.data / "texts.txt"
        for _ in range(300):
            texts = path.read_text("utf-8").split("\n--\n") if path.exists() else []
            mine = [text for text in texts if text.lstrip().startswith(f"To: {phone}\n")]
            if len(mine) > after:
                return re.findall(r"\b\d{6}\b", mine[after])[0]
            await asyncio.sleep(0.1)
        raise AssertionError(f"no text came to {phone}")

    async def link_for(self, email: str, path: str) -> str:
        """The address below *path* in the newest mail to *email* that has one."""
        for _ in range(300):
            found = [re.search(rf"{path}\S+", mail) for mail in self.mails_to(email)]
            links = [one[0] for one in found if one]
            if links:
                return links[-1]
            await asyncio.sleep(0.1)
        raise AssertionError(f"no link came to {email}")


class Person:
    """One browser context; errors on its console fail the story when it leaves."""

    _chrome: ClassVar[Browser]
    _street: ClassVar[Street]
    _here: ClassVar[list["Person"]] = []

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.context = context
        self.page = page
        self.name = self.handle = self.email = self.account_id = ""
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
        keeps_app: bool = False,
    ) -> Self:
        """Open a browser of *width* px; *door* is member, host, duty, platform, or None for a stranger.

        Only one that *keeps_app* has a service worker: keeping all of the app takes a moment.
        """
        context = await cls._chrome.new_context(
            base_url=cls._street.url,
            viewport={"width": width, "height": 844 if width < 800 else 900},
            locale=language,
            color_scheme="dark" if theme == "dark" else "light",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
            reduced_motion="reduce",
            service_workers="allow" if keeps_app else "block",
        )
        context.set_default_timeout(30_000)
        self = cls(context, await context.new_page())
        cls._here.append(self)
        if door is not None:
            answer = await context.request.post(
                "/api/v1/door-sign-ins", data={"door": door}, headers={"Origin": cls._street.url}
            )
            assert answer.status == 201, await answer.text()
            await self.api("PATCH", "/me", {"locale": language})
        return self

    @classmethod
    async def newcomer(
        cls,
        name: str,
        *,
        circles: Sequence[str] = (),
        width: int = 390,
        language: str = "zh-CN",
        theme: str = "light",
        keeps_app: bool = False,
    ) -> Self:
        """Somebody with a fresh account and the first run behind them, a member of *circles* (by slug)."""
        self = await cls.enter(width=width, language=language, theme=theme, keeps_app=keeps_app)
        self.name = name
        self.handle = f"guest{next(_numbers)}_{time.monotonic_ns() % 10**6}"
        self.email = f"{self.handle}@lane.example"
        await self.api("POST", "/sign-up-codes", {"email": self.email, "locale": language})
        site = await self.api("GET", "/site")
        me = await self.api(
            "POST",
            "/accounts",
            {
                "email": self.email,
                "code": await cls._street.code_for(self.email),
                "password": PASSWORD,
                "name": name,
                "handle": self.handle,
                "age_class": "adult",
                "terms_version": site["terms_version"],
                "locale": language,
            },
        )
        self.account_id = me["account_id"]
        await self.api("PUT", "/me/interests", {"topics": ["pets"]})
        for slug in circles:
            circle = await self.api("GET", f"/circle-slugs/{slug}")
            await self.api("POST", f"/circles/{circle['circle_id']}/memberships", {})
        return self

    async def other_device(self, *, width: int = 1280) -> Self:
        """The same person signs in on another browser."""
        other = await type(self).enter(width=width)
        other.name, other.handle, other.email, other.account_id = (
            self.name,
            self.handle,
            self.email,
            self.account_id,
        )
        # As a device that is known: what a new one causes is a story of its own.
        known = [one for one in await self.context.cookies() if one["name"] == "device"]
        await other.context.add_cookies(known)
        await other.api("POST", "/sessions", {"email": self.email, "password": PASSWORD})
        return other

    @classmethod
    async def leave_all(cls) -> None:
        for person in cls._here:
            await person.context.close()
        complaints = [line for person in cls._here for line in person.complaints]
        cls._here = []
        assert complaints == []

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal that the screen shows is told by Chromium as a failed resource too, and so is every
        # attempt of the socket while a story has taken the network away.
        expected = ("Failed to load resource", "ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(words in message.text for words in expected):
            self.complaints.append(f"{self.page.url}: {message.text}")

    async def go(self, path: str) -> None:
        """Open *path* and wait for its headline."""
        await self.page.goto(path)
        await expect(self.page.locator("h1").first).to_be_attached()

    async def finds(self, there: Locator, *, seconds: float = 60) -> None:
        """Open the page again until *there* stands on it: what a job brings is told to no open page."""
        until = time.monotonic() + seconds
        while True:
            try:
                await expect(there.first).to_be_visible(timeout=2_000)
                return
            except AssertionError:
                assert time.monotonic() < until, f"{self.page.url}: {there} did not come"
            await self.page.reload()
            await expect(self.page.locator("h1").first).to_be_attached()

    async def scrolls(self, pixels: int) -> None:
        """Turn the wheel, and wait until the page has moved and stands still again."""
        before = await self.page.evaluate("scrollY")
        await self.page.mouse.wheel(0, pixels)
        await self.page.wait_for_function(MOVED, arg=before)

    async def code_for(self, email: str) -> str:
        return await self._street.code_for(email)

    async def text_for(self, phone: str, *, after: int = 0) -> str:
        return await self._street.text_for(phone, after=after)

    async def link_for(self, email: str, path: str) -> str:
        return await self._street.link_for(email, path)

    @property
    def address(self) -> str:
        """Where the product runs."""
        return self._street.url

    async def api(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API with this person's session."""
        answer = await self.context.request.fetch(
            f"/api/v1{path}", method=method, data=body, headers={"Origin": self._street.url}
        )
        text = await answer.text()
        assert answer.ok, f"{method} {path}: {answer.status} {text}"
        return json.loads(text) if text else None

    async def sees(self, *words: str | re.Pattern[str]) -> None:
        """Each of *words* stands on the screen, soon."""
        for word in words:
            await expect(self.page.get_by_text(word).filter(visible=True).first).to_be_visible()

    async def does_not_see(self, *words: str | re.Pattern[str]) -> None:
        for word in words:
            await expect(self.page.get_by_text(word).filter(visible=True)).to_have_count(0)

    async def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press the button called *name*."""
        await (
            (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
        )

    async def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follow the link called *name*."""
        link = (within or self.page).get_by_role("link", name=name, exact=isinstance(name, str))
        await link.first.click()

    async def picks(self, menu: str | re.Pattern[str], entry: str, *, within: Locator | None = None) -> None:
        """Open the menu called *menu* and pick *entry* from it."""
        await self.presses(menu, within=within)
        await self.page.get_by_role("menuitem", name=entry, exact=True).click()

    async def types(self, label: str, text: str) -> None:
        """Fill the field called *label*."""
        fields = self.page.locator("input, textarea")
        called = re.compile(rf"^{re.escape(label)}(\s*\*)?$")  # a star where it must be filled
        await self.page.get_by_label(called).and_(fields).fill(text)

    async def ticks(self, name: str | re.Pattern[str], *, within: Page | Locator | None = None) -> None:
        """Tick the box, or take the choice, called *name*: it says so once the page has taken the click."""
        box = self._box(name, within)
        await expect(box).not_to_be_checked()
        await box.click()
        await expect(box).to_be_checked()

    async def unticks(self, name: str | re.Pattern[str], *, within: Page | Locator | None = None) -> None:
        """Untick the box called *name*."""
        box = self._box(name, within)
        await expect(box).to_be_checked()
        await box.click()
        await expect(box).not_to_be_checked()

    def _box(self, name: str | re.Pattern[str], within: Page | Locator | None) -> Locator:
        boxes = self.page.locator("input[type=checkbox], input[type=radio]")
        return (within or self.page).get_by_label(name).and_(boxes)

    async def looks_right(self) -> None:
        """Nothing that axe finds, and no overflow at any width, on a page that shows its content."""
        await expect(self.page.locator("h1").first).to_be_attached()
        try:
            await self.page.wait_for_function(STILL)
        except TookTooLong:
            raise AssertionError(f"{self.page.url}: something is still loading") from None
        wrong = await self._axe() + await self._too_wide()
        assert wrong == [], f"{self.page.url}: {wrong}"

    async def sees_theme(self, theme: Literal["dark", "light"]) -> None:
        """The machine turns to *theme*; wait until it is painted."""
        await self.page.emulate_media(color_scheme=theme)
        await self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    async def colours_are_right(self) -> None:
        """After a change of theme on a page that was right before: nothing but contrast can have changed."""
        wrong = await self._axe("{type: 'rule', values: ['color-contrast']}")
        assert wrong == [], f"{self.page.url}: {wrong}"

    async def is_readable(self) -> None:
        """For a page without script, where axe cannot run: nothing sticks out, pictures have words."""
        await expect(self.page.locator("main")).to_be_visible()
        assert await self.page.locator("h1").count() == 1
        assert await self.page.locator("img:not([alt])").count() == 0
        assert await self._too_wide() == []

    async def _axe(self, rules: str = f"{{type: 'tag', values: {_RULES}}}") -> list[str]:
        await self.page.evaluate(FLATTEN)
        if not await self.page.evaluate("'axe' in globalThis"):
            await self.page.evaluate(_AXE)
        found = await self.page.evaluate(
            f"axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}})"
        )
        await self.page.evaluate(RAISE)
        return [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:4]}"
            for one in found["violations"]
        ]

    async def _too_wide(self) -> list[str]:
        size = self.page.viewport_size
        assert size is not None
        wrong = []
        for width in {*_WIDTHS, size["width"]}:
            await self.page.set_viewport_size({"width": width, "height": size["height"]})
            over = await self.page.evaluate(_OVERFLOW)
            if over > 0:
                wrong.append(f"{over} px too wide at {width}")
        await self.page.set_viewport_size(size)
        return wrong
