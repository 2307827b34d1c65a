"""Photos of an archive: checked like uploads, once, and held ones wait."""

from tests.archive.folder import Archive, Importer
from tests.media.pictures import lying, saved, scene
from tests.media.pictures import test_card as card_bytes


async def test_photos_are_checked_and_stand_in_their_posts(archive: Archive, importer: Importer) -> None:
    archive.photo("tree.jpg", lying(6))
    archive.photo("cat.png", saved(scene(60, 50), "PNG"))
    archive.write(
        "posts",
        archive.post("p1", "", media=["tree.jpg", "cat.png", "tree.jpg"]),
        archive.post("p2", media=["tree.jpg"], author="a2"),
    )
    report = await importer(archive)
    assert (report.bad, report.held) == ([], [])
    rows = await importer.rows(
        "SELECT state, photos FROM posts WHERE circle_id = $1 ORDER BY jsonb_array_length(photos) DESC",
        archive.circle_id(),
    )
    assert [(state, len(photos)) for state, photos in rows] == [("visible", 2), ("visible", 1)]
    assert [(one["width"], one["height"], one["state"]) for one in rows[0][1]] == [
        (120, 80, "visible"),
        (60, 50, "visible"),
    ]
    owners = {photo["owner_id"] for _, photos in rows for photo in photos}
    assert owners == {str(archive.names.of("account", one)) for one in ("a1", "a2")}
    assert (await importer.counts(archive))["photos"] == 3


async def test_what_cannot_be_read_is_left_out_and_reported(archive: Archive, importer: Importer) -> None:
    archive.photo("cut.jpg", saved(scene())[:400])
    archive.photo("tree.jpg")
    archive.write(
        "posts", archive.post("p1", media=["cut.jpg", "tree.jpg"]), archive.post("p2", "", media=["cut.jpg"])
    )
    report = await importer(archive)
    assert [(one.kind, one.original_id, one.category) for one in report.held] == [
        ("photo", "p1/cut.jpg", "refused"),
        ("photo", "p2/cut.jpg", "refused"),
    ]
    assert [(bad.file, bad.line) for bad in report.bad] == [("posts.ndjson", 2)]
    [[photos]] = await importer.rows("SELECT photos FROM posts WHERE circle_id = $1", archive.circle_id())
    assert len(photos) == 1


async def test_a_file_that_is_too_large_is_not_read(archive: Archive, importer: Importer) -> None:
    with (archive.folder / "media" / "huge.jpg").open("wb") as file:
        file.truncate(20_000_001)
    archive.write("posts", archive.post("p1", media=["huge.jpg"]), archive.post("p2"))
    report = await importer(archive)
    assert [(bad.line, "too large" in bad.reason) for bad in report.bad] == [(1, True)]
    assert (await importer.counts(archive))["posts"] == 1


async def test_the_test_card_is_held_and_its_post_waits(archive: Archive, importer: Importer) -> None:
    archive.photo("card.png", card_bytes())
    archive.write("posts", archive.post("p1", media=["card.png"]))
    report = await importer(archive)
    assert [(one.kind, one.original_id) for one in report.held] == [("photo", "p1/card.png")]
    assert await importer.rows(
        "SELECT state, held_for FROM posts WHERE circle_id = $1", archive.circle_id()
    ) == [("held", "photo")]
