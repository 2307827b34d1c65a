"""What is kept about a person goes along when they take it, and goes away when they leave."""

import re
from typing import Any
from uuid import UUID

import pytest

from tests.laws.filled import Filled, fill
from tests.laws.source import ROOT
from tests.world import World
from tonghao.accounts.jobs import delete_left_accounts
from tonghao.db import Connection, Pool, reading, writing
from tonghao.takeout.gather import queries, registers, stays, told_elsewhere, words_stay

# Columns that name an account, and columns that name something else: a new name takes its side here.
ACCOUNTS = frozenset(
    {
        "appellant_id",
        "account_id", "actor_id", "author_id", "owner_id", "blocked_id", "blocker_id", "friend_id",
        "about_id", "reporter_id", "claimed_by", "decided_by", "undone_by", "banned_by", "made_by",
        "applied_by", "edited_by", "locked_by", "checked_in_by", "cover_owner_id", "entered_by",
        "confirmed_by", "media_owner", "writer_id", "changed_by", "absent_id", "cover_id", "invited_by",
        "holder_id", "partner_holder_id", "platform_holder_id", "set_by", "ended_by", "handed_in_by",
        "first_by", "second_by", "refused_by", "licence_owner_id", "retired_by", "ordered_by", "asked_by",
        "answered_by", "assigned_to", "assigned_by", "proposed_by", "from_id", "to_id", "begun_by",
        "other_id", "settled_by", "signed_by",
        "maker_id",
    }
)  # fmt: skip
THINGS = frozenset(
    {
        "against_id", "result_id", "report_id",
        "id", "circle_id", "post_id", "comment_id", "media_id", "partner_id", "case_id", "subject_id",
        "session_id", "place_id", "reply_to_id", "avatar_media_id", "cover_media_id", "undoes",
        "challenge_id", "fund_id", "reading_id", "team_up_id", "folder_id", "post_ids",
        "column_id", "decision_id", "quote_id", "quote_circle_id", "quote_post_id", "parts",
        "licence_media_id", "lost_pet_id", "media_ids", "child_id", "gadget_id",
        "hunt_id", "entry_id", "after_photo", "after_owner", "call_id", "cause_id", "batch_id",
        "group_id", "transfer_id", "debit_id", "credit_id", "reverses_id", "held_id", "refund_of",
        "order_id",
        "packet_id", "tip_id", "panel_id",
        "code_id", "payment_id", "split_id",
    }
)  # fmt: skip
# A name that means an account elsewhere.
NOT_HERE = frozenset(
    {
        "circle_acts.undone_by",
        "ledger_balances.account_id",
        "ledger_entries.account_id",
        "ledger_marks.account_id",
        "ledger_holds.from_id",
    }
)
_UUIDS = """
    SELECT c.table_name, c.column_name
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.udt_name IN ('uuid', '_uuid')
       AND c.table_name NOT LIKE 'pgqueuer%'
     ORDER BY 1, 2
"""


async def account_columns(conn: Connection) -> list[str]:
    """Every `table.column` of the schema that names an account."""
    found, unknown = ["accounts.id"], []
    for table, column in await conn.fetch(_UUIDS):
        if f"{table}.{column}" in NOT_HERE:
            continue
        if column in ACCOUNTS:
            found.append(f"{table}.{column}")
        elif column not in THINGS:
            unknown.append(f"{table}.{column}")
    assert unknown == [], "say in test_mine.py whether these name accounts"
    return found


async def test_every_column_about_a_person_goes_along_or_a_sentence_says_why_not(conn: Connection) -> None:
    told, reasons = queries(), told_elsewhere()
    columns = await account_columns(conn)
    missing = []
    for name in columns:
        table, column = name.split(".")
        if f"t.{column} = $1" not in told.get(table, "") and name not in reasons:
            missing.append(name)
    assert missing == [], "add a line to MINE or NOT_MINE in the feature's mine.py"
    assert set(reasons) - set(columns) == set(), "these are gone"


def test_a_table_is_told_once_and_by_one_feature() -> None:
    tables = [table for register in registers() for table in register.MINE]
    assert sorted(tables) == sorted(set(tables))


async def test_no_secret_goes_along(conn: Connection) -> None:
    kept = []
    for table, sql in queries().items():
        row = await conn.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1"
            " AND (column_name LIKE '%hash' OR column_name LIKE '%key' OR column_name LIKE '%secret%')",
            table,
        )
        kept += [f"{table}.{one[0]}" for one in row if f"- '{one[0]}'" not in sql]
    assert kept == []


def test_the_page_on_deletion_tells_what_stays() -> None:
    page = (ROOT / "docs" / "deletion.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `([a-z_.]+)` \| (.+) \|$", page, re.MULTILINE))
    assert told == stays(), "docs/deletion.md and STAYS in each mine.py say the same"


@pytest.fixture
async def filled(pool: Pool, world: World) -> Filled:
    """A row in every table for each column that names the person."""
    async with reading(pool) as conn:
        columns = await account_columns(conn)
    return await fill(pool, world, columns)


async def _counted(pool: Pool, columns: list[str], person: UUID) -> dict[str, int]:
    counted = {}
    async with reading(pool) as conn:
        for name in columns:
            table, column = name.split(".")
            rows = await conn.fetchval(f"SELECT count(*) FROM {table} WHERE {column} = $1", person)
            if rows:
                counted[name] = rows
    return counted


async def test_nothing_names_a_deleted_person_but_what_the_page_says(
    filled: Filled, pool: Pool, world: World
) -> None:
    before = await _counted(pool, filled.columns, filled.person)
    assert set(filled.columns) - set(before) == set(), "fill.toml has no row that can stand in these"
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE accounts SET state = 'leaving', leaves_at = now() - interval '1 second' WHERE id = $1",
            filled.person,
        )
    await delete_left_accounts(pool)
    await world.settle()
    left = await _counted(pool, filled.columns, filled.person)
    allowed: dict[str, Any] = stays()
    assert {name: rows for name, rows in left.items() if name not in allowed} == {}
    words = set(await _words_left(pool, filled)) - set(words_stay())
    assert words == set(), "delete them, or say in WORDS_STAY why they stay"
    await filled.clear(pool)


async def _words_left(pool: Pool, filled: Filled) -> list[str]:
    """Tables in which the person's own words still stand."""
    found = []
    async with reading(pool) as conn:
        for table in sorted({name.split(".")[0] for name in filled.columns}):
            row = await conn.fetchval(
                f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text LIKE $1", f"%{filled.words}%"
            )
            if row:
                found.append(table)
    return found
