"""Bad lines: each is reported with file and line, and everything else comes in."""

import json
from typing import Any

import pytest

from tests.archive.folder import Archive, Importer, at

BAD_POSTS: dict[str, Any] = {
    "no JSON": "{",
    "no object": "[1, 2]",
    "another encoding": "今天".encode("gbk"),
    "half a surrogate pair": '{"id": "x", "circle": "c1", "author": "a1", "text": "\\ud800", "media": [], '
    '"created_at": "2016-04-18T12:00:00Z"}',
    "missing fields": '{"id": "x"}',
    "a wrong type": {"text": 7},
    "an empty identifier": {"id": ""},
    "a long identifier": {"id": "x" * 101},
    "NUL in an identifier": {"id": "x\x00y"},
    "NUL in a text": {"text": "猫\x00"},
    "no text": {"text": ""},
    "only what nobody sees": {"text": "\u200b\u2060"},
    "too much text": {"text": "猫" * 20_001},
    "an unknown author": {"author": "nobody"},
    "an unknown circle": {"circle": "nowhere"},
    "no time": {"created_at": "yesterday"},
    "a time without zone": {"created_at": "2016-04-18T12:00:00"},
    "a time before all time": {"created_at": "0001-01-01T00:00:00+14:00"},
    "a time after all time": {"created_at": "9999-12-31T23:59:59-14:00"},
    "a negative time": {"created_at": "-0044-03-15T12:00:00Z"},
    "a time in another age": {"created_at": "1917-11-07T12:00:00Z"},
    "a number for a time": {"created_at": 1460980675},
    "ten photos": {"media": [f"{n}.jpg" for n in range(10)]},
    "a photo that is not there": {"media": ["there-is-none.jpg"]},
    "a way out of the folder": {"media": ["../secret.jpg"]},
    "a way up from inside": {"media": ["tree/../../secret.jpg"]},
    "an address from the root": {"media": ["/etc/passwd"]},
    "a way out as another system writes it": {"media": ["..\\secret.jpg"]},
    "a hidden file": {"media": [".secret.jpg"]},
    "NUL in a name": {"media": ["tree.jpg\x00.png"]},
    "a name that no disk takes": {"media": ["x" * 5_000]},
    "a link out of the folder": {"media": ["link.jpg"]},
    "a folder as a photo": {"media": ["folder"]},
    "no name at all": {"media": [""]},
    "a photo that is none": {"text": "", "media": ["note.jpg"]},
    "endless depth": "[" * 200_000,
    "an endless line": {"text": "好", "more": "x" * 1_200_000},
}


@pytest.fixture
def littered(archive: Archive) -> Archive:
    """An archive with things in and beside its folder that are no photos."""
    (archive.folder.parent / "secret.jpg").write_bytes(b"secret")
    (archive.folder / "media" / "link.jpg").symlink_to(archive.folder.parent / "secret.jpg")
    (archive.folder / "media" / "folder").mkdir()
    (archive.folder / "media" / "note.jpg").write_bytes(b"PK\x03\x04 a zip that is called a photo")
    return archive


async def test_each_bad_post_is_reported_with_its_line_and_stops_nothing(
    littered: Archive, importer: Importer
) -> None:
    lines: list[Any] = [littered.post("first")]
    for number, bad in enumerate(BAD_POSTS.values()):
        lines.append(littered.post(f"b{number}") | bad if isinstance(bad, dict) else bad)
        lines.append("")  # an empty line is no line, and counts
    lines.append(littered.post("last"))
    littered.write("posts", *lines)
    report = await importer(littered)
    expected = {2 + 2 * number: name for number, name in enumerate(BAD_POSTS)}
    told = {bad.line: bad.reason for bad in report.bad if bad.file == "posts.ndjson"}
    assert {name for line, name in expected.items() if line not in told} == set()
    assert set(told) == set(expected)
    assert all(told.values())
    assert len(max(told.values(), key=len)) < 300
    assert (await importer.counts(littered))["posts"] == 2
    taken = "SELECT count(*) FROM media WHERE sha256 = sha256('secret')"
    assert await importer.rows(taken) == [(0,)]


async def test_bad_people_circles_and_places_are_passed_over(archive: Archive, importer: Importer) -> None:
    archive.write(
        "accounts",
        archive.account("a1"),
        {"id": "a9"},
        archive.account("a2", name="\u200b", handle="admin", bio="长" * 900),
        archive.account("a3", handle=f"a1{archive.mark}"),  # taken in this very file
        archive.account("a4", created_at="12026-01-01T00:00:00Z"),
    )
    archive.write(
        "circles",
        archive.circle("c1", "a1"),
        archive.circle("c2", "nobody"),
        archive.circle("c3", "a1", topic="alchemy"),
        archive.circle("c4", "a1", name="一"),
        archive.circle("c5", "a1", kind="secret"),
        archive.circle("c6", "a1", description="长" * 501),
        archive.circle("c7", "a1", name="\u200b\u2060\u200b"),
        archive.circle("c8", "a1", partner="\u200b\u2060\u200b"),
    )
    archive.write(
        "memberships",
        {"circle": "c1", "account": "a2", "joined_at": at(1)},
        {"circle": "c1", "account": "a4", "joined_at": at(1)},
        {"circle": "c2", "account": "a1", "joined_at": at(1)},
        {"circle": "c1", "account": "a2", "joined_at": at(1)},
    )
    archive.write(
        "friendships",
        {"a": "a1", "b": "a1", "since": at(1)},
        {"a": "a1", "b": "a4", "since": at(1)},
        {"a": "a2", "b": "a1", "since": at(1)},
        {"a": "a1", "b": "a2", "since": at(1)},
    )
    report = await importer(archive)
    assert [(bad.file.removesuffix(".ndjson"), bad.line) for bad in report.bad] == [
        *(("accounts", line) for line in (2, 5)),
        *(("circles", line) for line in (4, 5, 6, 2, 3, 7, 8)),
        *(("memberships", line) for line in (2, 3)),
        *(("friendships", line) for line in (1, 2)),
    ]
    counts = await importer.counts(archive)
    assert (counts["members"], counts["counted"]) == (2, 2)
    people = await importer.rows(
        "SELECT handle, name, length(bio) FROM profiles WHERE account_id = ANY($1::uuid[]) ORDER BY handle",
        [archive.names.of("account", one) for one in ("a2", "a3")],
    )
    assert all(handle.startswith("u_") for handle, _, _ in people)
    assert ("无名", 300) in [(name, bio) for _, name, bio in people]


async def test_bad_comments_are_passed_over(archive: Archive, importer: Importer) -> None:
    archive.write("posts", archive.post("p1"), archive.post("p2"), archive.post("gone", text="\u200b"))
    lines = [
        archive.comment("k1"),
        archive.comment("k2", post="nowhere"),
        archive.comment("k3", author="nobody"),
        archive.comment("k4", reply_to="nothing"),
        archive.comment("k5", post="p2", reply_to="k1"),
        archive.comment("k6", "长" * 5_001),
        archive.comment("k7", "\u200b"),
        archive.comment("k8", post="gone"),
        archive.comment("k9", reply_to=7),
        archive.comment("k10", reply_to="k7"),
    ]
    archive.write("comments", *lines)
    report = await importer(archive)
    told = {bad.line for bad in report.bad if bad.file == "comments.ndjson"}
    assert told == {2, 3, 4, 5, 6, 7, 8, 9}
    # What answers a comment that was left out stands on a floor of its own.
    assert await importer.rows(
        "SELECT floor, reply_number FROM comments WHERE circle_id = $1 ORDER BY 1", archive.circle_id()
    ) == [(2, 0), (3, 0)]


async def test_the_last_line_may_lack_its_end(archive: Archive, importer: Importer) -> None:
    (archive.folder / "posts.ndjson").write_bytes(json.dumps(archive.post("p1")).encode())
    report = await importer(archive)
    assert (report.bad, report.rows["posts.ndjson"]) == ([], 1)
