"""Ask for a replay; a job runs it, away from this community."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.replays.assumptions import assumed, version
from tonghao.replays.read import get_replay
from tonghao.replays.types import NewReplay, Replay
from tonghao.tool_events import ReplayAsked

# A worker that was ended in the middle of one leaves it running for ever.
_GIVE_UP: Final = """
    UPDATE replays SET state = 'failed', ended_at = now()
     WHERE state IN ('waiting', 'running') AND asked_at < now() - interval '30 minutes'
"""
_ASK: Final = """
    INSERT INTO replays (id, recall, seed, version, changes) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT ((true)) WHERE state IN ('waiting', 'running') DO NOTHING
    RETURNING id
"""


class ReplayRunning(Refusal):
    """One is running already. Wait until it has ended; it takes a minute or two."""


class NoReplayHere(Refusal):
    """A replay takes a whole processor, so it runs in the demo alone; elsewhere by ./tonghao replay."""

    status = 403


def may_replay(config: Config) -> bool:
    """Whether the button stands on this server: in the demo, on one's own machine."""
    return config.demo and config.is_loopback


async def ask_replay(conn: Connection, *, config: Config, new: NewReplay) -> Replay:
    """Have the four days of 2016 replayed with the detectors' *recall*.

    Raises:
        NoReplayHere: this is no demo.
        InvalidRequest: an assumption is unknown or out of its range.
        ReplayRunning: another one has not ended yet.

    Emits: replay.asked.
    """
    if not may_replay(config):
        raise NoReplayHere
    assumed(new.assumed)
    await conn.execute(_GIVE_UP)
    replay_id: UUID | None = await conn.fetchval(_ASK, new_id(), new.recall, new.seed, version(), new.assumed)
    if replay_id is None:
        raise ReplayRunning
    await outbox.emit(conn, ReplayAsked(replay_id), audience="nobody")
    return await get_replay(conn, replay_id)
