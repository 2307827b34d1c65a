"""Weigh: what the author does, beside what the words say: the same in many places, a link of a new account,
begging beside a tip button."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.posts.screen import Screened
from tonghao.screening.behaviour import (
    BEGGING,
    CONTACT,
    FLOOD,
    Said,
    Spread,
    behaviour,
    held_for,
    is_flood,
    leads_elsewhere,
    said_of,
)

# The columns that spread_of takes.
_SAY: Final = "SELECT own_places, places, authors FROM say_text($1, $2, $3, $4)"
# Of what was said before, by its author too; nothing is noted and nobody waits.
_LOOK: Final = """
    SELECT count(DISTINCT t.place_id) FILTER (WHERE t.author_id = $2)::integer AS own_places,
           count(DISTINCT t.place_id)::integer AS places, count(DISTINCT t.author_id)::integer AS authors
      FROM (SELECT s.place_id, s.author_id FROM said_texts s
             WHERE s.digest = $1 AND s.at > now() - make_interval(hours => $3) LIMIT 500) t
"""
_SINCE: Final = "SELECT created_at FROM accounts WHERE id = $1"
_TAKES_TIPS: Final = "SELECT takes_tips($1, $2)"
_TRIM: Final = "DELETE FROM said_texts WHERE at < now() - make_interval(hours => $1)"


def window_hours() -> int:
    """For how long the same counts as said before."""
    return behaviour().same_text.window_hours


def place_of_words(access: Access, thread_id: UUID) -> UUID:
    """Where somebody says something: whoever looks after a circle says the same to everybody who comes."""
    return access.circle_id if access.may_help or access.is_partner_staff else thread_id


def spread_of(row: Row | None) -> Spread:
    """What `say_text` gives; nothing for a text that says too little."""
    if row is None or row["places"] is None:
        return Spread()
    return Spread(row["own_places"], row["places"], row["authors"])


async def say(conn: Connection, said: Said, *, author_id: UUID, place_id: UUID) -> Spread:
    """Note that it was said there, and return in how many places it was, for statements that do not do so.

    Locks: the text, so whoever says the same at the same time waits; nothing that is locked by it later may
    be locked already.
    """
    if said.digest is None:
        return Spread()
    return spread_of(await conn.fetchrow(_SAY, said.digest, author_id, place_id, window_hours()))


def as_spread(checked: Screened, text: str, said: Said, spread: Spread) -> Screened:
    """*checked*, held when the same stands in too many places.

    As advertising where it leads elsewhere, else as flooding; what waits already says more.
    """
    verdict = checked.verdict
    if checked.state != "visible" or verdict is None or spread.places == 0:
        return checked
    leads = leads_elsewhere(text, verdict)
    if not is_flood(said, spread, leads=leads):
        return checked
    source = f"same_text/{spread.own_places}/{spread.places}/{spread.authors}"
    return checked.as_held(held_for(verdict, CONTACT if leads else FLOOD, source))


async def weighed(conn: Connection, *, access: Access, checked: Screened, text: str) -> Screened:
    """*checked*, held when a new account leads elsewhere, or somebody begs beside a tip button.

    Most texts do neither, and of them nothing more is asked. People who look after the circle are not new
    in it, however young their account is.
    """
    verdict = checked.verdict
    if checked.state != "visible" or verdict is None or access.account_id is None:
        return checked
    is_guest = access.role == "member" and not access.is_partner_staff
    if is_guest and leads_elsewhere(text, verdict):
        since = await conn.fetchval(_SINCE, access.account_id)
        if since > now() - timedelta(hours=behaviour().new_account.hours):
            return checked.as_held(held_for(verdict, CONTACT, "new_account"))
    begs = verdict.act != "allow" and any(one.category == BEGGING for one in verdict.findings)
    if begs and await conn.fetchval(_TAKES_TIPS, access.circle_id, access.account_id):
        return checked.as_held(held_for(verdict, BEGGING, "takes_tips"))
    return checked


async def weighed_late(conn: Connection, *, access: Access, checked: Screened, text: str) -> Screened:
    """The same for what was written while the checker was down, and was noted as said then."""
    if access.account_id is None:
        return checked
    said = said_of(text)
    if said.digest is not None:
        row = await conn.fetchrow(_LOOK, said.digest, access.account_id, window_hours())
        checked = as_spread(checked, text, said, spread_of(row))
    return await weighed(conn, access=access, checked=checked, text=text)


async def trim_said(conn: Connection) -> None:
    """Forget what was said before the window in which it counts."""
    await conn.execute(_TRIM, window_hours())
