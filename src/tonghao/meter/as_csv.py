"""A report as a table for a spreadsheet: Chinese can be read, and no cell is taken for a formula. Pure."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from tonghao.cells import cell
from tonghao.meter.shown import ShownShare, shown, shown_share, shown_sum
from tonghao.meter.types import CategoryFigures, Figures, Report
from tonghao.screening import policy

_HEAD: Final = (
    "时期 period", "部分 section", "代码 item", "名称", "name", "欧盟类别 EU categories", "数字 figure",
    "值 value", "总数 of", "下限 low", "上限 high",
)  # fmt: skip
_COUNTS: Final = ("notices", "held", "judged", "released", "removed", "curbed")
_HOURS: Final = (
    "report_hours_p50", "report_hours_p95", "hold_hours_p50", "hold_hours_p95", "appeal_hours_p50",
)  # fmt: skip
_PANELS: Final = (
    "panels", "panels_removed", "panels_released", "panels_returned", "panels_overturned",
)  # fmt: skip
_Line = tuple[str, ...]


def csv_of(report: Report) -> str:
    """The whole report, line by line, in the form that the page shows: small numbers hidden."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for line in _lines(report):
        writer.writerow([cell(part) for part in (report.period, *line)])
    return "\ufeff" + text.getvalue()


def _lines(report: Report) -> Iterator[_Line]:
    figures = report.figures
    yield _fact("starts_at", report.starts_at.isoformat())
    yield _fact("ends_at", report.ends_at.isoformat())
    yield _fact("counted_at", report.measured_at.isoformat())
    yield _fact("final", "yes" if report.is_final else "no")
    yield _fact("policy_version", report.policy_version)
    yield _fact("eu_mapping_version", report.mapping_version)
    yield _fact("hidden", "1–4 is shown for one to four; sums with hidden parts are rounded to fives")
    for one in figures.categories:
        for name in _COUNTS:
            yield _of_category(one, name, shown(getattr(one, name)))
        yield _of_category(one, "machine_wrong_percent", *_share(shown_share(one.released, one.judged)))
    for name in _COUNTS:
        yield _total(name, shown_sum(getattr(one, name) for one in figures.categories))
    for act in figures.acts:
        yield ("acts", act.act, "", "", act.restriction, "automated", shown(act.automated), "", "", "")
        yield ("acts", act.act, "", "", act.restriction, "by_person", shown(act.by_person), "", "", "")
    yield from _quality(figures)


def _fact(name: str, value: str) -> _Line:
    return ("report", "", "", "", "", name, value, "", "", "")


def _total(name: str, value: str, *more: str) -> _Line:
    rest = more or ("", "", "")
    return ("total", "", "", "", "", name, value, *rest)


def _of_category(one: CategoryFigures, figure: str, value: str, *more: str) -> _Line:
    rule = policy.current().categories.get(one.category)
    zh, en = (rule.zh, rule.en) if rule else ("", "")
    rest = more or ("", "", "")
    return ("categories", one.category, zh, en, ", ".join(one.eu), figure, value, *rest)


def _share(share: ShownShare) -> tuple[str, str, str, str]:
    return (share.percent or "", share.of, share.low or "", share.high or "")


def _quality(figures: Figures) -> Iterator[_Line]:
    yield _total("reports_upheld_percent", *_share(shown_share(figures.upheld, figures.answered)))
    yield _total("decisions_undone_percent", *_share(shown_share(figures.undone, figures.decisions)))
    yield _total(
        "overturned_on_appeal_percent", *_share(shown_share(figures.overturned, figures.appeals_decided))
    )
    yield _total("clocks_missed_percent", *_share(shown_share(figures.clocks_missed, figures.cases)))
    yield _total("appeals", shown(figures.appeals))
    yield _total("appeals_open", shown(figures.appeals_open))
    for name in _PANELS:
        yield _total(name, shown(getattr(figures, name)))
    for name in _HOURS:
        hours = getattr(figures, name)
        yield _total(name, "" if hours is None else f"{hours:.2f}")
    for name in ("circle_brakes", "feature_brakes", "trips"):
        yield _total(name, str(getattr(figures, name)))
    yield _total("circle_hours_covered", f"{figures.covered / 60:.0f}", f"{figures.minutes / 60:.0f}", "", "")
    yield _total("platform_roster_hours_a_week", f"{figures.roster_hours_week:.1f}")
