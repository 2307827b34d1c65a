"""Games for money come before a person."""

import pytest

from tests.red_packets.scene import balance_of, left_in, made
from tests.world import World
from tonghao.db import Pool, writing
from tonghao.moderation.decide import decide_case
from tonghao.red_packets.suspect import MOST_ALIKE, sounds_like_a_game


@pytest.mark.parametrize(
    "greeting",
    [
        "最小的发下一个",
        "手气最佳的接着发",
        "运气王请客再发一个",
        "尾数是7的发",
        "扫雷 10 包 5",
        "押大押小",
        "lowest one pays",
    ],
)
def test_words_of_such_games_are_known(greeting: str) -> None:
    assert sounds_like_a_game(greeting)


@pytest.mark.parametrize(
    "greeting",
    [
        "周日桥头见",
        "跑完了，请大家喝豆浆",
        "恭喜发财",
        "下一个周末再跑",
        "最小的孩子也跑完了",
        "谢谢帮忙找豆包",
    ],
)
def test_what_people_say_to_each_other_is_not(greeting: str) -> None:
    assert not sounds_like_a_game(greeting)


async def test_the_words_open_a_case_and_its_removal_sends_the_money_back(world: World, pool: Pool) -> None:
    circle = await world.circle(members=1, on_duty=True)
    who = circle.members[0]
    packet = await made(world, who, circle_id=circle.circle_id, greeting="最小的发下一个")
    await world.settle()
    async with writing(pool) as conn:
        case = await conn.fetchrow(
            "SELECT id, category, severity, inlet FROM cases WHERE subject_id = $1 AND state = 'open'",
            packet.packet_id,
        )
        assert case is not None
        assert (case["category"], case["inlet"]) == ("gambling", "machine")
    assert await left_in(pool, packet.packet_id) == 1000, "until somebody has looked it can be opened"
    moderator = await world.account(role="operator")
    async with writing(pool) as conn:
        await decide_case(
            conn,
            case_id=case["id"],
            moderator_id=moderator,
            is_operator=True,
            act="remove",
            category="gambling",
            note="一个接一个的赌局",
        )
    assert await left_in(pool, packet.packet_id) == 0
    assert await balance_of(pool, who) == 100_000


async def test_many_of_one_size_in_an_hour_open_one_case_each_from_the_fifth_on(
    world: World, pool: Pool
) -> None:
    circle = await world.circle(members=3)
    makers = [*circle.members, circle.owner_id, circle.members[0]]
    packets = [await made(world, who, circle_id=circle.circle_id) for who in makers]
    other = await made(world, circle.owner_id, circle_id=circle.circle_id, total="11.00")
    assert len(packets) == MOST_ALIKE
    await world.settle()
    async with writing(pool) as conn:
        found = await conn.fetch(
            "SELECT subject_id FROM cases WHERE circle_id = $1 AND category = 'gambling'", circle.circle_id
        )
    assert [row[0] for row in found] == [packets[-1].packet_id]
    assert other.packet_id not in {row[0] for row in found}
