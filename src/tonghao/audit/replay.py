"""Replay: from the log alone, how every decision stands now, laid beside what the tables say."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row

Facts = dict[str, str | None]
_Reducer = Callable[["Told", Row, Mapping[str, object]], None]

_ENTRIES: Final = """
    SELECT e.number, e.at, e.act, e.actor_id, e.subject_kind, e.subject_id, e.circle_id, p.payload
      FROM audit_entries e LEFT JOIN audit_payloads p USING (number)
     WHERE e.number > $1
     ORDER BY e.number LIMIT 1000
"""
_FIRST: Final = "SELECT min(at) FROM audit_entries WHERE act = 'case.opened'"

# How things stand: `about` names whoever's leaving may have erased the entries, `since` how old it is.
_STANDING: Final[dict[str, str]] = {
    "case": """
        SELECT id::text, ARRAY[id, subject_id] AS about, opened_at AS since,
               jsonb_build_object('state', state, 'category', category, 'severity', severity::text) AS facts
          FROM cases
    """,
    "decision": """
        SELECT d.id::text, ARRAY[c.id, c.subject_id] AS about, d.at AS since,
               jsonb_build_object('case', d.case_id, 'act', d.act, 'category', d.category,
                                  'by', d.decided_by, 'undone_by', d.undone_by) AS facts
          FROM case_decisions d JOIN cases c ON c.id = d.case_id
    """,
    "curb": """
        SELECT id::text, ARRAY[id, author_id] AS about, created_at AS since,
               jsonb_build_object('act', curb, 'category', curb_for) AS facts
          FROM posts WHERE curb IS NOT NULL
         UNION ALL
        SELECT id::text, ARRAY[id, author_id], created_at,
               jsonb_build_object('act', curb, 'category', curb_for)
          FROM comments WHERE curb IS NOT NULL
    """,
    "sanction": """
        SELECT id::text, ARRAY[account_id] AS about, at AS since,
               jsonb_build_object('account', account_id, 'kind', kind, 'category', category,
                   'case', case_id, 'by', set_by, 'second', second_by, 'ended_by', ended_by,
                   'state', CASE WHEN ended_at IS NULL AND in_force_at IS NULL THEN 'proposed'
                                 WHEN ended_at IS NULL THEN 'in_force'
                                 WHEN in_force_at IS NULL THEN 'withdrawn' ELSE 'ended' END) AS facts
          FROM account_sanctions
    """,
    "restriction": """
        SELECT id::text, ARRAY[circle_id] AS about, at AS since,
               jsonb_build_object('circle', circle_id, 'kind', kind, 'source', source, 'by', set_by,
                   'ended_by', ended_by,
                   'state', CASE WHEN ended_at IS NULL THEN 'in_force' ELSE 'ended' END) AS facts
          FROM circle_restrictions
    """,
    "circle": """
        SELECT id::text, ARRAY[id] AS about, created_at AS since,
               jsonb_build_object('tier', tier, 'restrictions', array_to_string(restrictions, ' ')) AS facts
          FROM circles
    """,
    "brake": """
        SELECT id::text, ARRAY[id] AS about, at AS since,
               jsonb_build_object('feature', feature, 'by', set_by, 'ended_by', ended_by,
                   'state', CASE WHEN ended_at IS NULL THEN 'in_force' ELSE 'ended' END) AS facts
          FROM feature_brakes
    """,
    "trip": """
        SELECT circle_id::text || ' ' || restriction AS id, ARRAY[circle_id] AS about, min(at) AS since,
               jsonb_build_object('trips', count(*)::text) AS facts
          FROM breaker_trips GROUP BY circle_id, restriction
    """,
    "appeal": """
        SELECT id::text, ARRAY[id] AS about, filed_at AS since,
               jsonb_build_object('against', against, 'against_id', against_id, 'case', case_id,
                   'party', party, 'state', state, 'by', decided_by, 'result', result_id) AS facts
          FROM appeals
    """,
}
KINDS: Final = tuple(_STANDING)
# More differences than anybody reads are counted only.
_TOLD: Final = 50


class Difference(msgspec.Struct, frozen=True):
    """One thing that does not stand as the log says; `field` is empty where one of them lacks it whole."""

    kind: str
    id: str
    field: str
    logged: str | None
    stored: str | None


class Replayed(msgspec.Struct, frozen=True):
    """What a replay found.

    Attributes:
        entries: How many entries were read.
        compared: How many things of each kind stand as the log says, or not.
        erased: How many could not be derived, since a person left and the words about them went.
        older: How many were there before the log named the opening of cases.
    """

    entries: int
    compared: dict[str, int]
    erased: int
    older: int
    differences: list[Difference]


class Told:
    """What the entries read so far come to."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Facts]] = {kind: {} for kind in KINDS}
        self.erased: set[UUID] = set()
        self.entries = 0

    def hear(self, entry: Row) -> None:
        """Let one entry change what is known."""
        self.entries += 1
        if entry["payload"] is None:
            if entry["subject_id"] is not None:
                self.erased.add(entry["subject_id"])
            return
        reducer = _REDUCERS.get(entry["act"])
        if reducer is None and "case_id" in entry["payload"] and entry["act"].endswith(_DECIDED):
            reducer = _decided
        if reducer is not None:
            reducer(self, entry, entry["payload"])

    def change(self, thing_kind: str, key: object, /, **facts: object) -> None:
        """Set *facts* of one thing; what is not named stays."""
        thing = self.things[thing_kind].setdefault(str(key), {})
        thing.update({name: _text(value) for name, value in facts.items()})


async def replay(conn: Connection) -> Replayed:
    """Read the whole log and derive from it alone how cases, decisions, curbs, sanctions, restrictions,
    circles, brakes, trips of breakers and appeals stand; then compare with the tables.

    Args:
        conn: A transaction in which everything is seen at one moment (repeatable read) on a live database.
    """
    told = Told()
    number = 0
    while rows := await conn.fetch(_ENTRIES, number):
        for row in rows:
            told.hear(row)
        number = rows[-1]["number"]
    first = await conn.fetchval(_FIRST)
    compared, differences, erased, older = dict.fromkeys(KINDS, 0), [], 0, 0
    for kind, statement in _STANDING.items():
        unmet = dict(told.things[kind])
        for row in await conn.fetch(statement):
            known = unmet.pop(row["id"], None)
            if told.erased.intersection(row["about"]):
                erased += 1
            elif known is None:
                if kind == "circle":
                    continue
                if first is None or row["since"] < first:
                    older += 1
                else:
                    differences.append(Difference(kind, row["id"], "", None, row["facts"].get("state")))
            else:
                compared[kind] += 1
                differences += _between(kind, row["id"], known, row["facts"])
        for key, facts in unmet.items():
            if UUID(key.partition(" ")[0]) not in told.erased:
                differences.append(Difference(kind, key, "", facts.get("state"), None))
    return Replayed(told.entries, compared, erased, older, differences)


def told_of(found: Replayed) -> list[str]:
    """What a replay found, line by line in both languages; a cross begins what is wrong."""
    counts = ", ".join(f"{kind} {count}" for kind, count in found.compared.items())
    lines = [
        f"{found.entries} 条 / entries: {counts}",
        f"{found.erased} 件已抹去 / erased, {found.older} 件早于日志 / older than the log",
    ]
    for one in found.differences[:_TOLD]:
        said = f"日志 / log {one.logged}, 现状 / stored {one.stored}"
        lines.append(f"✗ {one.kind} {one.id} {one.field}: {said}")
    if found.differences:
        return [*lines, f"✗ {len(found.differences)} 处不同 / differences"]
    return [*lines, "✓ 每个决定都与日志一致 / every decision stands as the log says"]


def _between(kind: str, key: str, known: Facts, stored: Facts) -> list[Difference]:
    return [
        Difference(kind, key, field, known[field], stored.get(field))
        for field in sorted(known)
        if known[field] != stored.get(field)
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


_DECIDED: Final = (".released", ".curbed", ".removed")
_ACTS: Final = {"released": "release", "removed": "remove"}


def _opened(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change(
        "case", entry["subject_id"], state="open", category=said["category"], severity=said["severity"]
    )


def _raised(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("case", entry["subject_id"], category=said["category"], severity=said["severity"])


def _loaded(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    _opened(told, entry, said)
    told.change("case", entry["subject_id"], state=said["state"])
    told.change(
        "decision",
        said["decision_id"],
        case=entry["subject_id"],
        act=said["decision"],
        category=said["category"],
        by=said["decided_by"],
        undone_by=None,
    )


def _decided(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    state = entry["act"].rpartition(".")[2]
    act = _ACTS.get(state) or said["act"]
    told.change("case", said["case_id"], state=state, category=said["category"])
    told.change(
        "decision",
        said["decision_id"],
        case=said["case_id"],
        act=act,
        category=said["category"],
        by=entry["actor_id"],
        undone_by=None,
    )

    if state == "curbed":
        told.change("curb", entry["subject_id"], act=act, category=said["category"])


def _undone(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("case", said["case_id"], state="open")
    told.change("decision", said["decision_id"], undone_by=entry["actor_id"])
    curb = said.get("curb")
    if isinstance(curb, dict) and curb["act"] is None:
        told.things["curb"].pop(str(entry["subject_id"]), None)
    elif isinstance(curb, dict):
        told.change("curb", entry["subject_id"], act=curb["act"], category=curb["category"])


def _curb_came(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("curb", entry["subject_id"], act=said["act"], category=said["category"])


def _sanctioned(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change(
        "sanction",
        said["sanction_id"],
        account=entry["subject_id"],
        kind=said["kind"],
        category=said["category"],
        case=said["case_id"],
        by=said["first"],
        second=None,
        ended_by=None,
        state="in_force" if entry["act"] == "sanction.set" else "proposed",
    )


def _confirmed(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("sanction", said["sanction_id"], second=entry["actor_id"], state="in_force")


def _lifted(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    state = "ended" if entry["act"] == "sanction.lifted" else "withdrawn"
    told.change("sanction", said["sanction_id"], ended_by=entry["actor_id"], state=state)


def _restricted(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change(
        "restriction",
        said["restriction_id"],
        circle=entry["circle_id"],
        kind=said["kind"],
        source=said["source"],
        by=entry["actor_id"],
        ended_by=None,
        state="in_force",
    )
    if said["source"] == "breaker":
        key = f"{entry['circle_id']} {said['kind']}"
        trips = told.things["trip"].get(key, {}).get("trips") or 0
        told.change("trip", key, trips=int(trips) + 1)
    _show(told, entry)


def _eased(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("restriction", said["restriction_id"], ended_by=entry["actor_id"], state="ended")
    _show(told, entry)


def _show(told: Told, entry: Row) -> None:
    circle_id = str(entry["circle_id"])
    standing = {
        str(one["kind"])
        for one in told.things["restriction"].values()
        if one.get("circle") == circle_id and one["state"] == "in_force"
    }
    told.change("circle", circle_id, restrictions=" ".join(sorted(standing)))


def _set_tier(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change("circle", entry["circle_id"], tier=said["tier"])


def _braked(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change(
        "brake",
        entry["subject_id"],
        feature=said["feature"],
        by=entry["actor_id"],
        ended_by=None,
        state="in_force",
    )


def _released(told: Told, entry: Row, _: Mapping[str, object]) -> None:
    told.change("brake", entry["subject_id"], ended_by=entry["actor_id"], state="ended")


def _filed(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    told.change(
        "appeal",
        entry["subject_id"],
        against=said["against"],
        against_id=said["against_id"],
        case=said["case_id"],
        party=said["party"],
        state="open",
        by=None,
        result=None,
    )


def _answered(told: Told, entry: Row, said: Mapping[str, object]) -> None:
    state = entry["act"].removeprefix("appeal.")
    by = None if state == "withdrawn" else entry["actor_id"]
    told.change("appeal", entry["subject_id"], state=state, by=by, result=said.get("result_id"))


_REDUCERS: Final[dict[str, _Reducer]] = {
    "case.opened": _opened,
    "case.raised": _raised,
    "case.loaded": _loaded,
    "decision.undone": _undone,
    "post.curb_loaded": _curb_came,
    "comment.curb_loaded": _curb_came,
    "sanction.set": _sanctioned,
    "sanction.proposed": _sanctioned,
    "sanction.confirmed": _confirmed,
    "sanction.lifted": _lifted,
    "sanction.withdrawn": _lifted,
    "circle.restricted": _restricted,
    "circle.eased": _eased,
    "circle.tier_set": _set_tier,
    "feature.braked": _braked,
    "feature.released": _released,
    **{f"appeal.{state}": _answered for state in ("upheld", "overturned", "settled", "withdrawn")},
    "appeal.filed": _filed,
}
