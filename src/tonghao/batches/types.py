"""The nouns of batches."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.moderation.types import CaseRow, Code, DecisionAct, Reason, SanctionWish

# As many as one can look through at once.
MOST: Final = 100

Alikeness = Literal["text", "author", "rule", "photo"]
Outcome = Literal["waiting", "released", "curbed", "removed", "proposed", "refused", "undone", "kept"]


class AlikeCases(msgspec.Struct, frozen=True):
    """Open cases like one, and how many there are in each way; at most a hundred.

    Attributes:
        rows: The case itself first, unless it is decided.
        counts: By way, the case itself counted.
    """

    by: Alikeness
    rows: list[CaseRow]
    counts: dict[str, int]


class NewBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`sanction` goes with a removal and meets each author once; `exception` goes with a release."""

    case_ids: Annotated[list[UUID], Meta(min_length=1, max_length=MOST)]
    act: DecisionAct
    category: Code
    note: Reason
    sanction: SanctionWish | None = None
    exception: Code | None = None


class BatchUndo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: Reason


class BatchResult(msgspec.Struct, frozen=True):
    """What became of one case.

    Attributes:
        outcome: `proposed` waits for a second person; `refused` says why in `said_zh` and `said_en`, as does
            `kept`, a decision that an undo left as it is.
    """

    case: CaseRow
    outcome: Outcome
    code: str
    said_zh: str
    said_en: str


class Batch(msgspec.Struct, frozen=True):
    """A decision about many cases, with the result of each in the order in which they were chosen."""

    batch_id: UUID
    act: DecisionAct
    category: str
    note: str
    made_by: ProfileCard
    at: datetime
    undone_by: ProfileCard | None
    undone_at: datetime | None
    undo_note: str | None
    results: list[BatchResult]
