"""The pages that show figures: the first-moment meter and the transparency report, without script."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tonghao.audit.read import list_heads
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.meter.periods import bounds_of
from tonghao.meter.read import get_meter, get_report, list_periods
from tonghao.meter.shown import shown, shown_share, shown_sum, wrong_share
from tonghao.meter.types import MEASURES, NOTHING, SPANS, Meter, MeterCircle, Moment
from tonghao.pages.figure_words import WORDS
from tonghao.pages.shell import Card, rendered
from tonghao.posts.screen import named

_ZONE: Final = "SELECT zone FROM platform_duty WHERE sole"
_STEPS: Final = ((86400 * 2, 86400, "day"), (7200, 3600, "hour"), (120, 60, "minute"))


async def meter_page(
    conn: Connection, config: Config, lang: str, *, days: int, slug: str | None
) -> tuple[Card, str]:
    """The card and the body of the first-moment meter.

    Raises:
        NotFound: these days are not counted, or nobody may know of such a circle.
    """
    meter = await get_meter(conn, days=days, slug=slug)
    words = WORDS[lang]
    address = f"{config.address}/first-moment"
    card = Card(
        f"{words['moments']} · {config.site_name}", words["moments_about"], address, noindex=slug is not None
    )
    body = rendered(
        "meter.html",
        meter=meter,
        words=words,
        site=config.site_name,
        lang=lang,
        other="zh-CN" if lang == "en" else "en",
        spans=SPANS,
        sections=[(measure, _rows(meter, measure, lang)) for measure in MEASURES],
        counted=await _local(conn, meter.measured_at),
        circle=_circle(meter.circle, lang) if meter.circle else "",
    )
    return card, body


def _rows(meter: Meter, measure: str, lang: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """What stands in the table of one measure: (name, the circle's address, figures) by part."""
    return {
        "whole": [(WORDS[lang]["everywhere"], "", _cells(one, lang)) for one in meter.whole
                  if one.measure == measure],
        "by_category": [(name_of(one.category, lang), "", _cells(one, lang)) for one in meter.by_category
                        if one.measure == measure],
        "by_circle": [(_circle(one.circle, lang), one.circle.slug, _cells(one, lang))
                      for one in meter.by_circle if one.measure == measure and one.circle],
    }  # fmt: skip


def _cells(one: Moment, lang: str) -> list[str]:
    return [told(one.p50_seconds, lang), told(one.p95_seconds, lang), str(one.n), str(one.waiting)]


def told(seconds: float | None, lang: str) -> str:
    """A time in the unit in which people say it; `too few` where it is not shown."""
    words = WORDS[lang]
    if seconds is None:
        return words["few"]
    for least, unit, name in _STEPS:
        if seconds >= least:
            return f"{seconds / unit:.1f} {words[name]}"
    return f"{seconds:.1f} {words['second']}"


def name_of(code: str, lang: str) -> str:
    """A category in words; where nothing was found, that."""
    if code == NOTHING:
        return WORDS[lang]["none"]
    name = named(code)
    return name.en if lang == "en" else name.zh


def _circle(circle: MeterCircle, lang: str) -> str:
    return circle.name_en if lang == "en" and circle.name_en else circle.name


async def _local(conn: Connection, moment: datetime | None) -> str:
    if moment is None:
        return ""
    zone = await conn.fetchval(_ZONE) or "Asia/Shanghai"
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


async def report_page(conn: Connection, config: Config, lang: str, *, period: str | None) -> tuple[Card, str]:
    """The card and the body of the transparency report; of the newest month when no period is asked for.

    Raises:
        NotFound: this period was not counted.
    """
    words = WORDS[lang]
    periods = await list_periods(conn)
    wanted = period or next((one for one in periods if "H" not in one), None)
    if period is not None and period not in periods:
        raise NotFound
    report = await get_report(conn, wanted) if wanted else None
    card = Card(
        f"{words['transparency']} · {config.site_name}",
        words["transparency_about"],
        f"{config.address}/transparency",
    )
    body = rendered(
        "transparency.html",
        report=report,
        words=words,
        site=config.site_name,
        lang=lang,
        other="zh-CN" if lang == "en" else "en",
        periods=[(one, period_name(one, lang)) for one in periods],
        name=period_name(wanted, lang) if wanted else "",
        name_of=lambda code: name_of(code, lang),
        counted=await _local(conn, report.measured_at if report else None),
        shown=shown,
        shown_share=shown_share,
        shown_sum=shown_sum,
        wrong_share=wrong_share,
        hours=lambda hours: told(None if hours is None else hours * 3600, lang),
    )
    return card, body


async def heads_page(conn: Connection, config: Config, lang: str) -> tuple[Card, str]:
    """The card and the body of the page with the daily ends of the audit log."""
    words = WORDS[lang]
    page = await list_heads(conn)
    title = f"{words['heads']} · {config.site_name}"
    card = Card(title, words["heads_about"], f"{config.address}/audit/heads")
    other = "zh-CN" if lang == "en" else "en"
    return card, rendered(
        "heads.html", heads=page.entries, words=words, site=config.site_name, lang=lang, other=other
    )


def period_name(period: str, lang: str) -> str:
    """2026 年 11 月, or the first half of 2026."""
    words = WORDS[lang]
    bounds_of(period, "UTC")
    year, part = period.split("-")
    if part.startswith("H"):
        half = words["first_half"] if part == "H1" else words["second_half"]
        return words["half"].format(year=year, part=half)
    return words["month"].format(year=year, month=int(part) if lang != "en" else part)
