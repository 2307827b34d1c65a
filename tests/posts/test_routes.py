"""Posts over HTTP."""

import pytest

from tests.posts.made import HELD
from tests.world import Browser, World
from tonghao.ids import new_id


def _posts(made) -> str:
    return f"/api/v1/circles/{made.circle_id}/posts"


async def test_a_thread_from_the_first_word_to_the_last(world: World, browser: Browser):
    made = await world.circle(members=2)
    await browser.as_(made.members[0])
    answer = await browser.post(_posts(made), json={"text": "豆包走丢了", "photos": []})
    assert answer.status_code == 201, answer.text
    post = answer.json()
    at = f"{_posts(made)}/{post['post_id']}"
    await browser.as_(made.members[1])
    floor = (await browser.post(f"{at}/comments", json={"text": "在哪看到的"})).json()
    reply = (await browser.post(f"{at}/comments", json={"text": "茶室屋顶", "floor": 2})).json()
    assert (floor["floor"], reply["reply_number"]) == (2, 1)
    assert (await browser.post(f"{at}/likes")).json() == {"like_count": 1, "liked": True}
    likes = f"{at}/comments/{floor['comment_id']}/likes"
    assert (await browser.post(likes)).json()["like_count"] == 1
    assert (await browser.delete(f"{likes}/me")).json() == {"like_count": 0, "liked": False}
    edited = await browser.patch(
        f"{at}/comments/{reply['comment_id']}", json={"text": "茶室的屋顶", "version": 1}
    )
    assert edited.json()["version"] == 2
    await browser.as_(None)
    page = (await browser.get(f"{at}/comments")).json()
    assert page["entries"][0]["replies"][0]["text"] == "茶室的屋顶"
    assert (await browser.get(f"{at}/floors/2/replies")).json()["entries"][0]["reply_number"] == 1
    seen = (await browser.get(at)).json()
    assert (seen["comment_count"], seen["like_count"], seen["liked"]) == (2, 1, False)
    assert [one["post_id"] for one in (await browser.get(_posts(made))).json()["entries"]] == [
        post["post_id"]
    ]
    await browser.as_(made.members[0])
    version = {"text": "豆包找到了", "photos": [], "version": 1}
    assert (await browser.patch(at, json=version)).json()["text"] == "豆包找到了"
    assert (await browser.patch(at, json=version)).json()["code"] == "edit_conflict"
    assert [one["text"] for one in (await browser.get(f"{at}/versions")).json()] == [
        "豆包找到了",
        "豆包走丢了",
    ]
    assert (await browser.delete(f"{at}/likes/me")).json()["liked"] is False
    assert (await browser.delete(at)).status_code == 204
    assert (await browser.get(at)).status_code == 404
    assert (await browser.get(f"{at}/comments")).status_code == 404


async def test_a_double_submit_posts_once(world: World, browser: Browser):
    made = await world.circle()
    await browser.as_(made.owner_id)
    header = {"Idempotency-Key": str(new_id())}
    answers = [await browser.post(_posts(made), json={"text": "一次就好"}, headers=header) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    page = (await browser.get(_posts(made))).json()
    assert len(page["entries"]) == 1
    other = await browser.post(_posts(made), json={"text": "另一条"}, headers=header)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("字" * 100_000, "text_too_long"),
        ("\u200b\u200d", "text_empty"),
        ("a\x00b", "text_unreadable"),
    ],
)
async def test_bad_texts_are_refused_in_both_languages(world: World, browser: Browser, text: str, code: str):
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    await browser.as_(made.owner_id)
    for path in (_posts(made), f"{_posts(made)}/{post.post_id}/comments"):
        answer = await browser.post(path, json={"text": text})
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert answer.json()["message_zh"] != answer.json()["message_en"]
    assert len((await browser.get(_posts(made))).json()["entries"]) == 1


@pytest.mark.parametrize("raw", [b'{"text": "\\ud800"}', b'{"text": "\xed\xa0\x80"}', b"{", b'{"text": 1}'])
async def test_a_broken_body_is_refused_and_nothing_is_posted(world: World, browser: Browser, raw: bytes):
    made = await world.circle()
    await browser.as_(made.owner_id)
    answer = await browser.post(_posts(made), content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in {"invalid_request", "text_unreadable"}
    assert (await browser.get(_posts(made))).json()["entries"] == []


async def test_a_held_post_is_nowhere_but_with_its_author(world: World, browser: Browser):
    made = await world.circle(members=1)
    moderator = await world.account(role="moderator")
    await browser.as_(made.members[0])
    post = (await browser.post(_posts(made), json={"text": HELD})).json()
    assert (post["state"], post["category"]) == ("held", "sex.minor")
    assert post["reason"]["zh"]
    at = f"{_posts(made)}/{post['post_id']}"
    for viewer, status in ((made.members[0], 200), (made.owner_id, 404), (None, 404), (moderator, 200)):
        await browser.as_(viewer)
        assert (await browser.get(at)).status_code == status
        assert (await browser.get(f"{at}/versions")).status_code == status


async def test_forged_cursors_and_numbers_are_refused(world: World, browser: Browser):
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    at = f"{_posts(made)}/{post.post_id}/comments"
    for path in (
        f"{_posts(made)}?cursor=xx", f"{_posts(made)}?cursor=WyIwMDAxLTAxLTAxVDAwOjAwOjAwIiwiMCJd",
        f"{at}?cursor=Wzk5OTk5OTk5OTk5OTk5XQ", f"{at}?from_floor=99999999999", f"{at}?limit=0",
        f"{_posts(made)}?limit=1000",
    ):  # fmt: skip
        answer = await browser.get(path)
        assert (answer.status_code, path) == (400, path)


async def test_of_a_circle_by_invitation_strangers_learn_nothing(world: World, browser: Browser):
    made = await world.circle(kind="invite")
    post = await world.post(made.circle_id, made.owner_id)
    at = f"{_posts(made)}/{post.post_id}"
    for viewer in (None, await world.account()):
        await browser.as_(viewer)
        for path in (
            _posts(made),
            at,
            f"{at}/comments",
            f"{at}/versions",
            f"/api/v1/circles/{made.circle_id}",
        ):
            assert (await browser.get(path)).status_code == 404
    assert (await browser.post(f"{at}/likes")).status_code == 404
    assert (await browser.post(f"{at}/comments", json={"text": "好"})).status_code == 404


async def test_a_persons_page_lists_their_posts(world: World, browser: Browser):
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    page = (await browser.get(f"/api/v1/accounts/{post.author.handle}/posts")).json()
    assert [one["post_id"] for one in page["entries"]] == [str(post.post_id)]
    assert (await browser.get("/api/v1/accounts/没有这个人/posts")).status_code == 404
