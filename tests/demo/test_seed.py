"""The demo is told through the product's own verbs: once, resumable, screened, with doors."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tonghao.accounts.open_door import DOORS, open_door
from tonghao.accounts.read import find_credentials
from tonghao.accounts.sign_in import prove_sign_in
from tonghao.brakes.read import list_brakes, list_past_brakes, list_trips
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, open_pool, reading, reading_one_moment, writing
from tonghao.demo.move_in import account_id_of, add_circles, add_people, circle_id_of, find_beginning, hashed
from tonghao.demo.seed import is_told, seed_demo
from tonghao.demo.sign_ins import FILE
from tonghao.demo.story import Story, load_story, moment_of
from tonghao.demo.tell_flood import FLOOD, UNDER
from tonghao.demo.tell_raid import RAIDERS
from tonghao.feed.read import list_feed
from tonghao.gateways.read import list_days
from tonghao.ledger.audit import audit_books
from tonghao.ledger.read import balance_at
from tonghao.ledger.seal import broken_seals, list_seals
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.migrate import migrate
from tonghao.oversight.tips import list_tip_weeks
from tonghao.postgres import temporary_server
from tonghao.posts.floors import list_floors
from tonghao.screening.text import TextScreener
from tonghao.tiers.figures import monday_of
from tonghao.tiers.read import get_recovery
from tonghao.treasury.flow import get_flow
from tonghao.wallets.open import wallet_of

_COUNTS = """
    SELECT (SELECT count(*) FROM accounts) AS people, (SELECT count(*) FROM circles) AS circles,
           (SELECT count(*) FROM memberships) AS places, (SELECT count(*) FROM posts) AS posts,
           (SELECT count(*) FROM comments) AS comments, (SELECT count(*) FROM likes) AS likes,
           (SELECT count(*) FROM media) AS pictures, (SELECT count(*) FROM cases) AS cases,
           (SELECT count(*) FROM notifications) AS notifications
"""


@pytest.fixture(scope="module")
def dsn() -> Iterator[str]:
    """A server of its own: the demo would stand in the way of other tests."""
    with temporary_server() as server:
        migrate(server.dsn())
        yield server.dsn()


@pytest.fixture(scope="module")
async def lane(dsn: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Lane"]:
    config = Config(database_url=dsn, data=tmp_path_factory.mktemp("lane"))
    pool = await open_pool(dsn, size=4)
    lane = Lane(config, pool)
    # As after a crash: the people and circles are there, and nothing else is.
    hashes = await hashed({}, lane.story.people)
    async with writing(pool) as conn:
        await add_people(conn, lane.story, screener=lane.screener, at=now(), hashes=hashes)
        await add_circles(conn, lane.story, screener=lane.screener, at=now())
    await lane.tell()
    yield lane
    lane.checker.close()
    await pool.close()


class Lane:
    """The seeded demo and what told it."""

    def __init__(self, config: Config, pool: Pool) -> None:
        self.config, self.pool = config, pool
        self.story: Story = load_story()
        self.screener = TextScreener.load(config.text_model, legal_list=config.legal_list)
        self.checker = PhotoProcess(config)

    async def tell(self) -> None:
        await seed_demo(
            self.pool,
            self.config,
            self.story,
            screener=self.screener,
            store=Store(self.config.media_folder),
            checkers=[self.checker],
        )

    async def beginning(self) -> datetime:
        async with reading(self.pool) as conn:
            found = await find_beginning(conn, self.story)
        assert found is not None
        return found

    async def row(self, query: str, *values: Any) -> dict[str, Any]:
        async with reading(self.pool) as conn:
            return dict(await conn.fetchrow(query, *values))  # type: ignore[arg-type]


async def test_everything_is_there_and_everything_passed(lane: Lane) -> None:
    counts = await lane.row(_COUNTS)
    story = lane.story
    assert counts["people"] == len(story.people) + len(RAIDERS)
    assert counts["circles"] == 9
    assert counts["posts"] == len(story.posts) + len(RAIDERS) + 1
    told = sum(1 + len(f.replies) for post in story.posts for f in post.floors)
    assert counts["comments"] == told + len(UNDER)
    hidden = await lane.row(
        """SELECT (SELECT coalesce(array_agg(text), '{}') FROM posts
                    WHERE state <> 'visible' AND author_id <> $1 AND author_id <> ALL ($2)
                      AND id NOT IN (SELECT subject_id FROM cases WHERE inlet = 'patrol')) AS posts,
                  (SELECT coalesce(array_agg(text), '{}') FROM comments WHERE state <> 'visible') AS comments,
                  (SELECT count(*) FROM media WHERE state <> 'visible' AND owner_id <> $1
                         AND id NOT IN (SELECT media_id FROM bank_entries)) AS pictures""",
        account_id_of("youpin_daigou"),
        [account_id_of(handle) for handle in RAIDERS],
    )
    assert hidden == {"posts": [], "comments": [FLOOD], "pictures": 0}


async def test_a_second_telling_adds_nothing(lane: Lane) -> None:
    before = await lane.row(_COUNTS)
    async with reading(lane.pool) as conn:
        assert await is_told(conn, lane.story, lane.config)
    kept = (lane.config.data / FILE).read_text("utf-8")
    await lane.tell()
    assert await lane.row(_COUNTS) == before
    assert (lane.config.data / FILE).read_text("utf-8") == kept


async def test_the_cat_is_found_on_floor_38(lane: Lane) -> None:
    doubao = await lane.row(
        "SELECT circle_id, id, last_floor, like_count FROM posts WHERE text LIKE '**豆包走丢了**%'"
    )
    assert doubao["last_floor"] == 40
    assert doubao["like_count"] == next(p.likes for p in lane.story.posts if p.key == "doubao")
    async with reading(lane.pool) as conn:
        floors = await list_floors(
            conn, circle_id=doubao["circle_id"], post_id=doubao["id"], viewer_id=None, from_floor=38
        )
    assert [floor.floor for floor in floors.entries] == [38, 39, 40]
    assert "找到了" in floors.entries[0].text
    assert floors.entries[0].author.name == "老郑"


async def test_every_door_opens_on_somebody_with_a_feed_and_news(lane: Lane) -> None:
    for door in DOORS:
        async with reading(lane.pool) as conn:
            account_id = await open_door(conn, door=door, at_home=True, demo=True)
            feed = await list_feed(conn, account_id=account_id, cursor=None)
        assert len(feed.entries) == 20, door
        times = [entry.post.published_at for entry in feed.entries]
        assert times == sorted(times, reverse=True)  # type: ignore[type-var]
    news = await lane.row(
        "SELECT count(*) AS news FROM notifications WHERE account_id = $1", account_id_of("xiaoman")
    )
    assert 3 <= news["news"] <= 6


async def test_the_passwords_are_kept_for_the_owner_alone_and_fit(lane: Lane) -> None:
    file: Path = lane.config.data / FILE
    assert file.stat().st_mode & 0o777 == 0o600
    lines = [line.split() for line in file.read_text("utf-8").splitlines() if "-" in line.split(" ")[-1]]
    passwords = {words[-2]: words[-1] for words in lines if words[-2] in DOORS.values()}
    assert set(passwords) == set(DOORS.values())
    async with reading(lane.pool) as conn:
        for handle, password in passwords.items():
            found = await find_credentials(conn, handle)
            proved = await prove_sign_in(found, password, at_home=True)
            assert proved.account_id == account_id_of(handle)


async def test_the_advertiser_is_gone_and_one_case_waits(lane: Lane) -> None:
    states = await lane.row(
        "SELECT array_agg(state ORDER BY state) AS states FROM posts WHERE author_id = $1",
        account_id_of("youpin_daigou"),
    )
    assert states["states"].count("removed") == 2
    decided = await lane.row(
        "SELECT count(*) AS decided FROM case_decisions WHERE decided_by = $1 AND act = 'remove'",
        account_id_of("lao_zheng"),
    )
    assert decided["decided"] == 2


async def test_what_was_stopped_in_the_last_weeks_is_told_with_its_reason(lane: Lane) -> None:
    async with reading(lane.pool) as conn:
        trips = (await list_trips(conn)).entries
        assert [trip.circle.slug for trip in trips if trip.circle] == ["meiyan"]
        assert await list_brakes(conn) == []
        past = (await list_past_brakes(conn)).entries
        bank = await conn.fetch("SELECT kind, category FROM bank_entries")
        alarms = await conn.fetchval(
            "SELECT sum(alarms) FROM circle_weeks WHERE circle_id = $1", circle_id_of("meiyan")
        )
    assert {(brake.source, brake.feature) for brake in past} == {
        ("breaker", None),
        ("brake", None),
        ("brake", "photos"),
    }
    assert all(brake.ended_at and brake.ended_at > brake.at and brake.end_reason for brake in past)
    assert ([tuple(row) for row in bank], alarms) == ([("removed", "stolen")], 1)


async def test_somebody_decides_where_the_two_of_the_platform_have_a_part(lane: Lane) -> None:
    """老郑 is host and 苏敏 helper in 谁家有空: there 唐姐 decides, who has a part nowhere."""
    async with reading(lane.pool) as conn:
        for circle in lane.story.circles:
            apart = await conn.fetchval(
                """SELECT count(*) FROM accounts a
                    WHERE a.role <> 'member' AND NOT EXISTS (
                          SELECT FROM memberships m
                           WHERE m.circle_id = $1 AND m.account_id = a.id AND m.role <> 'member')""",
                circle_id_of(circle.slug),
            )
            assert apart >= 1, circle.slug


async def test_every_circle_has_its_people_its_roster_and_its_cover(lane: Lane) -> None:
    for circle in lane.story.circles:
        found = await lane.row(
            """SELECT c.member_count, c.cover_media_id IS NOT NULL AS covered,
                      (SELECT count(*) FROM duty_shifts d WHERE d.circle_id = c.id) AS shifts
                 FROM circles c WHERE c.id = $1""",
            circle_id_of(circle.slug),
        )
        assert found["member_count"] == len(circle.everybody)
        assert found["covered"]
        assert found["shifts"] == sum(len(shift.days) for shift in circle.duty)


async def test_the_parking_thread_was_locked_for_a_night_and_the_log_says_so(lane: "Lane") -> None:
    async with reading(lane.pool) as conn:
        acts = await conn.fetch(
            "SELECT act, reason FROM circle_acts WHERE circle_id = $1 AND act LIKE 'post.%lock%' ORDER BY id",
            circle_id_of("shuiyoukong"),
        )
        tags = await conn.fetchval("SELECT count(*) FROM circle_tags WHERE post_count > 0")
        pinned = await conn.fetchval("SELECT count(*) FROM posts WHERE pin_place IS NOT NULL")
        digest = await conn.fetchval("SELECT count(*) FROM posts WHERE digest IS NOT NULL")
        column = await conn.fetchval("SELECT count(*) FROM column_posts")
        waiting = await conn.fetchval("SELECT count(*) FROM scheduled_posts")
    assert [act["act"] for act in acts] == ["post.locked", "post.unlocked"]
    assert all(act["reason"] for act in acts)
    assert (pinned >= 6, digest >= 8, column >= 3, waiting, tags >= 40) == (True, True, True, 1, True)


async def test_questions_are_solved_and_answers_thanked_for(lane: Lane) -> None:
    cat = await lane.row("SELECT kind, answer_floors, id FROM posts WHERE text LIKE '**豆包走丢了**%'")
    assert (cat["kind"], cat["answer_floors"]) == ("question", [38])
    async with reading(lane.pool) as conn:
        thanked = await conn.fetch(
            "SELECT floor FROM comments WHERE post_id = $1 AND thanks_count > 0 ORDER BY floor", cat["id"]
        )
    assert [row["floor"] for row in thanked] == [4, 16, 17, 23, 37, 38]
    solved = await lane.row("SELECT count(*) AS count FROM posts WHERE solved_at IS NOT NULL")
    assert solved["count"] >= 3


async def test_one_circle_alone_has_levels(lane: Lane) -> None:
    levels = await lane.row(
        "SELECT count(DISTINCT circle_id) AS circles, max(level) AS highest FROM memberships"
        " WHERE level IS NOT NULL"
    )
    assert levels["circles"] == 1
    assert levels["highest"] > 2
    forgetful = await lane.row("SELECT streak FROM growth WHERE account_id = $1", account_id_of("su_min"))
    assert forgetful["streak"] == 5


async def test_the_portrait_studio_fell_by_what_was_counted(lane: Lane) -> None:
    circle = await lane.row("SELECT id, tier, restrictions FROM circles WHERE slug = 'meiyan'")
    assert (circle["tier"], set(circle["restrictions"])) == ("probation", {"photo_check", "hidden"})
    async with reading(lane.pool) as conn:
        way = await get_recovery(conn, circle_id=circle["id"])
    counted = {need.figure: need.share.count for need in way.needs}
    assert (counted["missed"], counted["leaks"]) == (4, 2)
    assert "过了时限没有处理的 4 件" in way.reason
    others = await lane.row("SELECT array_agg(DISTINCT tier) AS tiers FROM circles WHERE slug <> 'meiyan'")
    assert set(others["tiers"]) == {"standard", "trusted"}


async def test_the_money_clinic_shows_its_licence_and_two_people_signed(lane: Lane) -> None:
    check = await lane.row(
        """SELECT c.licence_issuer, c.first_by, c.second_by
             FROM partner_checks c JOIN partners p ON p.id = c.partner_id
            WHERE p.category = 'finance'"""
    )
    assert check["licence_issuer"] == "梧桐市金融局"
    assert (check["first_by"], check["second_by"]) == (account_id_of("su_min"), account_id_of("lao_zheng"))


async def test_people_of_the_lane_have_wallets_that_the_sandbox_agrees_with(lane: Lane) -> None:
    row = await lane.row(
        "SELECT (SELECT count(*) FROM gateway_orders WHERE state <> 'succeeded') AS open,"
        " (SELECT sum(CASE WHEN kind = 'top_up' THEN amount_minor ELSE -amount_minor END)"
        "    FROM sandbox_payments) AS theirs,"
        " (SELECT sum(b.balance_minor) FROM ledger_balances b JOIN ledger_accounts a ON a.id = b.account_id"
        "   WHERE a.purpose IN ('wallet', 'escrow')) AS ours"  # what is given is on its way
    )
    assert row["open"] == 0
    assert row["ours"] == row["theirs"] > 0


async def test_a_month_of_money_stands_in_its_days_and_the_books_hold(lane: Lane) -> None:
    async with reading(lane.pool) as conn:
        flow = await get_flow(conn, "CNY")
        moved = [one for one in flow.days if one.came != "0.00" or one.went != "0.00"]
        assert len(moved) >= 22
        kinds = {one.code for one in flow.kinds}
        assert kinds >= {
            "top_up", "withdrawal_paid", "refund_paid", "transfer_accepted", "transfer_back", "packet_share",
            "packet_back", "tip_given", "tip_settled",
        }  # fmt: skip
        told_at = moment_of("28d 12:00", await lane.beginning())
        assert await balance_at(conn, wallet_of(account_id_of("xiaoman")), told_at) == 100_00
        assert (await list_seals(conn, limit=40))[-1].transfer_count > 0
        days = [one for one in await list_days(conn, "CNY") if one.gateway == "sandbox"]
        assert len(days) >= 20
        assert all(one.matched == one.lines and not one.differing for one in days)
    async with writing(lane.pool) as conn:
        assert await broken_seals(conn) == []
    async with reading_one_moment(lane.pool) as conn:
        assert (await audit_books(conn, is_full=True)).faults == []
    late = await lane.row(
        "SELECT (SELECT count(*) FROM ledger_transfers) AS all,"
        " (SELECT count(*) FROM ledger_transfers WHERE at > now() - interval '20 hours') AS today"
    )
    assert late["today"] * 5 < late["all"]


async def test_a_frozen_wallet_whose_owner_appeals_and_a_refund_stand_in_the_console(lane: Lane) -> None:
    frozen = await lane.row(
        "SELECT b.status, s.set_by, s.second_by, p.state AS appeal FROM account_sanctions s"
        "  JOIN ledger_accounts a ON a.owner_id = s.account_id AND a.purpose = 'wallet'"
        "  JOIN ledger_balances b ON b.account_id = a.id"
        "  JOIN appeals p ON p.against_id = s.id WHERE s.kind = 'freeze' AND s.in_force_at IS NOT NULL"
    )
    assert (frozen["status"], frozen["appeal"]) == ("frozen", "open")
    assert (frozen["set_by"], frozen["second_by"]) == (account_id_of("lao_zheng"), account_id_of("su_min"))
    refund = await lane.row(
        "SELECT o.state, o.said, t.refunded_minor FROM gateway_orders o JOIN gateway_orders t"
        "    ON t.id = o.refund_of"
    )
    assert (refund["state"], refund["refunded_minor"]) == ("succeeded", 30_00)
    assert refund["said"]


async def test_tips_and_views_stand_in_several_weeks(lane: Lane) -> None:
    async with reading(lane.pool) as conn:
        week = monday_of("Asia/Shanghai", now())
        weeks = await list_tip_weeks(conn, week=week, circle_id=circle_id_of("yibenshu"), currency="CNY")
    assert sum(one.given > 0 for one in weeks) >= 2
    assert sum(one.views > 0 for one in weeks) >= 4
    assert any(one.held != "0.00" for one in weeks)
