"""Match: does a photo look like one that was removed? Each process has a copy of the hashes."""

from typing import Final
from uuid import UUID

import numpy as np

from tonghao.bank.types import Match
from tonghao.db import Connection, Row
from tonghao.screening.hash_index import HashIndex
from tonghao.screening.pdq import HASH_BYTES

# Whoever changes the bank waits for the verdicts that are being written, and those after it see the change.
_VERSION_HELD: Final = "SELECT version FROM bank_state WHERE sole FOR SHARE"
_VERSION: Final = "SELECT version FROM bank_state WHERE sole"
_CHANGED: Final = """
    SELECT id, kind, category, hashes, retired_at IS NULL AS counts, version
      FROM bank_entries
     WHERE version > $1 AND (retired_at IS NULL OR $1 > 0)
     ORDER BY version, id
"""
# New hashes are looked through one by one until they are this many, or an eighth of the rest.
_MOST_NEW: Final = 20_000
_SHARE: Final = 8


class Bank:
    """The process's copy of the bank: 132 bytes of memory a hash, a quarter GiB for two million."""

    def __init__(self) -> None:
        self._version = 0
        self._entries: dict[UUID, tuple[str, bytes]] = {}
        self._released: dict[UUID, bytes] = {}
        self._fine: frozenset[bytes] = frozenset()
        self._base, self._new = _Part([]), _Part([])

    @property
    def version(self) -> int:
        """The number of the newest change that this copy has seen."""
        return self._version

    async def match(self, conn: Connection, look: bytes) -> Match | None:
        """What a photo looks like, by the newest bank; the transaction keeps it from changing meanwhile.

        Args:
            conn: An open transaction, in which the verdict is then written.
            look: 64 bytes; an empty one, of too plain a picture, matches nothing.

        Locks: the bank's number, shared.
        """
        await self._refresh(conn, await conn.fetchval(_VERSION_HELD))
        return self.find(look)

    async def refresh(self, conn: Connection) -> None:
        """Take over what changed, for looking at many photos one after another."""
        await self._refresh(conn, await conn.fetchval(_VERSION))

    def find(self, look: bytes) -> Match | None:
        """What a photo looks like, by this copy; the nearest counts, and of those the oldest."""
        if not look or look[:HASH_BYTES] in self._fine:
            return None
        found: Match | None = None
        for wanted in {look[:HASH_BYTES], look[HASH_BYTES:]}:
            for part in (self._base, self._new):
                for entry_id, distance in part.near(wanted):
                    known = self._entries.get(entry_id)
                    if known is not None and (found is None or distance < found.distance):
                        found = Match(entry_id, known[0], distance)
        return found

    async def _refresh(self, conn: Connection, version: int) -> None:
        if version == self._version:
            return
        changed = await conn.fetch(_CHANGED, self._version)
        for row in changed:
            self._take(row)
        self._version, self._fine = version, frozenset(self._released.values())
        # A changed entry stands in the new part; where it stood before it is no longer looked at.
        fresh = {row["id"] for row in changed} | self._new.ids
        kept = {entry_id: self._entries[entry_id] for entry_id in fresh if entry_id in self._entries}
        count = sum(len(hashes) for _, hashes in kept.values()) // HASH_BYTES
        if count > max(_MOST_NEW, len(self._base) // _SHARE):
            self._base = _Part([(one, hashes) for one, (_, hashes) in self._entries.items()])
            self._new = _Part([])
        else:
            self._base.forget(fresh)
            self._new = _Part([(one, hashes) for one, (_, hashes) in kept.items()])

    def _take(self, row: Row) -> None:
        self._entries.pop(row["id"], None)
        self._released.pop(row["id"], None)
        if row["counts"] and row["kind"] == "released":
            self._released[row["id"]] = row["hashes"]
        elif row["counts"]:
            self._entries[row["id"]] = (row["category"], row["hashes"])


class _Part:
    """Hashes of entries behind one another, and which belongs to which."""

    def __init__(self, entries: list[tuple[UUID, bytes]]) -> None:
        self.ids = {entry_id for entry_id, _ in entries}
        self._order = [entry_id for entry_id, _ in entries]
        self._ends = np.cumsum([len(hashes) // HASH_BYTES for _, hashes in entries], dtype=np.int64)
        self._index = HashIndex(b"".join(hashes for _, hashes in entries))
        self._gone: set[UUID] = set()

    def __len__(self) -> int:
        return len(self._index)

    def forget(self, ids: set[UUID]) -> None:
        """Look no longer at the entries *ids*; they are kept elsewhere or nowhere."""
        self._gone |= ids & self.ids

    def near(self, wanted: bytes) -> list[tuple[UUID, int]]:
        """(entry, distance) of what lies near *wanted*, nearest first."""
        found = []
        for place, distance in self._index.near(wanted):
            entry_id = self._order[int(np.searchsorted(self._ends, place, side="right"))]
            if entry_id not in self._gone:
                found.append((entry_id, distance))
        return found
