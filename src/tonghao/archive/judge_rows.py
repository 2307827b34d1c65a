"""Judge rows: the words of a foreign archive go through the same screening as live content."""

from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.archive.read_exact import refused_at
from tonghao.archive.screen_batch import BatchScreener
from tonghao.archive.types import Held, Report
from tonghao.db import Connection
from tonghao.events import CommentHeld, Event, PostHeld
from tonghao.posts.screen import Screened
from tonghao.screening.house import House, house_from
from tonghao.screening.types import Verdict

_STOPS: Final = frozenset({"hold", "quarantine"})
_SHOWN: Final = frozenset({"visible", "pending"})
_OF_POSTS: Final = frozenset({"posts", "comments"})
_CARRIED: Final = frozenset({"polls", "meetups"})
_NEUTRAL: Final[dict[str, dict[str, str]]] = {
    "poll_options": {"text": "选项{number}"},
    "meetup_choices": {"text": "选项{number}"},
    "meetups": {"title": "聚会", "place": "", "question": "", "cancel_reason": ""},
    "challenges": {"title": "打卡", "about": ""},
    "challenge_marks": {"line": ""},
    "team_ups": {"game": "一桌", "note": ""},
    "readings": {"title": "一本书", "author": "", "about": ""},
    "reading_sections": {"title": "第{number}段"},
    "funds": {"title": "公账", "purpose": ""},
    "fund_entries": {"purpose": "第{number}笔"},
    "children": {"nickname": "孩子"},
    "clinic_notices": {"text": ""},
    "counsellors": {"credential": "成员"},
}
# What staff can bring back comes in as if they had removed it, with the moment that it names.
_REMOVED: Final = {
    "remarks": "at",
    "price_guesses": "at",
    "lost_pets": "created_at",
    "clinic_questions": "created_at",
    "gadgets": "created_at",
}
_EXCERPT: Final = 40
# A person held it on the other server; the case here begins with their category.
_BEFORE: Final = "archive"
_SEVERITY: Final = 2

Numbered = tuple[int, dict[str, Any]]


class Judge:
    """Looks at every row that has words.

    Args:
        screener: None for an archive of our own, whose people have looked already.
    """

    def __init__(self, screener: BatchScreener | None, report: Report) -> None:
        self._screener = screener
        self._report = report
        self._events: list[Event] = []
        self._hidden: set[str] = set()
        self._houses: dict[str, House] = {}

    async def judged(self, table: str, numbered: list[Numbered]) -> list[Numbered]:
        """The rows as they may come in; what is held waits for a person, other lines are left out.

        Raises:
            ArchiveRefused: a circle or partner has words that are held: without it nothing else stands.
        """
        if self._screener is not None:
            self._note_houses(table, numbered)
            houses = [self._houses.get(str(row.get("circle_id"))) for _, row in numbered]
            verdicts = await self._screener.verdicts([_words_of(row) for _, row in numbered], houses)
            pairs = zip(numbered, verdicts, strict=True)
            numbered = [one for one, verdict in pairs if self._stands(table, one, verdict)]
        for _, row in numbered:
            self._note(table, row)
        return numbered

    def _note_houses(self, table: str, numbered: list[Numbered]) -> None:
        """What each circle asks beyond the policy counts for all that stands in it."""
        if table != "circles":
            return
        for number, row in numbered:
            try:
                house = house_from(row.get("house_number") or 0, row.get("house"))
            except msgspec.ValidationError:
                raise refused_at("circles.ndjson", number, "its own rules cannot be read") from None
            if house is not None:
                self._houses[row["id"]] = house

    def _stands(self, table: str, one: Numbered, verdict: Verdict) -> bool:
        number, row = one
        if table == "post_tags" and row["post_id"] in self._hidden:
            return False
        if table in _CARRIED and row["post_id"] in self._hidden:
            # It shows with its post.
            row["is_shown"] = False
        if table == "posts" and row["photos"]:
            # They are judged anew, and the post is shown when they are.
            row["photos"] = [
                photo | {"state": "pending", "width": None, "height": None, "blur": None}
                for photo in row["photos"]
            ]
            if row["state"] == "visible":
                self._hide(row, "pending")
        if verdict.act not in _STOPS or verdict.category is None:
            return True
        if table in {"circles", "partners"}:
            raise refused_at(f"{table}.ndjson", number, f"its words are held: {verdict.category}")
        name = str(row.get("id") or row.get("post_id") or row.get("account_id") or number)
        self._report.held.append(Held(table, name, verdict.category, _words_of(row)[:_EXCERPT]))
        return self._spared(table, number, row, Screened.by(verdict).category or verdict.category)

    def _spared(self, table: str, number: int, row: dict[str, Any], category: str) -> bool:
        """Whether a row whose words are held comes in without them, or out of sight."""
        if table == "profiles":
            row |= {"name": f"邻居{number}", "bio": ""}
            return True
        if table == "memberships":
            row["nickname"] = None
            return True
        if table in _REMOVED:
            row["removed_at"] = row["removed_at"] or row[_REMOVED[table]]
            return True
        if table in _NEUTRAL:
            # A vote or a seat is somebody else's, so only the words go.
            row |= {name: said.format(number=row.get("number", "")) for name, said in _NEUTRAL[table].items()}
            return True
        if table in _OF_POSTS:
            if row["state"] in _SHOWN:
                self._hide(row, "held")
                row |= {"category": category, "is_screened": True, "held_for": "text"}
                if table == "comments":
                    del row["is_screened"], row["held_for"]
            return True
        return False

    def _hide(self, row: dict[str, Any], state: str) -> None:
        row["state"] = state
        self._hidden.add(row["id"])
        for column in ("pin_place", "pinned_at", "digest", "digested_at"):
            if column in row:
                row[column] = None

    def _note(self, table: str, row: dict[str, Any]) -> None:
        """Remember to tell of what is held by its words."""
        if table not in _OF_POSTS or row["state"] != "held" or row.get("held_for", "text") != "text":
            return
        verdict = msgspec.to_builtins(Verdict("hold", _SEVERITY, row["category"], (), _BEFORE, _BEFORE))
        circle_id, author_id = UUID(row["circle_id"]), UUID(row["author_id"])
        category = str(row["category"])
        if table == "posts":
            post_id = UUID(row["id"])
            self._events.append(PostHeld(circle_id, post_id, author_id, category, _SEVERITY, verdict, True))
        else:
            post_id, comment_id = UUID(row["post_id"]), UUID(row["id"])
            self._events.append(
                CommentHeld(circle_id, post_id, comment_id, author_id, category, _SEVERITY, verdict, True)
            )

    async def tell(self, conn: Connection) -> None:
        """Open a case for each of them, with the time that a person has for an archive.

        Emits: post.held, comment.held.
        """
        for event in self._events:
            await outbox.emit(conn, event, audience="nobody")


def _words_of(row: dict[str, Any]) -> str:
    """All words of a row; names of states among them say nothing to the check."""
    return "\n".join(_texts(row))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        # Identifiers, times and hashes are no words.
        return [value] if not value[:1].isdigit() and not value.startswith("\\x") else _spoken(value)
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []


def _spoken(value: str) -> list[str]:
    return [value] if any(char > "\x7f" or char == " " for char in value) else []
