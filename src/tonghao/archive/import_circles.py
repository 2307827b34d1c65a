"""Import circles: the partners that run them, the circles, and their members."""

from typing import Final

from tonghao.archive.run import Run
from tonghao.archive.types import BadLine, CircleLine, Held, MembershipLine
from tonghao.circles.load import LoadedCircle, LoadedMembership, load_circles, load_memberships
from tonghao.circles.topics import TOPICS
from tonghao.partners.load import LoadedPartner, load_partners

CIRCLES: Final = "circles.ndjson"
MEMBERSHIPS: Final = "memberships.ndjson"
_BATCH: Final = 4_000
_KNOWN_TOPICS: Final = frozenset(topic.code for topic in TOPICS)


async def import_circles(run: Run) -> None:
    """Bring in circles with their partner and owner; one whose texts are held is left out and reported."""
    known: set[str] = set()
    async for conn, batch in run.batches(CIRCLES, CircleLine, 200, seen=lambda line: known.add(line.id)):
        texts = [f"{line.name}\n{line.name_en}\n{line.partner}\n{line.description}" for _, line in batch]
        partners, circles, owners = [], [], []
        for (number, line), verdict in zip(batch, await run.screener.verdicts(texts), strict=True):
            if line.owner not in run.people:
                run.report.bad.append(BadLine(CIRCLES, number, f"no account {line.owner!r}"))
                known.discard(line.id)
                continue
            if line.topic not in _KNOWN_TOPICS:
                run.report.bad.append(BadLine(CIRCLES, number, f"no topic {line.topic!r}"))
                known.discard(line.id)
                continue
            if verdict.act in {"hold", "quarantine"}:
                run.report.held.append(Held("circle", line.id, verdict.category or "other", line.name))
                known.discard(line.id)
                continue
            circle_id = run.names.of("circle", line.id)
            owner_id = run.names.of("account", line.owner)
            partner_id = run.names.of("partner", line.partner)
            partners.append(
                LoadedPartner(partner_id, line.partner, line.topic, "—", owner_id, line.created_at)
            )
            circles.append(
                LoadedCircle(
                    circle_id,
                    f"{line.topic}-{circle_id.hex[:8]}",
                    partner_id,
                    line.name,
                    line.name_en,
                    line.topic,
                    line.kind,
                    line.created_at,
                    line.description,
                )
            )
            owners.append(LoadedMembership(circle_id, owner_id, line.created_at, "owner"))
        await load_partners(conn, partners)
        await load_circles(conn, circles)
        await load_memberships(conn, owners)
    run.circles = known


async def import_memberships(run: Run) -> None:
    """Bring in the members."""
    async for conn, batch in run.batches(MEMBERSHIPS, MembershipLine, _BATCH):
        rows = []
        for number, line in batch:
            if line.circle not in run.circles or line.account not in run.people:
                run.report.bad.append(
                    BadLine(MEMBERSHIPS, number, f"no circle {line.circle!r} or no account {line.account!r}")
                )
            else:
                rows.append(
                    LoadedMembership(
                        run.names.of("circle", line.circle),
                        run.names.of("account", line.account),
                        line.joined_at,
                    )
                )
        await load_memberships(conn, rows)
