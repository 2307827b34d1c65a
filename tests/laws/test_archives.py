"""Every table travels in an archive, or a sentence says why not; and so does every column."""

from tests.laws.source import ROOT
from tonghao.archive.shapes import _TYPES, named_by, shapes
from tonghao.archive.tables import NOT_EXPORTED, TABLES
from tonghao.db import Connection

# Identifiers of things whose tables are checked by the circle that they lie in; what is quoted is asked for
# by each reader, who finds nothing where they may not read.
_IN_THEIR_CIRCLE = frozenset(
    {"id", "comment_id", "reply_to_id", "subject_id", "media_id", "place_id", "avatar_media_id",
     "cover_media_id", "undoes", "undone_by", "column_id", "challenge_id", "team_up_id", "reading_id",
     "fund_id", "gadget_id", "quote_id", "quote_circle_id", "quote_post_id"}
)  # fmt: skip


async def test_every_table_is_exported_or_a_sentence_says_why_not(conn: Connection) -> None:
    rows = await conn.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    there = {row[0] for row in rows}
    exported = {table.name for table in TABLES}
    assert exported & set(NOT_EXPORTED) == set()
    assert there - exported - set(NOT_EXPORTED) == set(), "name it in archive/tables.py"
    assert (exported | set(NOT_EXPORTED)) - there == set(), "it is gone"


async def test_every_column_that_travels_has_a_type_that_is_checked(conn: Connection) -> None:
    for shape in await shapes(conn):
        unknown = {name: kind for name, kind in shape.columns.items() if kind not in _TYPES}
        assert unknown == {}, f"{shape.table.name}: leave it out with a reason, or give it a type"


async def test_no_markup_is_believed(conn: Connection) -> None:
    for shape in await shapes(conn):
        assert [name for name in shape.columns if name.endswith("html")] == [], shape.table.name


async def test_every_identifier_is_checked_or_lies_in_its_circle(conn: Connection) -> None:
    unchecked = {
        f"{shape.table.name}.{name}"
        for shape in await shapes(conn)
        for name, kind in shape.columns.items()
        if kind == "uuid" and not named_by(name) and name not in _IN_THEIR_CIRCLE
    }
    assert unchecked == set()


def test_the_page_tells_of_every_file() -> None:
    page = (ROOT / "docs" / "archive.md").read_text("utf-8")
    assert [table.file for table in TABLES if f"`{table.file}`" not in page] == []
