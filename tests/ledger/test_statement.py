"""A statement adds up, in a spreadsheet and on paper."""

import csv
import io
from datetime import UTC, timedelta

import pytest

from tests.ledger.books import move, purses
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger import statement as statements
from tonghao.ledger.post import post_group
from tonghao.ledger.read import list_entries
from tonghao.ledger.statement import StatementTooLong, csv_of, statement_of
from tonghao.ledger.statement_pdf import pdf_of


async def test_opening_plus_in_minus_out_is_closing(conn: Connection) -> None:
    issuer, (anna, ben) = await purses(conn, 100, 0)
    middle = (await list_entries(conn, anna, limit=1))[0].at
    for amount in (5, 6):
        await post_group(conn, move(anna, ben, amount))
    await post_group(conn, move(issuer, anna, 20))
    whole = await statement_of(conn, anna, since=middle - timedelta(days=1), until=now())
    assert (whole.opening_minor, whole.in_minor, whole.out_minor, whole.closing_minor) == (0, 120, 11, 109)
    later = await statement_of(conn, anna, since=middle, until=now())
    assert (later.opening_minor, later.in_minor, later.out_minor, later.closing_minor) == (100, 20, 11, 109)
    assert [one.amount_minor for one in later.entries] == [-5, -6, 20]
    empty = await statement_of(conn, anna, since=now(), until=middle)
    assert (empty.opening_minor, empty.closing_minor, empty.entries) == (109, 109, [])
    with pytest.raises(NotFound):
        await statement_of(conn, new_id(), since=middle, until=now())


async def test_a_statement_that_is_too_long_says_so(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (anna, ben) = await purses(conn, 100, 0)
    await post_group(conn, move(anna, ben, 5))
    monkeypatch.setattr(statements, "MOST_LINES", 1)
    with pytest.raises(StatementTooLong):
        await statement_of(conn, anna, since=now() - timedelta(days=1), until=now())


async def test_csv_and_pdf_bear_every_line(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 100, 0)
    for _ in range(80):
        await post_group(conn, move(anna, ben, 1))
    found = await statement_of(conn, anna, since=now() - timedelta(days=1), until=now())
    said = {"zone": UTC, "words": {"test": "转账给朋友"}, "names": {ben: "=阿明"}}
    text = csv_of(found, **said)  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 83
    assert [row["余额 balance"] for row in (rows[0], rows[1], rows[-1])] == ["0", "100", "20"]
    assert (rows[2]["事由 for"], rows[2]["对方 with"], rows[2]["金额 amount"]) == (
        "转账给朋友",
        "'=阿明",
        "-1",
    )
    pdf = pdf_of(found, title="梧桐里", holder="毛孩子 <3>", **said)  # type: ignore[arg-type]
    assert pdf.startswith(b"%PDF-")
    assert b"STSong-Light" in pdf
    assert pdf.count(b"/Type /Page\n") == 2
