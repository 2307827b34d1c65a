"""HTTP for circles."""

from litestar import Router

from tonghao.circles.routes import (
    acts,
    circles,
    duty,
    house,
    invites,
    nicknames,
    pages,
    people,
    requests,
    restrictions,
)

router = Router(
    "/",
    route_handlers=[
        circles.topics, circles.discover, circles.mine, circles.open_one, circles.one, circles.by_slug,
        circles.edit, circles.join, circles.leave, circles.tools,
        people.members, people.appoint, people.bans, people.ban, people.lift, people.duty,
        invites.invites, invites.invite, invites.revoke, invites.preview,
        acts.acts, acts.undo, pages.pages, pages.versions, pages.write, pages.must_read,
        duty.add, duty.drop, duty.hand_over, duty.answer, duty.unattended,
        nicknames.nickname, nicknames.choose_nickname,
        requests.questions, requests.ask, requests.withdraw, requests.requests, requests.answer,
        house.house, house.versions, house.set_rules, house.trial,
        restrictions.restrictions, restrictions.restrict, restrictions.lift, restrictions.withdraw,
    ],
    tags=["circles"],
)  # fmt: skip
