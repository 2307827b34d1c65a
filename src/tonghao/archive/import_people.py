"""Import people: accounts that wait to be claimed, and who knows whom."""

from typing import Final

from tonghao.accounts.load import LoadedAccount, load_accounts
from tonghao.archive.run import Run
from tonghao.archive.types import AccountLine, BadLine, FriendshipLine, Held
from tonghao.friends.load import load_friendships

ACCOUNTS: Final = "accounts.ndjson"
FRIENDSHIPS: Final = "friendships.ndjson"
_BATCH: Final = 4_000


async def import_accounts(run: Run) -> None:
    """Bring in the people; a name or bio that the check holds is replaced and reported."""
    seen: set[str] = set()
    async for entering, batch in run.batches(
        ACCOUNTS, AccountLine, _BATCH, seen=lambda line: seen.add(line.id)
    ):
        texts = [f"{line.name}\n{line.bio}" for _, line in batch]
        rows = []
        for (number, line), verdict in zip(batch, await run.screener.verdicts(texts), strict=True):
            account_id = run.names.of("account", line.id)
            if verdict.act in {"hold", "quarantine"}:
                run.report.held.append(Held("name", line.id, verdict.category or "other", line.name[:40]))
                rows.append(LoadedAccount(account_id, line.handle, f"邻居{number}", line.created_at))
            else:
                rows.append(LoadedAccount(account_id, line.handle, line.name, line.created_at, line.bio))
        async with entering() as conn:
            await load_accounts(conn, rows)
    run.people = seen


async def import_friendships(run: Run) -> None:
    """Bring in the friendships between people of this archive."""
    async for entering, batch in run.batches(FRIENDSHIPS, FriendshipLine, _BATCH):
        rows = []
        for number, line in batch:
            stranger = next((one for one in (line.a, line.b) if one not in run.people), None)
            if stranger is not None:
                run.report.bad.append(BadLine(FRIENDSHIPS, number, f"no account {stranger!r}"))
            elif line.a == line.b:
                run.report.bad.append(BadLine(FRIENDSHIPS, number, "a friendship with oneself"))
            else:
                rows.append((run.names.of("account", line.a), run.names.of("account", line.b), line.since))
        async with entering() as conn:
            await load_friendships(conn, rows)
