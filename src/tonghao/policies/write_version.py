"""Write a version of the policy: what it would change, refused when it makes no sense."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.policies.types import PolicyVersion
from tonghao.screening.normalise import Normalised
from tonghao.screening.policy import Overlay, shipped
from tonghao.screening.words import is_expression

# One at a time: numbers have no gap, and a rolled-back draft leaves none.
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('policy_versions'))"

_ADD: Final = """
    INSERT INTO policy_versions (number, overlay, note, made_by)
    VALUES ((SELECT coalesce(max(number), 0) + 1 FROM policy_versions), $1, $2, $3)
    RETURNING number, at
"""


class PolicyEmpty(Refusal):
    """This changes nothing of the policy that ships. Change something, or order version 0."""

    status = 400


class PolicyContradictory(Refusal):
    """This contradicts itself; the details name where. Correct it and try again."""

    status = 400


class PolicyExpression(Refusal):
    """Words are taken as they are written, and patterns are not. Write the words themselves, one by one."""

    status = 400


class UnknownPolicyCategory(Refusal):
    """The policy has no such category; the details name it. Choose one from the list."""

    status = 400


def must_make_sense(overlay: Overlay) -> None:
    """Refuse what could not be judged by.

    Raises:
        PolicyEmpty: it changes nothing.
        UnknownPolicyCategory: a severity or a word names one that there is not.
        PolicyContradictory: explicit begins below suggestive, a word stands in two categories, nothing of a
            word is left to look for, or what concerns minors or consent would no longer be sealed.
        PolicyExpression: a word was meant as a pattern.
    """
    base = shipped()
    if overlay == Overlay():
        raise PolicyEmpty
    for code in (*overlay.severities, *(word.category for word in overlay.words)):
        if code not in base.categories:
            raise UnknownPolicyCategory(category=code)
    sealed = [code for code, category in base.categories.items() if category.severity == 4]
    for code in sealed:
        if overlay.severities.get(code, 4) < 4:
            raise PolicyContradictory(where="severities", what=code)
    suggestive = base.photo.suggestive if overlay.suggestive is None else overlay.suggestive
    explicit = base.photo.explicit if overlay.explicit is None else overlay.explicit
    if explicit < suggestive:
        raise PolicyContradictory(where="photo", what="explicit < suggestive")
    seen: set[str] = set()
    for word in overlay.words:
        plain = Normalised(word.term).compact
        if is_expression(word.term):
            raise PolicyExpression(word=word.term)
        if len(plain) < 2 or plain in seen:
            raise PolicyContradictory(where="words", what=word.term)
        seen.add(plain)


async def write_version(conn: Connection, *, operator_id: UUID, overlay: Overlay, note: str) -> PolicyVersion:
    """Keep *overlay* as the next version. It changes nothing until it is ordered.

    Raises:
        ReasonNeeded: nothing of *note* can be seen.
        PolicyEmpty, UnknownPolicyCategory, PolicyContradictory, PolicyExpression: see `must_make_sense`.

    Locks: the versions, the audit head.
    """
    note = checked_reason(note)
    must_make_sense(overlay)
    await conn.execute(_LOCK)
    row = await conn.fetchrow(_ADD, msgspec.to_builtins(overlay), note, operator_id)
    assert row is not None
    await append(
        conn,
        act="policy.written",
        actor_id=operator_id,
        subject_kind="policy",
        subject_id=None,
        circle_id=None,
        payload={"number": row["number"], "overlay": msgspec.to_builtins(overlay), "note": note},
    )
    return PolicyVersion(row["number"], overlay, note, operator_id, row["at"])
