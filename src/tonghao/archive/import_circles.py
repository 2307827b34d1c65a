"""Import circles: the partners that run them, the circles, and their members."""

from typing import Final

from tonghao.accounts.check_name import visible
from tonghao.archive.run import Run
from tonghao.archive.types import BadLine, CircleLine, Held, MembershipLine
from tonghao.circles.load import LoadedCircle, LoadedMembership, load_circles, load_memberships
from tonghao.circles.tidy import CircleNameRefused, tidied
from tonghao.circles.topics import TOPICS
from tonghao.partners.load import LoadedPartner, load_partners

CIRCLES: Final = "circles.ndjson"
MEMBERSHIPS: Final = "memberships.ndjson"
_BATCH: Final = 4_000
_KNOWN_TOPICS: Final = frozenset(topic.code for topic in TOPICS)


async def import_circles(run: Run) -> None:
    """Bring in circles with their partner and owner; one whose texts are held is left out and reported."""
    seen: set[str] = set()
    async for entering, batch in run.batches(CIRCLES, CircleLine, 200, seen=lambda line: seen.add(line.id)):
        texts = [f"{line.name}\n{line.name_en}\n{line.partner}\n{line.description}" for _, line in batch]
        partners, circles, owners = [], [], []
        for (number, line), verdict in zip(batch, await run.screener.verdicts(texts), strict=True):
            reason = _wrong_with(run, line)
            if reason:
                run.report.bad.append(BadLine(CIRCLES, number, reason))
            elif verdict.act in {"hold", "quarantine"}:
                run.report.held.append(Held("circle", line.id, verdict.category or "other", line.name))
            else:
                circle = _circle_of(run, line)
                owner_id = run.names.of("account", line.owner)
                partner = visible(line.partner)
                partners.append(
                    LoadedPartner(circle.partner_id, partner, line.topic, "—", owner_id, line.created_at)
                )
                circles.append(circle)
                owners.append(LoadedMembership(circle.circle_id, owner_id, line.created_at, "owner"))
        async with entering() as conn:
            await load_partners(conn, partners)
            await load_circles(conn, circles)
            await load_memberships(conn, owners)
    await run.keep_known_circles(seen)


def _wrong_with(run: Run, line: CircleLine) -> str:
    """Why the circle cannot be opened; empty when it can."""
    if line.owner not in run.people:
        return f"no account {line.owner!r}"
    if line.topic not in _KNOWN_TOPICS:
        return f"no topic {line.topic!r}"
    if len(visible(line.partner)) < 2:
        return "the partner's name cannot be seen"
    try:
        _circle_of(run, line)
    except CircleNameRefused as refusal:
        return refusal.message_en()
    return ""


def _circle_of(run: Run, line: CircleLine) -> LoadedCircle:
    circle_id = run.names.of("circle", line.id)
    return tidied(
        LoadedCircle(
            circle_id,
            f"{line.topic}-{circle_id.hex[:8]}",
            run.names.of("partner", line.partner),
            line.name,
            line.name_en,
            line.topic,
            line.kind,
            line.created_at,
            line.description,
        )
    )


async def import_memberships(run: Run) -> None:
    """Bring in the members."""
    async for entering, batch in run.batches(MEMBERSHIPS, MembershipLine, _BATCH):
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
        async with entering() as conn:
            await load_memberships(conn, rows)
