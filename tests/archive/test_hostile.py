"""An archive that somebody made to do harm, or that is broken, changes nothing and is told where."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.archive.exact import TOOLS, Server, edit, lines_of, rewrite
from tests.archive.folder import Importer
from tests.laws.tools_scene import set_tools
from tests.world import World
from tonghao.archive.read_exact import ArchiveRefused
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import vote

# Nothing of the archive may be here, or it would be refused for that.
_FORGET = "DELETE FROM {table} WHERE {column} = ANY($1)"


@pytest.fixture
def server(pool: Pool, config: Config, importer: Importer) -> Server:
    return Server(pool, config, importer.screener)


@pytest.fixture
async def folder(world: World, server: Server, tmp_path: Path) -> Path:
    """An archive of a circle that is here no more."""
    made = await world.circle(members=2, on_duty=True)
    photo = await world.photo(made.owner_id)
    from tonghao.posts.types import PhotoDraft

    post = await world.post(made.circle_id, made.owner_id, photos=(PhotoDraft(photo),))
    first = await world.comment(post, made.members[0], "先写的")
    await world.comment(post, made.members[1], "后写的", floor=first.floor)
    asked = await world.post(made.circle_id, made.owner_id, "几点", poll=PollDraft(["六点", "七点"]))
    async with world.writing() as conn:
        await vote(
            conn, circle_id=made.circle_id, post_id=asked.post_id, account_id=made.members[0], choices=[1]
        )
        await set_tools(conn, world, made, made.members[0])
    written = await server.export(tmp_path / "archive", made.slug)
    people = [made.owner_id, *made.members]
    gone: tuple[tuple[str, str, list[Any]], ...] = (
        ("accounts", "id", people),
        ("profiles", "account_id", people),
        ("handle_claims", "account_id", people),
        ("media", "owner_id", people),
        ("media_uses", "owner_id", people),
        ("partners", "id", [made.partner_id]),
        ("partner_staff", "partner_id", [made.partner_id]),
        ("circles", "id", [made.circle_id]),
        ("circle_slug_claims", "circle_id", [made.circle_id]),
        ("memberships", "circle_id", [made.circle_id]),
        ("joined_circles", "circle_id", [made.circle_id]),
        ("posts", "circle_id", [made.circle_id]),
        ("comments", "circle_id", [made.circle_id]),
        ("polls", "circle_id", [made.circle_id]),
        ("poll_options", "circle_id", [made.circle_id]),
        ("poll_votes", "circle_id", [made.circle_id]),
        ("circle_acts", "circle_id", [made.circle_id]),
        ("duty_shifts", "circle_id", [made.circle_id]),
        *((table, "circle_id", [made.circle_id]) for table in TOOLS),
    )
    async with writing(world.parts["pool"]) as conn:
        # A line of a fund book cannot be deleted otherwise.
        await conn.execute("ALTER TABLE fund_entries DISABLE TRIGGER fund_entries_append_only")
        for table, column, values in gone:
            await conn.execute(_FORGET.format(table=table, column=column), values)
        await conn.execute("ALTER TABLE fund_entries ENABLE TRIGGER fund_entries_append_only")
    return written


async def _refused(server: Server, folder: Path, *, own: bool = True) -> dict[str, Any]:
    """Why it was refused; what came in before the refusal is gone again."""
    circle = lines_of(folder, "circles")[0]["id"] if (folder / "circles.ndjson").exists() else str(uuid4())
    with pytest.raises(ArchiveRefused) as refused:
        await server.bring_in(folder, own=own)
    async with reading(server.pool) as conn:
        for statement in (
            "SELECT count(*) FROM posts WHERE circle_id = $1",
            "SELECT count(*) FROM memberships WHERE circle_id = $1",
        ):
            assert await conn.fetchval(statement, circle) == 0
    return refused.value.details


async def test_what_the_circle_asks_beyond_the_policy_counts_for_what_comes_in(
    server: Server, folder: Path
) -> None:
    words = [{"term": "拼车群", "reason": "拼车出过事"}]
    edit(folder, "circles", 0, house_number=1, house={"words": words})
    posts = lines_of(folder, "posts")
    plain = next(at for at, post in enumerate(posts) if not post["photos"])
    edit(folder, "posts", plain, text="进我的拼车群")
    report = await server.bring_in(folder)
    assert [(held.kind, held.category) for held in report.held] == [("posts", "circle.rule")]
    async with reading(server.pool) as conn:
        row = await conn.fetchrow("SELECT state, category FROM posts WHERE id = $1", posts[plain]["id"])
    assert row is not None
    assert tuple(row) == ("held", "circle.rule:word")


async def test_rules_of_a_circle_that_make_no_sense_refuse_the_archive(server: Server, folder: Path) -> None:
    edit(folder, "circles", 0, house_number=1, house={"words": "(a+)+b"})
    details = await _refused(server, folder, own=False)
    assert "rules" in str(details["reason"])


async def test_untouched_it_comes_in(server: Server, folder: Path) -> None:
    report = await server.bring_in(folder, own=True)
    assert report.fresh["comments.ndjson"] == 2


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        ("comments", {"floor": 10**30}, "floor"),
        ("comments", {"floor": -7}, "comments_floor_check"),
        ("comments", {"floor": "2"}, "Expected `int"),
        ("comments", {"text": 7}, "Expected `str"),
        ("comments", {"created_at": "gestern"}, "RFC3339"),
        ("comments", {"created_at": "0001-01-01T00:00:00Z"}, "outside 1990"),
        ("comments", {"author_id": str(uuid4())}, "is not in accounts.ndjson"),
        ("comments", {"circle_id": str(uuid4())}, "is not in circles.ndjson"),
        ("comments", {"post_id": str(uuid4())}, "is not in posts.ndjson"),
        ("comments", {"html": "<script>"}, "unknown field"),
        ("comments", {"state": "splendid"}, "comments_state_check"),
        ("comments", {"text": "字" * 5001}, "comments_text_check"),
        ("comments", {"text": "a\x00b"}, "NUL"),
        ("posts", {"photos": [{"owner_id": str(uuid4()), "media_id": str(uuid4())}]}, "somebody else"),
        ("posts", {"photos": "all"}, "no list of photos"),
        ("posts", {"like_count": 1_000_000}, "number of likes"),
        ("polls", {"voter_count": 2}, "number of voters"),
        ("poll_options", {"vote_count": 7}, "number of votes"),
        ("poll_votes", {"account_id": str(uuid4())}, "is not in accounts.ndjson"),
        ("challenges", {"joined_count": 4}, "number of people"),
        ("team_ups", {"taken": 3}, "number of seats"),
        ("reading_sections", {"read_count": 9}, "number of readers"),
        ("funds", {"balance_minor": 999_999}, "do not add up"),
        ("fund_entries", {"balance_minor": 999_999}, "another balance"),
        ("remarks", {"account_id": str(uuid4())}, "is not in accounts.ndjson"),
        ("gadgets", {"cost_minor": 5}, "gadgets_check"),
        ("circles", {"member_count": 5}, "number of members"),
        ("circles", {"id": str(uuid4())}, "not the one of this archive"),
        ("circles", {"slug": "../../etc"}, "circles_slug_check"),
        ("accounts", {"role": "operator"}, "unknown field"),
        ("accounts", {"age_class": "dog"}, "accounts_age_class_check"),
        ("media", {"owner_id": "../../../etc/passwd"}, "uuid"),
        ("media", {"sha256": "\\xzz"}, "Expected `str` matching"),
        ("media_uses", {"media_id": str(uuid4())}, "not in media.ndjson"),
        ("memberships", {"role": "emperor"}, "memberships_role_check"),
    ],
)
async def test_a_line_that_says_what_may_not_be_is_refused(
    server: Server, folder: Path, table: str, columns: dict[str, Any], reason: str
) -> None:
    edit(folder, table, 0, **columns)
    details = await _refused(server, folder)
    assert details["file"] == f"{table}.ndjson"
    assert reason.lower() in details["reason"].lower(), details


async def test_the_line_is_named(server: Server, folder: Path) -> None:
    edit(folder, "comments", 1, floor=-7)
    assert (await _refused(server, folder))["line"] == 2


def _cut(lines: list[str]) -> list[str]:
    return [*lines[:-1], lines[-1][: len(lines[-1]) // 2]]


def _deep(lines: list[str]) -> list[str]:
    return ["[" * 10_000 + "]" * 10_000 + "\n", *lines]


def _deep_inside(lines: list[str]) -> list[str]:
    verdict = '{"a":' * 40 + "1" + "}" * 40
    line = json.loads(lines[0]) | {"verdict": 0}
    return [json.dumps(line).replace('"verdict": 0', f'"verdict": {verdict}') + "\n"]


def _long(lines: list[str]) -> list[str]:
    return ['{"id": "' + "a" * 3_000_000 + '"}\n', *lines]


def _twice(lines: list[str]) -> list[str]:
    return [*lines, lines[0]]


def _no_text(lines: list[str]) -> list[str]:
    return ["\ud800".encode("utf-8", "replace").decode() + "{\n", *lines]


@pytest.mark.parametrize(
    ("change", "table", "line", "reason"),
    [
        (_cut, "comments", 2, ""),
        (_deep, "comments", 1, ""),
        (_deep_inside, "media", 1, "nested"),
        (_long, "comments", 1, "too long"),
        (_twice, "comments", 3, "twice"),
        (_no_text, "comments", 1, ""),
    ],
)
async def test_a_file_that_is_no_row_a_line_is_refused(
    server: Server,
    folder: Path,
    change: Callable[[list[str]], list[str]],
    table: str,
    line: int,
    reason: str,
) -> None:
    rewrite(folder, table, change)
    details = await _refused(server, folder)
    assert (details["file"], details["line"]) == (f"{table}.ndjson", line)
    assert reason in details["reason"]


async def test_a_file_that_was_cut_at_the_end_of_a_line_is_refused(server: Server, folder: Path) -> None:
    path = folder / "comments.ndjson"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert "2 lines were written" in (await _refused(server, folder))["reason"]


async def test_a_missing_file_is_refused(server: Server, folder: Path) -> None:
    (folder / "comments.ndjson").unlink()
    assert (await _refused(server, folder))["reason"] == "is missing"


@pytest.mark.parametrize("name", ["comments.ndjson", "archive.json"])
async def test_a_link_in_place_of_a_file_is_refused(server: Server, folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).symlink_to("/etc/hostname")
    assert (await _refused(server, folder))["reason"] == "is a link"


@pytest.mark.parametrize("part", ["media", "owner", "file"])
async def test_a_link_in_place_of_a_photo_is_refused(server: Server, folder: Path, part: str) -> None:
    photo = next((folder / "media").rglob("large.webp"))
    victim = {"media": folder / "media", "owner": photo.parents[1], "file": photo}[part]
    victim.rename(folder / "aside")
    victim.symlink_to("/etc/hostname" if part == "file" else "/etc")
    assert (await _refused(server, folder))["reason"] == "is a link"


@pytest.mark.parametrize("own", [True, False])
async def test_a_photo_without_its_file_is_refused(server: Server, folder: Path, own: bool) -> None:
    next((folder / "media").rglob("large.webp")).unlink()
    assert "missing" in (await _refused(server, folder, own=own))["reason"]


async def test_a_photo_that_is_no_picture_is_refused(server: Server, folder: Path) -> None:
    next((folder / "media").rglob("large.webp")).write_bytes(b"<svg onload=alert(1)>")
    assert "no WebP" in (await _refused(server, folder))["reason"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": "other", "version": 2, "circle": null, "files": {}}', "[" * 20_000]
)
async def test_a_manifest_that_is_none_is_refused(server: Server, folder: Path, text: str) -> None:
    (folder / "archive.json").write_text(text)
    assert (await _refused(server, folder))["file"] == "archive.json"


async def test_a_circle_with_words_that_are_held_is_refused(server: Server, folder: Path) -> None:
    edit(folder, "circles", 0, description="加微信看裸聊视频，一对一服务")
    details = await _refused(server, folder, own=False)
    assert "held" in details["reason"]
