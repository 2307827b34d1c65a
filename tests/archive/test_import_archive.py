"""An import as a whole: what is in afterwards, twice, cut in the middle, mended, grown."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from tests.archive.folder import Archive, Importer, at
from tests.posts.made import HELD
from tests.world import World
from tonghao.archive.import_archive import NotAnArchive
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import BadLine
from tonghao.circles.set_house_rules import add_house_version
from tonghao.db import Pool, writing
from tonghao.screening.house import House, HouseRules, HouseWord
from tonghao.screening.types import Verdict


class _PulledPlug(Exception):
    """Somebody stopped the import."""


async def test_a_community_comes_in_as_it_was(archive: Archive, importer: Importer) -> None:
    archive.write("friendships", {"a": "a1", "b": "a2", "since": at(1)})
    archive.write("posts", archive.post("p1", "今天的**猫**", created_at=at(9)))
    archive.write("comments", archive.comment("k1"), archive.comment("k2", reply_to="k1", author="a1"))
    report = await importer(archive)
    assert (report.bad, report.held) == ([], [])
    assert (
        report.rows
        == report.fresh
        == {
            "accounts.ndjson": 2,
            "circles.ndjson": 1,
            "memberships.ndjson": 1,
            "friendships.ndjson": 1,
            "posts.ndjson": 1,
            "comments.ndjson": 2,
        }
    )
    [[name, kind, topic, partner, state, owner]] = await importer.rows(
        "SELECT c.name, c.kind, c.topic, p.name, p.state, m.account_id FROM circles c"
        "  JOIN partners p ON p.id = c.partner_id"
        "  JOIN memberships m ON m.circle_id = c.id AND m.role = 'owner' WHERE c.id = $1",
        archive.circle_id(),
    )
    assert (name, kind, topic, state) == ("圈子c1", "open", "pets", "approved")
    assert (partner, owner) == (f"猫咖{archive.mark}", archive.names.of("account", "a1"))
    [[html, published, photos]] = await importer.rows(
        "SELECT html, published_at::text, photos FROM posts WHERE circle_id = $1", archive.circle_id()
    )
    assert "<strong>猫</strong>" in html
    assert (published[:16], photos) == ("2016-04-18 12:09", [])
    assert await importer.rows(
        "SELECT floor, reply_number FROM comments WHERE circle_id = $1 ORDER BY 1, 2", archive.circle_id()
    ) == [(2, 0), (2, 1)]
    assert await importer.rows(
        "SELECT count(*) FROM friendships WHERE account_id = ANY($1::uuid[])",
        [archive.names.of("account", one) for one in ("a1", "a2")],
    ) == [(2,)]
    [[state, password]] = await importer.rows(
        "SELECT state, password_hash FROM accounts WHERE id = $1", archive.names.of("account", "a2")
    )
    assert (state, password) == ("unclaimed", None)


async def test_twice_adds_nothing_wherever_the_folder_lies(
    archive: Archive, importer: Importer, tmp_path: Path
) -> None:
    archive.write(
        "posts", archive.post("p1"), archive.post("p2", HELD), archive.post("p3", media=["tree.jpg"])
    )
    archive.photo("tree.jpg")
    archive.write("comments", archive.comment("k1"), archive.comment("k2", HELD))
    await importer(archive)
    before = await importer.counts(archive)
    assert (before["posts"], before["comments"], before["members"], before["photos"]) == (3, 2, 2, 1)
    again = await importer(archive)
    assert set(again.fresh.values()) == {0}
    moved = tmp_path / "moved"
    shutil.copytree(archive.folder, moved, ignore=shutil.ignore_patterns("moved"))
    archive.folder = moved
    await importer(archive)
    assert await importer.counts(archive) == before


@pytest.mark.parametrize("file", ["accounts", "circles", "memberships", "posts", "comments"])
async def test_an_import_that_is_cut_goes_on_where_it_was(
    archive: Archive, importer: Importer, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    from tonghao.archive import import_circles, import_people, import_texts

    # Small batches, so that a small archive has a middle.
    for module in (import_people, import_circles, import_texts):
        monkeypatch.setattr(module, "_BATCH", 3)
    archive.write("accounts", *(archive.account(f"a{n}") for n in range(1, 9)))
    archive.write("circles", archive.circle("c1", "a1"), archive.circle("c2", "a2", description=HELD))
    archive.write(
        "memberships", *({"circle": "c1", "account": f"a{n}", "joined_at": at(n)} for n in range(2, 9))
    )
    posts = [archive.post(f"p{n}", circle="c2" if n == 4 else "c1", created_at=at(n)) for n in range(1, 9)]
    archive.write("posts", *posts)
    archive.write(
        "comments",
        *(archive.comment(f"k{n}", post=f"p{1 + n % 8}", created_at=at(20 + n)) for n in range(16)),
    )

    def told(name: str, done: int, _: int) -> None:
        if name == f"{file}.ndjson" and done >= (2 if file == "circles" else 3):
            raise _PulledPlug

    with pytest.raises(_PulledPlug):
        await importer(archive, told)
    report = await importer(archive)
    if file != "circles":
        assert report.fresh[f"{file}.ndjson"] < report.rows[f"{file}.ndjson"]
    counts = await importer.counts(archive)
    assert (counts["posts"], counts["comments"], counts["members"], counts["counted"]) == (7, 14, 8, 8)
    # What was left out with its circle is nowhere, not even after an interruption in between.
    left_out = archive.names.at("post", "p4", _moment(4))
    assert await importer.rows("SELECT id FROM posts WHERE id = $1", left_out) == []
    assert await importer.rows("SELECT id FROM comments WHERE post_id = $1", left_out) == []
    whole = await importer(archive)
    assert set(whole.fresh.values()) == {0}
    assert await importer.counts(archive) == counts


def _moment(minute: int):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime.fromisoformat(at(minute))


async def test_a_line_that_was_mended_comes_in_the_next_time(archive: Archive, importer: Importer) -> None:
    archive.write("posts", archive.post("p1"), '{"id": "p2", "circle"', archive.post("p3"))
    first = await importer(archive)
    assert [(bad.file, bad.line) for bad in first.bad] == [("posts.ndjson", 2)]
    archive.write("posts", archive.post("p1"), archive.post("p2"), archive.post("p3"))
    second = await importer(archive)
    assert second.bad == []
    assert (await importer.counts(archive))["posts"] == 3


async def test_an_archive_that_has_grown_adds_what_is_new(archive: Archive, importer: Importer) -> None:
    archive.write("posts", archive.post("p1"))
    late = archive.comment("k9", "晚的", created_at=at(50))
    archive.write("comments", late)
    await importer(archive)
    # The new comment is older than the known one: it stands later all the same, numbers never move.
    archive.write("comments", late, archive.comment("k1", "早的", created_at=at(3)))
    archive.write("accounts", archive.account("a1"), archive.account("a2"), archive.account("a3"))
    archive.write(
        "memberships",
        {"circle": "c1", "account": "a2", "joined_at": at(1)},
        {"circle": "c1", "account": "a3", "joined_at": at(1)},
    )
    await importer(archive)
    assert await importer.rows(
        "SELECT text, floor FROM comments WHERE circle_id = $1 ORDER BY floor", archive.circle_id()
    ) == [("晚的", 2), ("早的", 3)]
    counts = await importer.counts(archive)
    assert (counts["members"], counts["counted"]) == (3, 3)


async def test_what_is_held_waits_in_the_queue_and_stands_in_the_report(
    archive: Archive, importer: Importer, world: World
) -> None:
    archive.write("accounts", archive.account("a1"), archive.account("a2", name=HELD))
    archive.write("circles", archive.circle("c1", "a1"), archive.circle("c2", "a1", description=HELD))
    archive.write("posts", archive.post("p1"), archive.post("p2", HELD), archive.post("p3", circle="c2"))
    archive.write("comments", archive.comment("k1", HELD), archive.comment("k2"))
    report = await importer(archive)
    assert [(one.kind, one.original_id) for one in report.held] == [
        ("name", "a2"),
        ("circle", "c2"),
        ("post", "p2"),
        ("comment", "k1"),
    ]
    assert all(one.category and one.excerpt for one in report.held)
    assert [(bad.file, bad.line) for bad in report.bad] == [("posts.ndjson", 3)]
    states = await importer.rows(
        "SELECT text, state FROM posts WHERE circle_id = $1 UNION ALL"
        " SELECT text, state FROM comments WHERE circle_id = $1",
        archive.circle_id(),
    )
    assert sorted(states) == sorted(
        [("今天的猫", "visible"), (HELD, "held"), (HELD, "held"), ("真好看", "visible")]
    )
    [[name]] = await importer.rows(
        "SELECT name FROM profiles WHERE account_id = $1", archive.names.of("account", "a2")
    )
    assert HELD not in name
    kinds = await importer.rows(
        "SELECT kind FROM outbox WHERE event->>'circle_id' = $1::uuid::text ORDER BY 1", archive.circle_id()
    )
    assert [kind for (kind,) in kinds] == ["comment.held", "post.held"]
    await world.settle()
    cases = await importer.rows(
        "SELECT subject_kind FROM cases WHERE circle_id = $1 ORDER BY 1", archive.circle_id()
    )
    assert [kind for (kind,) in cases] == ["comment", "post"]


async def test_floors_stand_by_time_and_then_by_identifier(archive: Archive, importer: Importer) -> None:
    archive.write("posts", archive.post("p1"))
    archive.write(
        "comments",
        archive.comment("k3", "三", created_at=at(30)),
        archive.comment("kb", "一·乙", created_at=at(10)),
        archive.comment("r2", "答·二", created_at=at(40), reply_to="r1"),
        archive.comment("ka", "一·甲", created_at=at(10)),
        archive.comment("r1", "答·一", created_at=at(35), reply_to="ka"),
        archive.comment("k2", "二", created_at="2016-04-18T20:20:00+08:00"),
        archive.comment("early", "答得太早", created_at=at(5), reply_to="k3"),
    )
    report = await importer(archive)
    assert report.bad == []
    assert await importer.rows(
        "SELECT floor, reply_number, text FROM comments WHERE circle_id = $1 ORDER BY 1, 2",
        archive.circle_id(),
    ) == [
        (2, 0, "答得太早"),  # what it answers was not there yet
        (3, 0, "一·甲"),
        (3, 1, "答·一"),
        (3, 2, "答·二"),
        (4, 0, "一·乙"),
        (5, 0, "二"),
        (6, 0, "三"),
    ]
    assert await importer.rows(
        "SELECT comment_count, last_floor FROM posts WHERE circle_id = $1", archive.circle_id()
    ) == [(7, 6)]


async def test_a_folder_that_is_no_archive_is_refused(archive: Archive, importer: Importer) -> None:
    (archive.folder / "posts.ndjson").unlink()
    with pytest.raises(NotAnArchive) as refused:
        await importer(archive)
    assert refused.value.details == {"missing": ["posts.ndjson"]}


async def test_files_that_an_archive_need_not_have_may_be_missing(
    archive: Archive, importer: Importer
) -> None:
    (archive.folder / "memberships.ndjson").unlink()
    report = await importer(archive)
    assert report.bad == []
    assert report.rows["comments.ndjson"] == report.rows["friendships.ndjson"] == 0


async def test_an_empty_archive_is_an_archive(archive: Archive, importer: Importer) -> None:
    for file in ("accounts", "circles", "memberships"):
        archive.write(file)
    report = await importer(archive)
    assert report.bad == []
    assert set(report.rows.values()) == {0}


async def test_whoever_watches_is_told_how_far_it_is(archive: Archive, importer: Importer) -> None:
    archive.write("posts", archive.post("p1"), archive.post("p2"))
    told: list[tuple[str, int, int]] = []
    await importer(archive, lambda *step: told.append(step))
    assert told[0] == ("accounts.ndjson", 2, 2)
    assert told[-1] == ("comments.ndjson", 0, 0)
    assert ("posts.ndjson", 2, 2) in told


def test_a_bad_line_names_its_place() -> None:
    assert BadLine("posts.ndjson", 7, "why").line == 7


class _Watching:
    """Checks words as before, and looks which transactions stand idle meanwhile."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer
        self.idle: list[int] = []

    async def verdicts(
        self, texts: Sequence[str], houses: Sequence[House | None] | None = None
    ) -> list[Verdict]:
        [[idle]] = await self._importer.rows(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        )
        self.idle.append(idle)
        return list(await self._importer.screener.verdicts(texts, houses))


async def test_no_transaction_stands_idle_while_a_batch_is_checked(
    archive: Archive, importer: Importer, parts: dict[str, Any]
) -> None:
    archive.write("posts", archive.post("p1"))
    watching = _Watching(importer)
    report = await Importer(parts, cast(BatchScreener, watching))(archive)
    assert report.bad == []
    assert set(watching.idle) == {0}


async def test_a_circle_that_is_here_judges_what_comes_in_by_its_own_rules(
    archive: Archive, importer: Importer, pool: Pool
) -> None:
    await importer(archive)
    rules = HouseRules(words=[HouseWord("拼车群", "拼车出过事")])
    async with writing(pool) as conn:
        await add_house_version(conn, archive.circle_id(), 1, rules=rules, reason="出过事", by=None)
    archive.write("posts", archive.post("p1", text="进我的拼车群"), archive.post("p2", text="今天跑了五公里"))
    report = await importer(archive)
    assert [(held.kind, held.category) for held in report.held] == [("post", "circle.rule")]
