"""A program takes part with the generated client, and a neighbour's open page shows what it says."""

from pathlib import Path

from playwright.async_api import expect

from tests.python_client import written_client
from tests.stories.person import Person


async def test_a_program_reads_joins_and_answers_beside_a_neighbour(
    person: type[Person], tmp_path: Path
) -> None:
    asker = await person.newcomer("找梯子的人", circles=["shuiyoukong"])
    circle = await asker.api("GET", "/circle-slugs/shuiyoukong")
    post = await asker.api(
        "POST", f"/circles/{circle['circle_id']}/posts", {"text": "谁家的梯子周日有空？", "photos": []}
    )
    await asker.go(f"/c/shuiyoukong/p/{post['post_id']}")
    await asker.sees("还没有人回复。你可以是 2 楼。")

    owner = await person.newcomer("写程序的人")
    token = next(one["value"] for one in await owner.context.cookies() if one["name"] == "session")
    with written_client(tmp_path) as client:
        models = client("models")
        async with client("client").Client(owner.address, cookies={"session": token}) as caller:
            shown = await client("api.circles.find_circle_by_slug").asyncio("shuiyoukong", client=caller)
            place = {"circle_id": shown.circle_id, "post_id": post["post_id"]}
            answer = models.CommentText(text="周日下午在，来敲门。")
            say = client("api.posts.write_comment").asyncio
            assert (await say(**place, client=caller, body=answer)).code == "join_first"
            await client("api.circles.join_circle").asyncio(
                shown.circle_id, client=caller, body=models.Joining()
            )
            assert (await say(**place, client=caller, body=answer)).floor == 2
    # Nobody reloads: what the program said is on the asker's page.
    await expect(asker.page.locator("#floor-2")).to_contain_text("周日下午在，来敲门。")
    await expect(asker.page.locator("#floor-2")).to_contain_text("写程序的人")
    await asker.looks_right()
