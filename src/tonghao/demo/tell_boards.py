"""Tell boards: who is missing in the lane and who came home, and the rooms of its children."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.circles.types import Tool
from tonghao.db import Connection
from tonghao.demo.hang_pictures import Picture, photo_of
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, LANE_ZONE, Story, moment_of
from tonghao.demo.tell_threads import post_id_of
from tonghao.lost_pets.end_search import end_search
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.sight import sight
from tonghao.lost_pets.types import NewLostPet, SearchEnd
from tonghao.month_rooms.add_child import add_child
from tonghao.month_rooms.say_in_room import say_in_room
from tonghao.month_rooms.types import NewChild, NewMonthNote
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM lost_pets WHERE circle_id = $1)"


class Boards(NamedTuple):
    """What every part of the telling needs."""

    conn: Connection
    screener: TextScreener
    story: Story
    at: datetime

    def moment(self, when: str) -> datetime:
        return moment_of(when, self.at)

    async def access(self, circle: str, handle: str) -> Access:
        return await access_of(self.conn, circle_id_of(circle), account_id_of(handle))

    async def use(self, circle: str, tool: Tool) -> None:
        """Let whoever runs *circle* choose *tool*."""
        owner = next(one.owner for one in self.story.circles if one.slug == circle)
        await choose_tools(self.conn, access=await self.access(circle, owner), tools=[tool])

    async def given(self, circle: str, told: dict[str, Any]) -> dict[str, Any]:
        """What a verb is given besides: who does it, and when."""
        access = await self.access(circle, told["by"])
        return {"screener": self.screener, "access": access, "at": self.moment(told["when"])}


def boards() -> dict[str, list[dict[str, Any]]]:
    """What stands in the tools, as it is written down."""
    return tomllib.loads((HERE / "content" / "boards.toml").read_text("utf-8"))


def _key_of(circle: str, told: dict[str, Any]) -> str:
    return f"board:{circle}:{told['by']}:{told['when']}"


def photo_ids_of(circle: str, told: dict[str, Any]) -> list[UUID]:
    """The photos of something in a tool; the drawings hang there before it is told."""
    key = _key_of(circle, told)
    return [photo_of(key, told["by"], drawing, "").media_id for drawing in told.get("photos", [])]


def pictures_of_boards(story: Story) -> Iterator[Picture]:
    """The drawings that hang in the tools."""
    for told in (one for kind in boards().values() for one in kind):
        notes = [note | {"by": told["by"]} for note in told.get("notes", [])]
        for note in notes:
            for drawing in note.get("photos", []):
                photo = photo_of(_key_of(told["circle"], note), told["by"], drawing, story.photos[drawing].zh)
                yield msgspec.structs.replace(photo, purpose="child")
        for thing in (told, *told.get("said", [])):
            key = _key_of(told["circle"], thing)
            for drawing in thing.get("photos", []):
                yield photo_of(key, thing["by"], drawing, story.photos[drawing].zh)


async def tell_boards(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Fill these tools once; told again, nothing is added."""
    told = boards()
    if await conn.fetchval(_IS_TOLD, circle_id_of(told["lost"][0]["circle"])):
        return
    teller = Boards(conn, screener, story, at)
    for lost in told["lost"]:
        await _tell_lost(teller, lost)
    for month in told["month"]:
        await _tell_month(teller, month)


async def _tell_lost(teller: Boards, told: dict[str, Any]) -> None:
    conn, circle = teller.conn, told["circle"]
    await teller.use(circle, "lost_pet")
    posts = {post.key: post_id_of(post, teller.at) for post in teller.story.posts}
    new = NewLostPet(
        told["name"],
        told["place"],
        teller.moment(told["seen"]),
        told["about"],
        photo_ids_of(circle, told),
        posts[told["post"]] if "post" in told else None,
    )
    lost_pet_id = await post_notice(conn, **await teller.given(circle, told), new=new)
    helped = []
    for said in told["said"]:
        remark = NewRemark(said["text"], photo_ids_of(circle, said))
        given = await teller.given(circle, said)
        remark_id = await sight(conn, **given, lost_pet_id=lost_pet_id, new=remark)
        if said.get("helped"):
            helped.append(remark_id)
    if "end" in told:
        end = SearchEnd(told["end"]["state"], told["end"]["thanks"], helped)
        given = await teller.given(circle, told["end"] | {"by": told["by"]})
        await end_search(conn, **given, lost_pet_id=lost_pet_id, end=end)


async def _tell_month(teller: Boards, told: dict[str, Any]) -> None:
    """A child's room, and what was said when it was younger."""
    conn, circle = teller.conn, told["circle"]
    await teller.use(circle, "month_room")
    given = await teller.given(circle, told)
    born = given.pop("at").astimezone(LANE_ZONE)
    months = born.year * 12 + born.month - 1 - told["months"]
    new = NewChild(told["child"], f"{months // 12}-{months % 12 + 1:02d}")
    child_id = await add_child(conn, **given, new=new)
    for note in told["notes"]:
        words = NewMonthNote(child_id, note["text"], photo_ids_of(circle, note | {"by": told["by"]}))
        await say_in_room(conn, **await teller.given(circle, note | {"by": told["by"]}), new=words)
