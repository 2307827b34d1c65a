"""The generated Python client, as a program that takes part in a circle uses it."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.python_client import written_client
from tests.world import World


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Call an operation of the client by its module: `client("posts.write_post")`."""
    with written_client(tmp_path_factory.mktemp("client")) as modules:
        yield modules


async def test_a_program_reads_joins_and_answers(app: Any, world: World, client: Any) -> None:
    made = await world.circle()
    thread = await world.post(made.circle_id, made.owner_id, "谁有梯子")
    token = await world.session(await world.account())
    caller = client("client").Client("http://localhost:8000", cookies={"session": token})
    caller.set_async_httpx_client(
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost:8000", cookies={"session": token}
        )
    )
    models = client("models")
    place = {"circle_id": made.circle_id, "post_id": thread.post_id}

    refused = await client("api.posts.write_comment").asyncio(
        **place, client=caller, body=models.CommentText(text="我家有")
    )
    assert refused.code == "join_first"

    joined = await client("api.circles.join_circle").asyncio(
        made.circle_id, client=caller, body=models.Joining()
    )
    assert joined.my_role == "member"

    key = "019ac1f2-7a55-7000-8000-00000000000a"
    for _ in range(2):
        said = await client("api.posts.write_comment").asyncio(
            **place, client=caller, body=models.CommentText(text="我家有"), idempotency_key=key
        )
        assert (said.floor, said.text) == (2, "我家有")

    page = await client("api.posts.list_floors").asyncio(**place, client=caller)
    assert [one.text for one in page.entries] == ["我家有"]
    assert page.next_cursor is None
