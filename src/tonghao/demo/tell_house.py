"""Tell the house: a circle of the lane asks for more than the platform does, and says why."""

import tomllib

import msgspec

from tonghao.circles.read import access_of
from tonghao.circles.set_house_rules import NewHouseRules, house_number, set_house_rules
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, Story
from tonghao.screening.house import HouseRules
from tonghao.screening.text import TextScreener


async def tell_house(conn: Connection, story: Story, *, screener: TextScreener) -> None:
    """Set the rules of the circles that have none yet.

    Raises:
        TextRefused, CheckerAway: see `must_pass`.
    """
    written = tomllib.loads((HERE / "content" / "house.toml").read_text("utf-8"))
    for circle in story.circles:
        asked = dict(written.get(circle.slug, {}))
        circle_id = circle_id_of(circle.slug)
        if not asked or await house_number(conn, circle_id):
            continue
        reason = str(asked.pop("reason"))
        new = NewHouseRules(msgspec.convert(asked, HouseRules), reason, 0)
        access = await access_of(conn, circle_id, account_id_of(circle.owner))
        await set_house_rules(conn, screener=screener, access=access, new=new)
