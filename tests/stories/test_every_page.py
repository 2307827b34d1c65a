"""Every page of both apps, in both languages and themes, on a phone and at a desk: axe, overflow, errors.

The daily run takes a set in which each pair of choices meets at least once; `--full` takes all.
"""

import re
from itertools import combinations, cycle, product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.stories.person import Person

LANGUAGES, THEMES, WIDTHS = ("zh-CN", "en"), ("light", "dark"), (390, 1280)
Look = tuple[str, str, int]
ALL_LOOKS: list[Look] = list(product(LANGUAGES, THEMES, WIDTHS))
# Four looks hold every pair of two languages, two themes and two widths.
PAIRED: list[Look] = [
    ("zh-CN", "light", 390),
    ("zh-CN", "dark", 1280),
    ("en", "light", 1280),
    ("en", "dark", 390),
]


class Place(NamedTuple):
    """A page, and who looks at it. `{cat}` is the thread of the lost cat, `{case}` an open case."""

    path: str
    door: str | None = "member"


MEMBER = [
    Place("/sign-in", None),
    Place("/sign-up", None),
    Place("/forgotten", None),
    Place("/not-me/0198c0de-0000-7000-8000-000000000000.nothing", None),
    Place("/unsubscribe/0198c0de-0000-7000-8000-000000000000.digest.nothing", None),
    Place("/claim/0198c0de-0000-7000-8000-000000000000.nothing", None),
    Place("/discover", None),
    Place("/c/manpao", None),
    Place("/solved", None),
    Place("/usefulness", None),
    Place("/c/maohaizi/p/{cat}", None),
    Place("/c/manpao/members", None),
    Place("/u/xiaoman", None),
    Place("/i/0198c0de-0000-7000-8000-000000000000.nothing", None),
    Place("/brakes", None),
    Place("/nowhere", None),
    Place("/terms", None),
    Place("/first-moment", None),
    Place("/first-moment?days=28&circle=manpao", None),
    Place("/transparency", None),
    Place("/audit/heads", None),
    Place("/packets?box=got"),
    Place("/packets/new?circle=manpao"),
    Place("/welcome"),
    Place("/"),
    Place("/discover"),
    Place("/discover?topic=pets"),
    Place("/c/maohaizi"),
    Place("/c/maohaizi/about"),
    Place("/c/maohaizi/members"),
    Place("/c/manpao/today", "host"),
    Place("/c/shuiyoukong/tools/fund"),
    Place("/c/yibenshu/tools/reading"),
    Place("/c/zhouwu/tools/team_up"),
    Place("/c/manpao/tools/challenge", "host"),
    Place("/c/maohaizi/tools/lost_pet"),
    Place("/c/shuilema/tools/month_room"),
    Place("/c/kandong/tools/clinic"),
    Place("/c/xiudehao/tools/gadget"),
    Place("/c/manpao/manage?part=tools", "host"),
    Place("/c/manpao/manage?part=house", "host"),
    Place("/c/kandong/about", None),
    Place("/c/maohaizi/p/{cat}"),
    Place("/c/maohaizi/p/{cat}?floor=38"),
    Place("/compose"),
    Place("/compose?circle=yibenshu"),
    Place("/search"),
    Place("/search?q=豆包 屋顶"),
    Place("/search?q=跑步&kind=circles"),
    Place("/notifications"),
    Place("/decided"),
    Place("/saved"),
    Place("/c/zhouwu", "platform"),
    Place("/c/zhouwu/levels", "platform"),
    Place("/c/yibenshu/columns/{column}"),
    Place("/followed"),
    Place("/u/xiaoman"),
    Place("/u/chen_yisheng"),
    Place("/settings"),
    Place("/settings/notifications"),
    Place("/settings/takeout"),
    Place("/settings/profile"),
    Place("/settings/language"),
    Place("/settings/security"),
    Place("/settings/privacy"),
    Place("/settings/panels"),
    Place("/settings/leave"),
    Place("/partners"),
    Place("/reports"),
    Place("/appeals"),
    Place("/panels"),
    Place("/c/manpao", "host"),
    Place("/c/manpao/members", "host"),
    Place("/c/manpao/manage", "host"),
    Place("/partners", "host"),
]
CONSOLE = [
    Place("/console", None),
    Place("/console", "member"),
    Place("/console", "duty"),
    Place("/console/queue", "duty"),
    Place("/console/queue?state=closed", "duty"),
    Place("/console/queue?inlet=appeal", "duty"),
    Place("/console/cases/{case}", "duty"),
    Place("/console/reports", "duty"),
    Place("/console/panels", "duty"),
    # As the one who looks at samples in a story of their own: whoever has seen one keeps it for a while.
    Place("/console/samples", "duty"),
    Place("/console/appeals", "duty"),
    Place("/console/audit", "duty"),
    Place("/console/people", "duty"),
    Place("/console/bank", "duty"),
    Place("/console/replay", "duty"),
    Place("/console", "platform"),
    Place("/console/people", "platform"),
    Place("/console/partners", "platform"),
    Place("/console/bank", "platform"),
    Place("/console/partners?state=approved", "platform"),
    Place("/console/nowhere", "platform"),
]
_APPS = Path(__file__).parents[2] / "web" / "apps"
_PATH = re.compile(r'^\s*(?:const .*)?path: "([^"]+)"|\bpath: "([^"]+)",', re.MULTILINE)
_PART = re.compile(r"^  (\w+): \w+Settings,$", re.MULTILINE)
# What stands for a parameter where nobody wrote a place of its own.
_PARAMETERS = {
    "$slug": "maohaizi",
    "$postId": "{cat}",
    "$caseId": "{case}",
    "$accountId": "{person}",
    "$appealId": "{appeal}",
    "$columnId": "{column}",
    "$sentId": "{sent}",
    "$requestId": "{money_request}",
    "$splitId": "{split}",
    "$partnerId": "{partner}",
    "$handle": "chen_yisheng",
    "$token": "0198c0de-0000-7000-8000-000000000000.nothing",
    "$part": "profile",
    "$transferId": "{transfer}",
    "$packetId": "01a64885-ccc4-5256-abaa-d8fcecac842e",
}


def _routes(app: str) -> list[str]:
    """Every path of the router's tables of *app*."""
    folder = _APPS / app / "src"
    tables = [folder / "router.tsx", *sorted(folder.glob("*Routes.tsx"))]
    paths = [_PATH.findall(table.read_text("utf-8")) for table in tables]
    return sorted({one or other for found in paths for one, other in found})


def _place_of(route: str, base: str, door: str) -> Place:
    """The place for a new route; a parameter that has no value here has to be given one."""
    parts = [_PARAMETERS[part] if part.startswith("$") else part for part in route.split("/")]
    return Place((base + "/".join(parts)).rstrip("/") or "/", door)


def _seen(route: str, places: list[Place], base: str) -> bool:
    pattern = re.compile(base + re.sub(r"\$\w+", "[^/]+", route).rstrip("/") + "/?")
    return any(pattern.fullmatch(place.path.split("?")[0]) for place in places)


def _all_places() -> list[Place]:
    """The places above, and one for each route that none of them leads to."""
    member = [_place_of(route, "", "member") for route in _routes("member") if not _seen(route, MEMBER, "")]
    console = [
        _place_of(route, "/console", "platform")
        for route in _routes("console")
        if not _seen(route, CONSOLE, "/console")
    ]
    table = (_APPS / "member" / "src" / "accounts" / "SettingsPart.tsx").read_text("utf-8")
    parts = [Place(f"/settings/{part}") for part in _PART.findall(table)]
    return list(dict.fromkeys([*MEMBER, *member, *parts, *CONSOLE, *console]))


PLACES = _all_places()


def test_no_route_is_forgotten() -> None:
    for app, base in (("member", ""), ("console", "/console")):
        routes = _routes(app)
        assert len(routes) > 5
        assert [route for route in routes if not _seen(route, PLACES, base)] == []


def test_the_four_looks_hold_every_pair() -> None:
    for one, other in combinations(range(3), 2):
        pairs = {(look[one], look[other]) for look in ALL_LOOKS}
        assert {(look[one], look[other]) for look in PAIRED} == pairs


async def _filled(person: type[Person]) -> dict[str, str]:
    """What stands in the addresses."""
    reader = await person.enter(door="duty")
    circle = await reader.api("GET", "/circle-slugs/maohaizi")
    posts = await reader.api("GET", f"/circles/{circle['circle_id']}/posts")
    cat = next(post for post in posts["entries"] if post["text"].startswith("**豆包走丢了**"))
    queue = await reader.api("GET", "/queue")
    books = await reader.api("GET", "/circle-slugs/yibenshu")
    appeals = await reader.api("GET", "/appeals?state=open")
    wallet = await (await person.enter(door="member")).api("GET", "/wallet/entries")
    columns = await reader.api("GET", f"/circles/{books['circle_id']}/columns")
    xiaoman = await person.enter(door="member")
    money = await xiaoman.api("GET", "/money-desk")
    return {
        "cat": cat["post_id"],
        "case": next(row["case"]["case_id"] for row in queue["entries"] if row["case"]),
        "column": columns[0]["column_id"],
        "sent": money["transfers"][0]["transfer_id"],
        "money_request": money["requests"][0]["request_id"],
        "split": money["splits"][0]["split_id"],
        "appeal": appeals["entries"][0]["appeal_id"],
        "transfer": wallet["entries"][0]["transfer_id"],
        "person": cat["author"]["account_id"],
        "partner": circle["partner"]["partner_id"],
    }


async def _walks(
    person: type[Person], look: Look, places: list[Place], *, dark_too: bool = False
) -> list[str]:
    """One browser for each door looks at its places; returns what is wrong.

    Args:
        dark_too: Look at the colours in the dark as well, on the same page: nothing else depends on them.
    """
    language, theme, width = look
    filled = await _filled(person)
    wrong: list[str] = []
    for door in dict.fromkeys(place.door for place in places):
        me = await person.enter(door=door, width=width, language=language, theme=theme)
        for place in places:
            if place.door != door:
                continue
            await me.page.goto(place.path.format_map(filled))
            try:
                await me.looks_right()
                if dark_too:
                    await me.sees_theme("dark")
                    await me.colours_are_right()
                    await me.sees_theme("light")
            except AssertionError as fault:
                wrong.append(f"{place.path} as {door} {look}: {fault}")
    return wrong


def _share(at: int) -> list[Place]:
    """The places of the daily run for one of the four looks: each place comes once, looks take turns."""
    return [place for place, turn in zip(PLACES, cycle(range(len(PAIRED))), strict=False) if turn == at]


@pytest.mark.parametrize("at", range(len(PAIRED)))
async def test_pages_are_right_in_one_look_of_four(person: type[Person], at: int) -> None:
    assert await _walks(person, PAIRED[at], _share(at)) == []


@pytest.mark.long
@pytest.mark.parametrize(("language", "width"), list(product(LANGUAGES, WIDTHS)))
async def test_every_page_is_right_in_every_look(person: type[Person], language: str, width: int) -> None:
    assert await _walks(person, (language, "light", width), PLACES, dark_too=True) == []
