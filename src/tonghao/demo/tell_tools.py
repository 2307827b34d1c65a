"""Tell tools: the challenge, the tables, the reading month and the fund book of the lane."""

import tomllib
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from tonghao.accounts.screen_text import must_pass
from tonghao.challenges.begin import begin_challenge
from tonghao.challenges.load import load_days
from tonghao.challenges.types import NewChallenge
from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.circles.types import Tool
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, LANE_ZONE, Story, coming_moment_of
from tonghao.demo.tell_threads import post_id_of
from tonghao.fund_books.enter import confirm_entry, enter, open_fund, reverse_entry
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.readings.begin import begin_reading
from tonghao.readings.mark_section import mark_section
from tonghao.readings.types import NewReading, NewSection
from tonghao.readings.write_margin import write_margin
from tonghao.screening.text import TextScreener
from tonghao.team_ups.open_table import open_table
from tonghao.team_ups.take_seat import take_seat
from tonghao.team_ups.types import NewTeamUp

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM funds WHERE circle_id = $1)"
# The hour at which people mark their day, told apart by who they are.
_MARKED_AT: Final = timedelta(hours=7)


class _Teller(NamedTuple):
    """What every part of the telling needs."""

    conn: Connection
    screener: TextScreener
    story: Story
    at: datetime

    async def access(self, circle: str, handle: str) -> Access:
        return await access_of(self.conn, circle_id_of(circle), account_id_of(handle))

    async def use(self, circle: str, handle: str, tool: Tool) -> Access:
        """The access of whoever runs *circle*, which uses *tool* from now on."""
        access = await self.access(circle, handle)
        owner = next(one.owner for one in self.story.circles if one.slug == circle)
        await choose_tools(self.conn, access=await self.access(circle, owner), tools=[tool])
        return access

    def day(self, back: int) -> Any:
        return (self.at.astimezone(LANE_ZONE) - timedelta(days=back)).date()


async def tell_tools(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Fill the tools of the lane's circles once; told again, nothing is added."""
    told = tomllib.loads((HERE / "content" / "tools.toml").read_text("utf-8"))
    if await conn.fetchval(_IS_TOLD, circle_id_of(told["fund"]["circle"])):
        return
    teller = _Teller(conn, screener, story, at)
    await _tell_challenge(teller, told["challenge"])
    for table in told["table"]:
        await _tell_table(teller, table)
    await _tell_reading(teller, told["reading"])
    await _tell_fund(teller, told["fund"])


async def _tell_challenge(teller: _Teller, told: dict[str, Any]) -> None:
    conn, circle_id = teller.conn, circle_id_of(told["circle"])
    access = await teller.use(told["circle"], told["by"], "challenge")
    new = NewChallenge(told["title"], told["days"], told["minutes"], told["about"])
    challenge_id = await begin_challenge(conn, screener=teller.screener, access=access, new=new)
    lines = {(line["by"], line["back"]): line["line"] for line in told["lines"]}
    must_pass(teller.screener, "\n".join(lines.values()), kind="comment")
    for place, (handle, missed) in enumerate(told["missed"].items()):
        marks = {}
        for back in range(told["began"], -1, -1):
            done = handle in told["today"] if back == 0 else told["began"] - back not in missed
            if done:
                midnight = datetime.combine(teller.day(back), datetime.min.time(), LANE_ZONE)
                marked_at = min(midnight + _MARKED_AT + timedelta(minutes=17 * place), teller.at)
                marks[teller.day(back)] = (marked_at, lines.get((handle, back), ""))
        await load_days(
            conn,
            circle_id=circle_id,
            challenge_id=challenge_id,
            account_id=account_id_of(handle),
            starts_on=teller.day(told["began"]),
            marks=marks,
        )


async def _tell_table(teller: _Teller, told: dict[str, Any]) -> None:
    access = await teller.use(told["circle"], told["by"], "team_up")
    starts_at = coming_moment_of(told["when"], teller.at)
    new = NewTeamUp(told["game"], starts_at, told["seats"], told["note"])
    team_up_id = await open_table(teller.conn, screener=teller.screener, access=access, new=new)
    for handle in told["people"]:
        sits = await teller.access(told["circle"], handle)
        await take_seat(teller.conn, access=sits, team_up_id=team_up_id)


async def _tell_reading(teller: _Teller, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    access = await teller.use(circle, told["by"], "reading")
    sections = [NewSection(one["title"], teller.day(one["back"])) for one in told["sections"]]
    new = NewReading(told["title"], sections, told["author"], told["about"])
    reading_id = await begin_reading(conn, screener=teller.screener, access=access, new=new)
    for number, section in enumerate(told["sections"], start=1):
        place: dict[str, Any] = {"reading_id": reading_id, "number": number}
        for handle in section["readers"]:
            await mark_section(conn, access=await teller.access(circle, handle), **place, is_read=True)
        for handle, text in section["notes"]:
            reader = await teller.access(circle, handle)
            await write_margin(conn, screener=teller.screener, access=reader, **place, text=text)


async def _tell_fund(teller: _Teller, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    access = await teller.use(circle, told["by"], "fund")
    new = NewFund(told["title"], told["purpose"])
    fund_id = await open_fund(conn, screener=teller.screener, access=access, new=new)
    posts: dict[str, UUID] = {post.key: post_id_of(post, teller.at) for post in teller.story.posts}
    for entry in told["entries"]:
        line = msgspec.convert(
            {
                "direction": "in" if entry.get("into") else "out",
                "amount": entry["amount"],
                "day": teller.day(entry["back"]),
                "purpose": entry["what"],
                "post_ids": [posts[key] for key in entry["posts"]],
            },
            NewEntry,
        )
        place: dict[str, Any] = {"fund_id": fund_id}
        number = await enter(conn, screener=teller.screener, access=access, **place, new=line)
        if entry["confirmed"]:
            second = await teller.access(circle, entry["confirmed"])
            await confirm_entry(conn, access=second, **place, number=number)
        if entry.get("reversed"):
            await reverse_entry(conn, access=access, **place, number=number)
