"""Letters: the outside world's mail in a replay, and how somebody gets a new account with it."""

import re
from collections.abc import Mapping
from itertools import count
from typing import Final

from tonghao.accounts.claim import make_claim_link
from tonghao.accounts.types import TERMS_VERSION
from tonghao.crypto import new_token
from tonghao.db import writing
from tonghao.replay.people import Person
from tonghao.replay.stage import Stage

_CODE: Final = re.compile(r"\b\d{6}\b")
_NUMBERS: Final = count(1)


class Letters:
    """Keeps what would be sent; takes mails and texts alike."""

    def __init__(self) -> None:
        self._to: dict[str, str] = {}

    async def send(
        self,
        *,
        to: str,
        text: str,
        subject: str = "",
        html: str = "",
        headers: Mapping[str, str] | None = None,
        purpose: str = "",
        code: str = "",
        locale: str = "",
    ) -> None:
        """Put *text* into the box of *to*."""
        self._to[to] = text

    def code_to(self, to: str) -> str:
        """The code in the newest letter to *to*; empty when there is none."""
        found = _CODE.search(self._to.get(to, ""))
        return found.group() if found else ""


async def new_account(stage: Stage) -> Person | None:
    """Sign up like anybody, with an address and the code that is sent there; None when it is refused."""
    number = next(_NUMBERS)
    handle, address = f"again_{number}", f"again-{number}@example.org"
    person = stage.passer_by(1)
    asked = await person.post("/api/v1/sign-up-codes", {"email": address})
    if not asked.ok:
        return None
    await stage.settle()
    said = {
        "email": address,
        "code": stage.parts["sender"].code_to(address),
        "password": new_token(),
        "name": f"新来的{number}",
        "handle": handle,
        "age_class": "adult",
        "terms_version": TERMS_VERSION,
    }
    answer = await person.post("/api/v1/accounts", said)
    return person.with_session(answer) if answer.ok else None


async def claimed(stage: Stage, handle: str) -> Person:
    """Somebody who was imported, with the account that they took over by their link."""
    async with writing(stage.parts["pool"]) as conn:
        link = await make_claim_link(conn, handle=handle, public_url=stage.parts["config"].address)
    person = stage.passer_by(1)
    said = {"token": link.rpartition("/")[2], "password": new_token(), "age_class": "adult"}
    return person.with_session(await person.post("/api/v1/account-claims", said))
