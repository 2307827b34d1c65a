"""The parts of one process, by the name under which routes and jobs ask for them."""

import inspect
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from tonghao.bank.match import Bank
from tonghao.challenges import undo_acts as challenge_acts
from tonghao.circles import undo_acts as circle_acts
from tonghao.circles.undo_act import Undoes
from tonghao.clinics import undo_acts as clinic_acts
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.gadgets import undo_acts as gadget_acts
from tonghao.gateways.known import gateways_of
from tonghao.ledger.poster import Poster
from tonghao.limits import Limiter
from tonghao.lost_pets import undo_acts as lost_pet_acts
from tonghao.mail import Sender, sender_of
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.posts import undo_acts as post_acts
from tonghao.posts.count_views import Views
from tonghao.readings import undo_acts as reading_acts
from tonghao.red_packets.hands import Hands
from tonghao.remarks import undo_acts as remark_acts
from tonghao.screening.away import load_or_wait
from tonghao.team_ups import undo_acts as team_up_acts
from tonghao.texting import Texter, texter_of

Parts = dict[str, Any]


def parts_of(
    config: Config, pool: Pool, *, sender: Sender | None = None, texter: Texter | None = None
) -> Parts:
    """Build the parts once per process; tests hand in their own sender."""
    return {
        "config": config,
        "pool": pool,
        "limiter": Limiter(pool, scale=config.limits_scale),
        "poster": Poster(pool),
        "screener": load_or_wait(config.text_model, legal_list=config.legal_list),
        "store": Store(config.media_folder),
        "photo_screener": PhotoProcess(config),
        "bank": Bank(),
        "sender": sender or sender_of(config),
        "undoes": Undoes(
            circle_acts.UNDOES,
            post_acts.UNDOES,
            remark_acts.UNDOES,
            lost_pet_acts.UNDOES,
            clinic_acts.UNDOES,
            gadget_acts.UNDOES,
            challenge_acts.UNDOES,
            team_up_acts.UNDOES,
            reading_acts.UNDOES,
        ),
        "views": Views(pool),
        "hands": Hands(),
        "texter": texter or texter_of(config),
        "gateways": gateways_of(config, pool),
    }


@cache
def _parameters(job: Callable[..., Awaitable[None]]) -> tuple[inspect.Parameter, ...]:
    return tuple(inspect.signature(job).parameters.values())


async def call_with(parts: Parts, job: Callable[..., Awaitable[None]], *event: object) -> None:
    """Call *job* with *event*, if it takes one, and with the parts that its parameters name.

    A parameter with a default that names no part, such as the moment of a job by the clock, is left out.
    """
    wanted = _parameters(job)[len(event) :]
    given = [one.name for one in wanted if one.name in parts or one.default is one.empty]
    await job(*event, **{name: parts[name] for name in given})
