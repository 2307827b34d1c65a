"""The transparency report counts what was done, hides small numbers, and stays when it is final."""

import csv
import io
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.moderation.scene import Scene, about_post, held_post, post, set_scene
from tonghao.cells import cell
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.meter.as_csv import csv_of
from tonghao.meter.count_period import FINAL_AFTER, count_period, count_periods, figures_between
from tonghao.meter.periods import bounds_of, periods_of
from tonghao.meter.read import get_report, list_periods
from tonghao.meter.shown import shown, shown_share, shown_sum
from tonghao.meter.types import CategoryFigures, Figures, Report
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import SanctionWish
from tonghao.moderation.undo import undo_decision
from tonghao.screening import policy

ZONE = "Asia/Shanghai"


async def _decide(conn: Connection, scene: Scene, case_id: object, act: str, **more: object) -> None:
    await decide_case(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=scene.moderator,
        is_operator=False,
        act=act,  # type: ignore[arg-type]
        category="abuse.person",
        note="看过了",
        **more,  # type: ignore[arg-type]
    )


async def _counted(conn: Connection) -> Figures:
    return await figures_between(conn, now() - timedelta(hours=1), now() + timedelta(hours=1))


def _of(figures: Figures, code: str) -> CategoryFigures:
    none = CategoryFigures(code, 0, 0, 0, 0, 0)
    return next((one for one in figures.categories if one.category == code), none)


def _act(figures: Figures, name: str) -> tuple[int, int]:
    found = next((one for one in figures.acts if one.act == name), None)
    return (found.automated, found.by_person) if found else (0, 0)


async def test_reports_holds_and_decisions_are_counted_by_category_and_by_who_did_it(
    conn: Connection,
) -> None:
    before = await _counted(conn)
    scene = await set_scene(conn)
    _, first = await held_post(conn, scene)
    _, second = await held_post(conn, scene)
    await _decide(conn, scene, first, "release")
    await _decide(conn, scene, second, "remove", sanction=SanctionWish("strike"))
    reported = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, reported))
    after = await _counted(conn)
    was, found = _of(before, "abuse.person"), _of(after, "abuse.person")
    assert [
        getattr(found, name) - getattr(was, name)
        for name in ("notices", "held", "judged", "released", "removed")
    ] == [1, 2, 2, 1, 1]
    assert found.eu == policy.current().categories["abuse.person"].eu == ("CYBER_VIOLENCE",)
    for name, (automated, by_person) in {
        "hold": (2, 0), "release": (0, 1), "remove": (0, 1), "strike": (0, 1),
    }.items():  # fmt: skip
        then = _act(before, name)
        assert _act(after, name) == (then[0] + automated, then[1] + by_person), name
    assert after.decisions - before.decisions == 2
    assert after.notices - before.notices == 1
    assert (after.minutes, after.covered) >= (before.minutes, before.covered)


async def test_a_decision_that_was_taken_back_counts_as_wrong_and_not_as_a_removal(conn: Connection) -> None:
    scene = await set_scene(conn)
    before = await _counted(conn)
    _, case_id = await held_post(conn, scene)
    await _decide(conn, scene, case_id, "remove")
    await undo_decision(
        conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="再看一次"
    )
    after = await _counted(conn)
    assert after.undone - before.undone == 1
    assert _of(after, "abuse.person").removed == _of(before, "abuse.person").removed


async def test_a_final_report_stays_as_it_is(conn: Connection) -> None:
    period = "2031-01"
    _, stop = bounds_of(period, ZONE)
    await count_period(conn, period=period, zone=ZONE, at=stop + FINAL_AFTER - timedelta(minutes=1))
    assert not (await get_report(conn, period)).is_final
    await count_period(conn, period=period, zone=ZONE, at=stop + FINAL_AFTER)
    final = await get_report(conn, period)
    assert final.is_final
    await count_period(conn, period=period, zone=ZONE, at=stop + timedelta(days=300))
    assert await get_report(conn, period) == final
    assert final.mapping_version == policy.current().eu_version


async def test_every_period_since_the_first_account_is_counted(conn: Connection) -> None:
    await set_scene(conn)
    counted = await count_periods(conn, at=now())
    half, month = periods_of(now(), ZONE)
    assert counted[:2] == [half, month]
    assert {half, month} <= set(await list_periods(conn))
    with pytest.raises(NotFound):
        await get_report(conn, "1999-01")


def test_small_numbers_are_hidden_and_cannot_be_worked_out_from_the_sum() -> None:
    assert [shown(n) for n in (0, 1, 4, 5, 12)] == ["0", "1–4", "1–4", "5", "12"]
    assert shown_sum([5, 7]) == "12"
    # Whatever hides behind 1–4, the sum reads the same.
    assert {shown_sum([10, 20, few]) for few in (1, 2)} == {"≈30"}
    assert shown_sum([1, 1]) == "1–4"
    assert shown_share(1, 4).percent is None
    share = shown_share(2, 40)
    assert (share.percent, share.of) == ("5.0", "40")
    assert share.low is not None
    assert share.high is not None
    assert float(share.low) < 5 < float(share.high)


def _report(**changes: object) -> Report:
    categories = [
        CategoryFigures("sex.suggestive", 3, 40, 40, 2, 30, ("OTHER", "NUDITY")),
        CategoryFigures("spam.contact", 9, 0, 0, 0, 7, ("OTHER",)),
    ]
    empty = dict.fromkeys(Figures.__struct_fields__, 0)
    figures = msgspec.convert(
        empty
        | {name: None for name in Figures.__struct_fields__ if "hours_p" in name}
        | {"roster_hours_week": 56.0, "categories": msgspec.to_builtins(categories), "acts": []},
        Figures,
    )
    at = datetime(2026, 11, 1, tzinfo=UTC)
    report = Report("2026-11", at, at + timedelta(days=30), figures, "2026-11-5", "dsa-tdb-v2/1", False, at)
    return msgspec.structs.replace(report, **changes)


def test_the_table_opens_in_a_spreadsheet() -> None:
    text = csv_of(_report())
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {11}
    assert all(line.endswith("\r\n") for line in text.splitlines(keepends=True))
    held = next(row for row in rows if row[1:3] == ["categories", "sex.suggestive"] and row[6] == "held")
    rule = policy.current().categories["sex.suggestive"]
    assert held[3:8] == [rule.zh, rule.en, "OTHER, NUDITY", "held", "40"]
    wrong = next(row for row in rows if row[2] == "sex.suggestive" and row[6] == "machine_wrong_percent")
    assert wrong[7:9] == ["5.0", "40"]
    hidden = next(row for row in rows if row[2] == "sex.suggestive" and row[6] == "notices")
    assert hidden[7] == "1–4"
    total = next(row for row in rows if row[1] == "total" and row[6] == "notices")
    assert total[7] == "≈10"
    assert next(row for row in rows if row[6] == "eu_mapping_version")[7] == "dsa-tdb-v2/1"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(words: str) -> None:
    assert cell(words) == f"'{words}"
    assert cell("2026-11") == "2026-11"
    odd = CategoryFigures(words, 9, 9, 9, 0, 9)
    figures = msgspec.structs.replace(_report().figures, categories=[odd])
    text = csv_of(_report(figures=figures))
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        assert all(part[:1] not in set("=+-@\t\r") for part in row)
